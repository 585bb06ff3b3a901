"""Evidence of language: does the text go on from this tail to this head, or does the head start a paragraph?

Two models, shipped in `language.npz` and built by tools/build_language.py, look at the characters on both sides of the cut: an
n-gram model gives the head a probability after the tail, at the start of a paragraph and anywhere; a small network, which also
knows a word list, tells the same three cases apart.  What they say is weighed on text that neither has seen:

>>> continues("突破了一批关键核心技", "术，形成完整的产业链") > 3        # 技|术 is a word cut in two
True
>>> continues("突破了一批关键核心技", "本报北京三月五日电") > 0          # a dateline starts something new
False

numpy and the model are loaded on the first question, not with the package.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusclean.lines.folding import fold_codes
from corpusclean.running import Compiled, running

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Floats = NDArray[np.float64]

Continues = Callable[[Sequence[tuple[str, str]]], "Sequence[float] | Floats"]
"""For (tail, head) pairs the logarithm of how much likelier the head is after the tail than at a start."""
MODEL_VARIABLE = "CORPUSCLEAN_LANGUAGE_MODEL"
"""Environment variable that names another model file, for evaluation on text the shipped model was built from."""
TAIL_CHARS, HEAD_CHARS = 8, 12
"""Characters on either side of the cut that are looked at."""
MAX_NATS, KNEE = 8.0, 2.0
"""Observations are cut off at the first, for and against; from the second on they are weighed less: each enters as itself and cut
off at the knee.  On text of another time than the model's the network is sure of many things that are not so: without the first,
recall at precision .995 on articles of today is .33, with it .45 (on held-out text of the model's time .71 and .70)."""

MOST_FLOW, LEAST_FLOW = 4.0, -1.0
"""What one step of many lines can say: a paragraph may end at any line."""
MAX_LATIN = 2.0
"""So many nats are believed between two Latin letters, or one and a digit: all are alike to the model, and a row of them always goes on."""
OF_CODE = frozenset("`$\\*_#|~^<>{}[]=+@")
"""Marks of code and formulas: no text that the model was made of has them, so it says nothing of a cut beside one."""


class Model:
    """The lists of n-grams and words, the network, and the weights that bring their observations to log odds."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        import numpy as np

        from corpusclean.lines.loops import language_loops
        from corpusclean.lines.net import Net
        from corpusclean.lines.ngrams import lists

        net = self.net = Net(stored)
        self.goes_on, self.after, self.start = (
            (np.ascontiguousarray(stored[name][:-1]), float(stored[name][-1])) for name in ("goes-on", "after", "start")
        )
        self.loops = language_loops
        self.tables = (
            *lists(stored),
            net.before,
            net.after,
            net.numbers,
            net.embedding,
            net.layer,
            net.bias,
            net.added,
            net.is_known,
        )
        """The parts of `loops.tables.Tables`."""


def continues(tail: str, head: str) -> float:
    """The natural logarithm of how much likelier `head` is after `tail` than at the start of a paragraph; > 0: it goes on."""
    return float(continues_all([(tail, head)])[0])


def continues_all(pairs: Sequence[tuple[str, str]]) -> Floats:
    """`continues` of many (tail, head) pairs at once, float64[len(pairs)]: far faster than one by one."""
    return answers(cuts_of(pairs))


def flow(texts: Sequence[str], continues: Continues = continues_all) -> float:
    """What reading the lines one after the other is worth: the nats by which each goes on in the next, none beyond `MOST_FLOW`.

    >>> flow(["突破了一批关键核心技", "术，形成完整的产业", "链。"]) > 4
    True
    """
    return sum(min(max(one, LEAST_FLOW), MOST_FLOW) for one in continues(list(pairwise(texts))))


def remembered() -> Continues:
    """`continues_all` that asks the model once about each cut of a text: every round of reading comes back to most of them."""
    known: dict[str, float] = {}

    def ask(pairs: Sequence[tuple[str, str]]) -> list[float]:
        cuts = cuts_of(pairs)
        new = [cut for cut in dict.fromkeys(cuts) if cut not in known]
        if new:
            known.update(zip(new, answers(new).tolist(), strict=True))
        return [known[cut] for cut in cuts]

    return ask


def cuts_of(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The characters on either side of each cut that are looked at, without spaces: cuts that agree in them have the same answer."""
    cuts = [tail[-TAIL_CHARS:].rjust(TAIL_CHARS, "\0") + head[:HEAD_CHARS].ljust(HEAD_CHARS, "\0") for tail, head in pairs]
    if _has_space("".join(cuts)):
        for k, (tail, head) in enumerate(pairs):
            if _has_space(cuts[k]):
                cuts[k] = _last(tail, TAIL_CHARS) + _first(head, HEAD_CHARS)
    return cuts


def answers(cuts: Sequence[str]) -> Floats:
    """`continues` of cuts as `cuts_of` gives them."""
    import numpy as np

    if not cuts:
        return np.zeros(0)
    model = _model()
    odds = _weighed(_observed(model, _codes(cuts, TAIL_CHARS + HEAD_CHARS)), model.goes_on)
    for k, cut in enumerate(cuts):
        last, first = cut[TAIL_CHARS - 1], cut[TAIL_CHARS]
        if last in OF_CODE or first in OF_CODE:
            odds[k] = 0.0
        elif first < "\x80":
            if not cut[TAIL_CHARS:].strip("\0"):
                odds[k] = 0.0
            elif last.isascii() and (last + first).isalnum() and not (last + first).isdigit():
                odds[k] = max(-MAX_LATIN, min(MAX_LATIN, odds[k]))
    return odds


def likelihoods(
    tails: Sequence[str], heads: Sequence[str], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """How much likelier heads are in two places than anywhere in a text, in nats: after a tail, and at a paragraph's start.

    -> float64[pairs] for tails[pairs[0]] and heads[pairs[1]]; float64[heads].  For choosing a line's successor among many.
    """
    model = _model()
    on, starts = opinions(tails, heads, pairs)
    return _weighed(on[:, :4], model.after), _weighed(starts, model.start)


def opinions(
    tails: Sequence[str], heads: Sequence[str], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """What `likelihoods` weighs: `features` of each pair, float64[pairs, 8], and for each head by itself how likely it starts a
    paragraph, float64[heads, 2]."""
    import numpy as np

    model = _model()
    before, after = codes(tails, TAIL_CHARS, left=False), codes(heads, HEAD_CHARS, left=True)
    i, j = pairs
    starts = np.hstack([np.zeros((len(after), TAIL_CHARS), dtype=np.uint32), after])
    return _observed(model, np.hstack([before[i], after[j]])), _observed(model, starts)[:, 4:6]


def features(model: Model, tails: Sequence[str], heads: Sequence[str]) -> Floats:
    """What is observed of each cut, float64[n, 8]: for going on (network, n-grams) and for starting (n-grams, network) in nats
    against coming from elsewhere, each also cut off at the knee."""
    return _observed(model, _codes(cuts_of(list(zip(tails, heads, strict=True))), TAIL_CHARS + HEAD_CHARS))


def _observed(model: Model, rows: Codes) -> Floats:
    """What `features` gives, of folded code points uint32[n, TAIL_CHARS + HEAD_CHARS]."""
    import numpy as np

    count, net = len(rows), model.net
    words = np.empty((count, len(net.skip)), dtype=np.float32)
    first = np.empty((count, len(net.bias)), dtype=np.float32)
    nats = np.empty((count, 2))
    found = np.empty((count, 8))
    how = running(count * model.loops.LOOKS)
    loops = how.loops(model.loops)
    with nullcontext() if isinstance(how, Compiled) else np.errstate(over="ignore"):  # keys are products cut off at 64 bits
        loops.observe(model.tables, rows, TAIL_CHARS, words, first, nats)
    loops.bend(net.logits(first), words, net.skip, nats, MAX_NATS, KNEE, found)
    return found


def _weighed(observed: Floats, weights: tuple[Floats, float]) -> Floats:
    odds: Floats = observed.dot(weights[0])
    odds += weights[1]
    return odds


def codes(texts: Sequence[str], width: int, *, left: bool) -> Codes:
    """Folded code points of the first (`left`) or last `width` characters of each text, uint32[n, width], 0 where it is shorter.

    >>> codes(["第 3 届，"], 4, left=True).tolist() == [[ord(c) for c in "第0届，"]]
    True
    """
    near = [text[:width].ljust(width, "\0") if left else text[-width:].rjust(width, "\0") for text in texts]
    if _has_space("".join(near)):
        further = _first if left else _last
        near = [further(text, width) if _has_space(part) else part for text, part in zip(texts, near, strict=True)]
    return _codes(near, width)


def _codes(near: Sequence[str], width: int) -> Codes:
    """Folded code points, uint32[n, width], of texts of this width without spaces."""
    return fold_codes("".join(near)).reshape(-1, width)


def _has_space(text: str) -> bool:
    return text.split() != [text]


def _first(text: str, width: int) -> str:
    return "".join(text[: _reach(width)].split())[:width].ljust(width, "\0")


def _last(text: str, width: int) -> str:
    return "".join(text[-_reach(width) :].split())[-width:].rjust(width, "\0")


def _reach(width: int) -> int:
    """Characters that are read to find so many: there may be spaces among them."""
    return 3 * width + 8


@cache
def _model() -> Model:
    import numpy as np

    path = os.environ.get(MODEL_VARIABLE)
    with np.load(Path(path) if path else Path(__file__).with_name("language.npz")) as stored:
        return Model(stored)
