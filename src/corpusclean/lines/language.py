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
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusclean.lines.folding import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpusclean.lines.ngrams import Own

    Codes = NDArray[np.uint32]
    Floats = NDArray[np.float64]

MODEL_VARIABLE = "CORPUSCLEAN_LANGUAGE_MODEL"
"""Environment variable that names another model file, for evaluation on text the shipped model was built from."""
TAIL_CHARS, HEAD_CHARS = 8, 6
"""Characters on either side of the cut that are looked at."""
NGRAM_HEAD_CHARS = 4
"""Of these the n-grams weigh so many: from there on a head is as likely everywhere."""
MAX_NATS, KNEE = 8.0, 2.0
"""Observations are cut off at the first, for and against; from the second on they are weighed less: each enters as itself and cut
off at the knee.  On text of another time than the model's the network is sure of many things that are not so: without the first,
recall at precision .995 on articles of today is .33, with it .45 (on held-out text of the model's time .71 and .70)."""


class Model:
    """The n-grams, the network, and the weights that bring their observations to log odds."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        from corpusclean.lines.net import Net
        from corpusclean.lines.ngrams import Ngrams

        self.ngrams, self.net = Ngrams(stored), Net(stored)
        self.goes_on, self.after, self.start = (stored[name] for name in ("goes-on", "after", "start"))


def continues(tail: str, head: str, *, own: Own | None = None) -> float:
    """The natural logarithm of how much likelier `head` is after `tail` than at the start of a paragraph; > 0: it goes on."""
    return float(continues_all([(tail, head)], own=own)[0])


def continues_all(pairs: Sequence[tuple[str, str]], *, own: Own | None = None) -> Floats:
    """`continues` of many (tail, head) pairs at once, float64[len(pairs)]: far faster than one by one.

    `own` is the document's own n-grams, where they are wanted.
    """
    import numpy as np

    if not pairs:
        return np.zeros(0)
    model = _model()
    odds = _weighed(features(model, [tail for tail, _ in pairs], [head for _, head in pairs], own=own), model.goes_on)
    return np.where([bool(head.strip()) for _, head in pairs], odds, 0.0)


def likelihoods(
    tails: Sequence[str], heads: Sequence[str], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """How much likelier heads are in two places than anywhere in a text, in nats: after a tail, and at a paragraph's start.

    -> float64[pairs] for tails[pairs[0]] and heads[pairs[1]]; float64[heads].  For choosing a line's successor among many.
    """
    model = _model()
    before, after = codes(tails, TAIL_CHARS, left=False), codes(heads, HEAD_CHARS, left=True)
    everywhere = _ngram_nats(model, "", after)
    i, j = pairs
    logits = model.net.logits(before[i], after[j])
    on = _ngram_nats(model, before[i], after[j]) - everywhere[j]
    starts = _ngram_nats(model, "\x01", after) - everywhere
    return _weighed(_bent(logits[:, 0] - logits[:, 2], on), model.after), _weighed(_bent(starts), model.start)


def features(model: Model, tails: Sequence[str], heads: Sequence[str], *, own: Own | None = None) -> Floats:
    """What is observed of each cut, float64[n, 8]: for going on (network, n-grams) and for starting (n-grams, network) in nats
    against coming from elsewhere, each also cut off at the knee."""
    import numpy as np

    before, after = codes(tails, TAIL_CHARS, left=False), codes(heads, HEAD_CHARS, left=True)
    nowhere, starting = codes(["", "\x01"], TAIL_CHARS, left=False)[:, np.newaxis].repeat(len(after), axis=1)
    nats = _ngram_nats(model, np.vstack([nowhere, before, starting]), np.tile(after, (3, 1)), own)
    everywhere, after_tail, at_start = nats.reshape(3, -1)
    on, start = after_tail - everywhere, at_start - everywhere
    logits = model.net.logits(before, after)
    return np.hstack([_bent(logits[:, 0] - logits[:, 2], on), _bent(start), _bent(logits[:, 1] - logits[:, 2])])


def _ngram_nats(model: Model, context: Codes | str, heads: Codes, own: Own | None = None) -> Floats:
    """log P of each head's first characters after its context, or after the same one for all."""
    import numpy as np

    reach = model.ngrams.order - 1
    heads = heads[:, :NGRAM_HEAD_CHARS]
    if isinstance(context, str):
        context = np.repeat(codes([context], reach, left=False), len(heads), axis=0)
    rows = np.hstack([context[:, -reach:], heads])
    logs = model.ngrams.log_probabilities(rows, reach)
    if own is not None:
        logs = own.blend(rows, reach, logs)
    nats: Floats = (logs * (heads != 0)).sum(axis=1)
    return nats


def _bent(*columns: Any) -> Floats:
    """Each column as itself and cut off at the knee, float64[n, 2 * columns]."""
    import numpy as np

    bounded = [np.clip(column, -MAX_NATS, MAX_NATS) for column in columns]
    return np.stack([bent for column in bounded for bent in (column, np.minimum(column, KNEE))], axis=1)


def _weighed(observed: Floats, weights: Floats) -> Floats:
    odds: Floats = observed @ weights[:-1] + weights[-1]
    return odds


def codes(texts: Iterable[str], width: int, *, left: bool) -> Codes:
    """Folded code points of the first (`left`) or last `width` characters of each text, uint32[n, width], 0 where it is shorter.

    >>> codes(["第 3 届，"], 4, left=True).tolist() == [[ord(c) for c in "第0届，"]]
    True
    """
    import numpy as np

    rows = []
    for text in texts:
        folded = fold(text[: _reach(width)] if left else text[-_reach(width) :])
        rows.append(folded[:width].ljust(width, "\0") if left else folded[-width:].rjust(width, "\0"))
    joined = "".join(rows).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(joined, dtype="<u4").reshape(-1, width)


def near(tail: str, head: str) -> tuple[str, str]:
    """As much of a tail and of a head as is ever read: cuts that agree in it have the same answer."""
    return tail[-_reach(TAIL_CHARS) :], head[: _reach(HEAD_CHARS)]


def _reach(width: int) -> int:
    """Characters that are read to find so many: there may be spaces among them."""
    return 3 * width + 8


def own_ngrams(lines: Iterable[str]) -> Own:
    """The n-grams of one document's lines, for `own`."""
    from corpusclean.lines.ngrams import Own

    return Own(lines)


@cache
def _model() -> Model:
    import numpy as np

    path = os.environ.get(MODEL_VARIABLE)
    with np.load(Path(path) if path else Path(str(resources.files(__package__))) / "language.npz") as stored:
        return Model(stored)
