"""A small neural network that looks at both sides of a cut: what n-grams are too rare to say.

It knows characters by 64 numbers each, learnt from the same text, and is told which known words lie across the cut, end before
it and begin after it.  It tells three cases apart: the head goes on, it starts a paragraph or sentence, it comes from the
middle of something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from corpusclean.lines.loops import language_loops
from corpusclean.lines.ngrams import Lists
from corpusclean.lines.products import MOST, by_blocks
from corpusclean.running import running

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Singles = NDArray[np.float32]

UNKNOWN = 1
"""Number of a character the network does not know; 0 is nothing."""
WORD_SHAPES = tuple(zip(language_loops.WORD_BEFORE, language_loops.WORD_AFTER, strict=True))
"""Where a word may lie: characters before the cut, characters after it."""


def words_around(words: Lists, tails: Codes, heads: Codes) -> Singles:
    """For each cut and each of `WORD_SHAPES` how common that word is, float32[n, 12]."""
    found = np.zeros((len(tails), len(WORD_SHAPES)), dtype=np.float32)
    language = running(len(tails) * language_loops.LOOKS).loops(language_loops)
    with np.errstate(over="ignore"):  # keys are products cut off at 64 bits
        language.look_for_all_words(words, np.hstack([tails, heads]), found)
    return found


class Net:
    """The network: characters to numbers, two hidden layers, and three logits; words also go straight to the logits.

    `numbers`: of the characters; `added`: what each character adds to the first layer in each place around the cut, worked out when
    it is first met there, which `is_known` tells.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.before, self.after = (int(n) for n in stored.get("reach", (8, 6)))
        self.numbers = np.full(0x10000, UNKNOWN, dtype=np.int16)
        self.numbers[stored["characters"]] = np.arange(2, len(stored["characters"]) + 2)
        self.numbers[0] = 0
        self.embedding = _restored(stored, "embedding")
        (self.layer, self.bias), *self._layers = (
            (_restored(stored, f"layer{k}"), stored[f"bias{k}"].astype(np.float32)) for k in (1, 2, 3)
        )
        self.most = MOST // self._layers[0][0].size
        """Cuts that are multiplied at once."""
        self.skip = stored["skip"].astype(np.float32)
        places = self.before + self.after
        self.added = np.empty((places, len(self.embedding), len(self.bias)), dtype=np.float32)
        self.is_known = np.zeros((places, len(self.embedding)), dtype=np.uint8)

    def logits(self, first: Singles) -> Singles:
        """goes on, starts, from elsewhere: float32[n, 3] from the first layer, which it overwrites; what words add stands in `skip`."""
        return by_blocks(self._logits, first, self.most)

    def _logits(self, first: Singles) -> Singles:
        """`dot` is `@` with half of what a call costs, which for a few cuts is more than the product."""
        (second, bias), (third, last_bias) = self._layers
        hidden = np.maximum(first, 0, out=first).dot(second)
        hidden += bias
        found: Singles = np.maximum(hidden, 0, out=hidden).dot(third)
        found += last_bias
        return found


def _restored(stored: Mapping[str, Any], name: str) -> Singles:
    """Weights from bytes and one scale for each column."""
    weights: Singles = stored[name].astype(np.float32) * stored[f"{name}-scales"].astype(np.float32)
    return weights
