"""Evidence of language: does the text go on from this tail to this head, or does the head start a paragraph?

A character n-gram model (interpolated Kneser-Ney, shipped as `language.npz`, built by tools/build_language.py) gives the head's
first characters a probability after the tail and another at the start of a paragraph.  The logarithm of their ratio is what the
rest of line repair weighs:

>>> continues("突破了一批关键核心技", "术，形成完整的产业链") > 3        # 技|术 is a word cut in two
True
>>> continues("突破了一批关键核心技", "本报北京三月五日电") > 0          # a dateline starts something new
False

numpy and the model are loaded on the first question, not with the package.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL_VARIABLE = "CORPUSCLEAN_LANGUAGE_MODEL"
"""Environment variable that names another model file, for evaluation on text the shipped model was built from."""

HEAD_CHARS = 4
"""Characters of the head that are weighed: from there on both sides predict the same."""

START = 1
"""Code point that stands for the start of a paragraph; 0 stands for nothing."""

_MULTIPLIER = 0x9E3779B97F4A7C15
_SPACES = re.compile(r"\s\s*")


def continues(tail: str, head: str, *, own: Own | None = None) -> float:
    """The natural logarithm of how much likelier `head` is after `tail` than at the start of a paragraph; > 0: it goes on."""
    return float(continues_all([(tail, head)], own=own)[0])


def continues_all(pairs: Sequence[tuple[str, str]], *, own: Own | None = None) -> NDArray[np.float64]:
    """`continues` of many (tail, head) pairs at once, float64[len(pairs)]: some twenty times faster than one by one."""
    import numpy as np

    if not pairs:
        return np.zeros(0)
    model = _model()
    reach = model.order - 1
    heads = codes([head for _, head in pairs], HEAD_CHARS, left=True)
    tails = codes([tail for tail, _ in pairs], reach, left=False)
    starts = np.zeros_like(tails)
    starts[:, -1] = START
    real = heads != 0
    on = model.log_probabilities(np.hstack([tails, heads]), reach)
    new = model.log_probabilities(np.hstack([starts, heads]), reach)
    if own is not None:
        on = own.blend(np.hstack([tails, heads]), reach, on)
        new = own.blend(np.hstack([starts, heads]), reach, new)
    total: NDArray[np.float64] = ((on - new) * real).sum(axis=1)
    return total


def likelihoods(
    tails: Sequence[str], heads: Sequence[str], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much likelier heads are in two places than anywhere in a text, in nats: after a tail, and at a paragraph's start.

    -> float64[pairs] for tails[pairs[0]] and heads[pairs[1]]; float64[heads].  For choosing a line's successor among many.
    """
    import numpy as np

    model = _model()
    reach = model.order - 1
    before, after = codes(tails, reach, left=False), codes(heads, HEAD_CHARS, left=True)
    nothing = np.zeros((len(after), reach), dtype=np.uint32)
    start = nothing.copy()
    start[:, -1] = START
    real = after != 0

    def total(context: NDArray[np.uint32], which: Any) -> NDArray[np.float64]:
        logs = model.log_probabilities(np.hstack([context, after[which]]), reach)
        summed: NDArray[np.float64] = (logs * real[which]).sum(axis=1)
        return summed

    everywhere = total(nothing, slice(None))
    on = total(before[pairs[0]], pairs[1]) - everywhere[pairs[1]]
    return on, total(start, slice(None)) - everywhere


def codes(texts: Iterable[str], width: int, *, left: bool) -> NDArray[np.uint32]:
    """Folded code points of the first (`left`) or last `width` characters of each text, uint32[n, width], 0 where it is shorter.

    >>> codes(["第 3 届，"], 4, left=True).tolist() == [[ord(c) for c in "第0届，"]]
    True
    """
    import numpy as np

    rows = []
    for text in texts:
        near = fold(text[: 3 * width + 8] if left else text[-3 * width - 8 :])
        rows.append(near[:width].ljust(width, "\0") if left else near[-width:].rjust(width, "\0"))
    joined = "".join(rows).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(joined, dtype="<u4").reshape(-1, width)


