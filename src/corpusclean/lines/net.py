"""A small neural network that looks at both sides of a cut: what n-grams are too rare to say.

It knows characters by 64 numbers each, learnt from the same text, and is told which known words lie across the cut, end before
it and begin after it.  It tells three cases apart: the head goes on, it starts a paragraph or sentence, it comes from the
middle of something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from corpusclean.lines.ngrams import find, hashes, unpacked, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Singles = NDArray[np.float32]

TAIL_CHARS, HEAD_CHARS = 8, 6
UNKNOWN = 1
"""Number of a character the network does not know; 0 is nothing."""
WORD_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1), (2, 0), (3, 0), (4, 0), (0, 2), (0, 3), (0, 4))
"""Where a word may lie: characters before the cut, characters after it."""
BATCH = 4096


class Words:
    """A word list: how common a word is, as the logarithm of its count / 10; 0 for what is no word.

    Keys have 24 bits, so one in two hundred strings is taken for a word.  The network was trained with these very keys and knows.
    """

    KEY_BITS = 24
    LENGTHS = (2, 3, 4)

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.keys = {n: unpacked(stored[f"words{n}"]) for n in self.LENGTHS}
        self.counts = {n: stored[f"word-counts{n}"].astype(np.float32) / 10 for n in self.LENGTHS}

    def around(self, tails: Codes, heads: Codes) -> Singles:
        """For each cut and each of `WORD_SHAPES` how common that word is, float32[n, 12]."""
        found = np.empty((len(tails), len(WORD_SHAPES)), dtype=np.float32)
        longest = max(self.LENGTHS)
        near = np.hstack([tails[:, -longest:], heads[:, :longest]])
        for n in self.LENGTHS:
            shapes = [k for k, shape in enumerate(WORD_SHAPES) if sum(shape) == n]
            grams = windows(near, n)[:, [longest - WORD_SHAPES[k][0] for k in shapes]]
            at, is_word = find(self.keys[n], hashes(grams, self.KEY_BITS))
            found[:, shapes] = np.where(is_word, self.counts[n][at], 0)
        return found


class Net:
    """The network: characters to numbers, two hidden layers, and three logits; words also go straight to the logits."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.words = Words(stored)
        self._numbers = np.full(0x10000, UNKNOWN, dtype=np.int64)
        self._numbers[stored["characters"]] = np.arange(2, len(stored["characters"]) + 2)
        self._numbers[0] = 0
        self._embedding = _restored(stored, "embedding")
        self._layers = [(_restored(stored, f"layer{k}"), stored[f"bias{k}"].astype(np.float32)) for k in (1, 2, 3)]
        self._skip = stored["skip"].astype(np.float32)

    def numbers(self, tails: Codes, heads: Codes) -> NDArray[np.int64]:
        """The characters around each cut as the network numbers them, int64[n, 14]."""
        return self._numbers[np.minimum(np.hstack([tails[:, -TAIL_CHARS:], heads[:, :HEAD_CHARS]]), 0xFFFF)]

    def logits(self, tails: Codes, heads: Codes) -> Singles:
        """goes on, starts, from elsewhere: float32[n, 3].  Tails have at least 8 columns, heads at least 6."""
        out = np.empty((len(tails), 3), dtype=np.float32)
        for a in range(0, len(tails), BATCH):
            part = slice(a, a + BATCH)
            words = self.words.around(tails[part], heads[part])
            seen = self._embedding[self.numbers(tails[part], heads[part])].reshape(len(words), -1)
            x = np.hstack([seen, words])
            for k, (weights, bias) in enumerate(self._layers):
                x = x @ weights + bias
                if k < len(self._layers) - 1:
                    x = np.maximum(x, 0)
            out[part] = x + words @ self._skip
        return out


def _restored(stored: Mapping[str, Any], name: str) -> Singles:
    """Weights from bytes and one scale for each column."""
    weights: Singles = stored[name].astype(np.float32) * stored[f"{name}-scales"].astype(np.float32)
    return weights
