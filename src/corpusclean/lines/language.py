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
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpusclean.lines.folding import fold
from corpusclean.running import Compiled, running

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Floats = NDArray[np.float64]

MODEL_VARIABLE = "CORPUSCLEAN_LANGUAGE_MODEL"
"""Environment variable that names another model file, for evaluation on text the shipped model was built from."""
TAIL_CHARS, HEAD_CHARS = 8, 6
"""Characters on either side of the cut that are looked at."""
MAX_NATS, KNEE = 8.0, 2.0
"""Observations are cut off at the first, for and against; from the second on they are weighed less: each enters as itself and cut
off at the knee.  On text of another time than the model's the network is sure of many things that are not so: without the first,
recall at precision .995 on articles of today is .33, with it .45 (on held-out text of the model's time .71 and .70)."""

MAX_LATIN = 2.0
"""So many nats are believed between two Latin letters: all are alike to the model, and a row of them always goes on."""


class Tables(NamedTuple):
    """What the loops look up: see `Lists` and `Net`."""

    keys: Any
    buckets: Any
    values: Any
    backoffs: Any
    order: int
    before: int
    after: int
    numbers: Any
    embedding: Any
    layer: Any
    bias: Any
    added: Any
    is_known: Any


class Model:
    """The lists of n-grams and words, the network, and the weights that bring their observations to log odds."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        from corpusclean.lines.loops import language_loops
        from corpusclean.lines.net import Net
        from corpusclean.lines.ngrams import lists

        net = self.net = Net(stored)
        self.goes_on, self.after, self.start = (stored[name] for name in ("goes-on", "after", "start"))
        self.loops = language_loops
        self.tables = Tables(
            *lists(stored), net.before, net.after, net.numbers, net.embedding, net.layer, net.bias, net.added, net.is_known
        )


def continues(tail: str, head: str) -> float:
    """The natural logarithm of how much likelier `head` is after `tail` than at the start of a paragraph; > 0: it goes on."""
    return float(continues_all([(tail, head)])[0])


def continues_all(pairs: Sequence[tuple[str, str]]) -> Floats:
    """`continues` of many (tail, head) pairs at once, float64[len(pairs)]: far faster than one by one."""
    import numpy as np

    if not pairs:
        return np.zeros(0)
    model = _model()
    odds = _weighed(features(model, [tail for tail, _ in pairs], [head for _, head in pairs]), model.goes_on)
    nothing = [k for k, (_, head) in enumerate(pairs) if not head or head.isspace()]
    if nothing:
        odds[nothing] = 0.0
    latin = [
        k
        for k, (tail, head) in enumerate(pairs)
        if head[:1].isascii() and tail[-1:].isalpha() and (tail[-1:] + head[:1]).isascii() and head[:1].isalpha()
    ]
    if latin:
        odds[latin] = np.clip(odds[latin], -MAX_LATIN, MAX_LATIN)
    return odds


def likelihoods(
    tails: Sequence[str], heads: Sequence[str], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """How much likelier heads are in two places than anywhere in a text, in nats: after a tail, and at a paragraph's start.

    -> float64[pairs] for tails[pairs[0]] and heads[pairs[1]]; float64[heads].  For choosing a line's successor among many.
    """
    import numpy as np

    model = _model()
    before, after = codes(tails, TAIL_CHARS, left=False), codes(heads, HEAD_CHARS, left=True)
    i, j = pairs
    on = _observed(model, np.hstack([before[i], after[j]]))
    starts = _observed(model, np.hstack([np.zeros((len(after), TAIL_CHARS), dtype=np.uint32), after]))
    return _weighed(on[:, :4], model.after), _weighed(starts[:, 4:6], model.start)


def features(model: Model, tails: Sequence[str], heads: Sequence[str]) -> Floats:
    """What is observed of each cut, float64[n, 8]: for going on (network, n-grams) and for starting (n-grams, network) in nats
    against coming from elsewhere, each also cut off at the knee."""
    rows = _codes(
        [
            tail[-TAIL_CHARS:].rjust(TAIL_CHARS, "\0") + head[:HEAD_CHARS].ljust(HEAD_CHARS, "\0")
            for tail, head in zip(tails, heads, strict=True)
        ],
        lambda k: _last(tails[k], TAIL_CHARS) + _first(heads[k], HEAD_CHARS),
    )
    return _observed(model, rows)


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


def _weighed(observed: Floats, weights: Floats) -> Floats:
    odds: Floats = observed @ weights[:-1] + weights[-1]
    return odds


def codes(texts: Sequence[str], width: int, *, left: bool) -> Codes:
    """Folded code points of the first (`left`) or last `width` characters of each text, uint32[n, width], 0 where it is shorter.

    >>> codes(["第 3 届，"], 4, left=True).tolist() == [[ord(c) for c in "第0届，"]]
    True
    """
    if left:
        return _codes([text[:width].ljust(width, "\0") for text in texts], lambda k: _first(texts[k], width), width)
    return _codes([text[-width:].rjust(width, "\0") for text in texts], lambda k: _last(texts[k], width), width)


def _codes(near: Sequence[str], further: Callable[[int], str], width: int = TAIL_CHARS + HEAD_CHARS) -> Codes:
    """Folded code points, uint32[n, width], of `near` if there is no space in any of them, else of what is found `further` away."""
    import numpy as np

    joined = "".join(near)
    if len(joined.split(None, 1)) == 1 and not (joined[0].isspace() or joined[-1].isspace()):
        joined = fold(joined)
    else:
        joined = "".join([further(k) if any(map(str.isspace, part)) else fold(part) for k, part in enumerate(near)])
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").reshape(-1, width)


def _first(text: str, width: int) -> str:
    return fold(text[: _reach(width)])[:width].ljust(width, "\0")


def _last(text: str, width: int) -> str:
    return fold(text[-_reach(width) :])[-width:].rjust(width, "\0")


def near(tail: str, head: str) -> tuple[str, str]:
    """As much of a tail and of a head as is ever read: cuts that agree in it have the same answer."""
    return tail[-_TAIL_REACH:], head[:_HEAD_REACH]


def _reach(width: int) -> int:
    """Characters that are read to find so many: there may be spaces among them."""
    return 3 * width + 8


_TAIL_REACH, _HEAD_REACH = _reach(TAIL_CHARS), _reach(HEAD_CHARS)


@cache
def _model() -> Model:
    import numpy as np

    path = os.environ.get(MODEL_VARIABLE)
    with np.load(Path(path) if path else Path(str(resources.files(__package__))) / "language.npz") as stored:
        return Model(stored)