class _Folding(dict[int, str]):
    """Translation of a code point to its class: a digit 0, a Latin letter a; marks by their full-width form."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code))[:1]
        if char.isdecimal():
            char = "0"
        elif "a" <= char.lower() <= "z":
            char = "a"
        self[code] = char = _MARKS.get(char, char)
        return char


_MARKS = dict(zip(",;:?!()[]「」『』\"'~-", "，；：？！（）（）“”“”“‘—－", strict=True))
_FOLDING = _Folding({ord(c): c for c in "，；：？！（）…—“”‘’"})


def fold(text: str) -> str:
    """The text as the model sees it: without spaces, digits and Latin letters as classes, half-width marks as full-width ones."""
    return _SPACES.sub("", text).translate(_FOLDING)


class Own:
    """The n-grams of one document, to be blended into the model's probabilities on both sides of the question.

    A document says its own names and terms again and again (新质|生产力), which no shipped model can know.  Used for the
    continuation alone they would also praise every head that is a common term of the document: so they count for the start too.
    """

    WEIGHTS = (3000.0, 12.0, 4.0)
    """How many occurrences of a context the model's own opinion is worth, by the length of the context."""

    def __init__(self, lines: Iterable[str]) -> None:
        import numpy as np

        text = "\0\0\0".join(fold(line) for line in lines)
        row = np.frombuffer(("\0\0\0" + text + "\0\0\0").encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self._seen = []
        for n in range(1, len(self.WEIGHTS) + 1):
            grams = np.stack([row[i : len(row) - n + 1 + i] for i in range(n)], axis=1)
            keys, counts = np.unique(hashes(grams[(grams != 0).all(axis=1)]), return_counts=True)
            self._seen.append((np.append(keys, np.uint32(0xFFFFFFFF)), np.append(counts, 0)))
        self._length = max(int(self._seen[0][1].sum()), 1)

    def blend(self, rows: NDArray[np.uint32], first: int, logs: NDArray[np.float64]) -> NDArray[np.float64]:
        """`logs` of the characters of `rows` from column `first`, moved towards what this document shows."""
        import numpy as np

        p = np.exp(logs)
        for n, weight in enumerate(self.WEIGHTS, start=1):
            for j in range(first, rows.shape[1]):
                together = self._count(rows[:, j - n + 1 : j + 1])
                before = self._count(rows[:, j - n + 1 : j]) if n > 1 else self._length
                p[:, j - first] = (together + weight * p[:, j - first]) / (before + weight)
        blended: NDArray[np.float64] = np.log(p)
        return blended

    def _count(self, grams: NDArray[np.uint32]) -> Any:
        import numpy as np

        keys, counts = self._seen[grams.shape[1] - 1]
        wanted = hashes(grams)
        at = np.searchsorted(keys, wanted)
        return np.where(keys[at] == wanted, counts[at], 0)


def hashes(grams: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A 32-bit key for each row of code points, uint32[n] from uint32[n, length]."""
    import numpy as np

    key = np.full(len(grams), grams.shape[1], dtype=np.uint64)
    for column in grams.T:
        key = (key ^ column) * np.uint64(_MULTIPLIER)
        key ^= key >> np.uint64(29)
    return (key >> np.uint64(31)).astype(np.uint32)


class Model:
    """A pruned back-off n-gram model: for each order sorted keys, and for each key its probability and back-off weight.

    Both are bytes in steps of `STEP` nats.  Keys are hashes: an n-gram the model does not have is taken for one it has about once
    in ten thousand times.
    """

    STEP = 0.0625

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path) as stored:
            self.order = int(stored["order"])
            self.keys = [np.cumsum(stored[f"keys{n}"], dtype=np.uint32) for n in range(1, self.order + 1)]
            self.probabilities = [stored[f"probabilities{n}"] for n in range(1, self.order + 1)]
            self.backoffs = [stored[f"backoffs{n}"] for n in range(1, self.order)]

    def log_probabilities(self, rows: NDArray[np.uint32], first: int) -> NDArray[np.float64]:
        """log P of each character of `rows` from column `first`, given those before it: float64[n, columns - first]."""
        import numpy as np

        out = np.empty((len(rows), rows.shape[1] - first))
        for j in range(first, rows.shape[1]):
            steps, backoff = np.full(len(rows), 255, dtype=np.int64), None
            for n in range(1, self.order + 1):
                at, found = self._find(rows[:, j - n + 1 : j + 1])
                if backoff is not None:
                    steps += backoff
                steps = np.where(found, self.probabilities[n - 1][at], steps)
                if n < self.order:
                    at, found = self._find(rows[:, j - n : j])
                    backoff = np.where(found, self.backoffs[n - 1][at], 0)
            out[:, j - first] = -self.STEP * steps
        return out

    def _find(self, grams: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        import numpy as np

        keys = self.keys[grams.shape[1] - 1]
        wanted = hashes(grams)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return at, keys[at] == wanted


@cache
def _model() -> Model:
    path = os.environ.get(MODEL_VARIABLE)
    return Model(Path(path)) if path else Model(Path(str(resources.files(__package__))) / "language.npz")
