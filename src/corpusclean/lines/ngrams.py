"""Lists of strings with a number each: the n-grams of a pruned back-off model, and words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corpusclean.lines.language import HEAD_CHARS, TAIL_CHARS
from corpusclean.lines.loops import language_loops

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Floats = NDArray[np.float64]

WORD_LENGTHS = (2, 3, 4)

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def hashes(grams: Codes, bits: int = 32) -> NDArray[np.uint32]:
    """A key of so many bits for each row of code points, uint32[...] from uint32[..., length]."""
    key = np.full(grams.shape[:-1], grams.shape[-1], dtype=np.uint64)
    for k in range(grams.shape[-1]):
        key = (key ^ grams[..., k]) * _MULTIPLIER
        key ^= key >> np.uint64(29)
    return (key >> np.uint64(63 - bits)).astype(np.uint32) & np.uint32(2**bits - 1)


def packed(keys: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Sorted keys as the bytes of their distances, low bytes first, uint8[4, n]: half the size of the distances once compressed."""
    distances = np.diff(keys, prepend=np.uint32(0)).astype("<u4")
    return np.ascontiguousarray(distances.view(np.uint8).reshape(-1, 4).T)


def unpacked(planes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The keys that `packed` was given."""
    distances = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return np.cumsum(distances, dtype=np.uint32)


class Lists(NamedTuple):
    """Lists of strings, one after the other: n-grams of one character, of two and so on, then words of two, three and four.

    Of a string a list has a key, and keys stand in order; so the first bits of a key tell where it must stand (`buckets`: for each list and each value of
    these bits the place of the first key).  Keys are hashes: one n-gram in a thousand that the model does not have is taken for
    another (28 bits), and one string in two hundred for a word (24).  The network was trained with these very keys and knows.
    """

    keys: NDArray[np.uint32]
    buckets: NDArray[np.int32]
    values: NDArray[np.uint8]
    """Of n-grams the improbability, in steps of `language_loops.STEP`; of words how common they are."""
    backoffs: NDArray[np.uint8]
    """Of n-grams, in the same steps."""
    order: int
    """The longest n-grams have so many characters."""
    strings: NDArray[np.int64]
    """What is looked up for each cut: the list, the first character, how many characters, the bits of its key."""


def lists(stored: Mapping[str, Any]) -> Lists:
    """The lists of a model, or of the part of it that is there."""
    order = int(stored["order"]) if "order" in stored else 0
    grams = [(unpacked(stored[f"keys{n}"]), stored[f"probabilities{n}"]) for n in range(1, order + 1)]
    words = [(unpacked(stored[f"words{n}"]), stored[f"word-counts{n}"]) for n in WORD_LENGTHS]
    shifts = [language_loops.NGRAM_BITS - language_loops.BUCKET_BITS] * order
    shifts += [language_loops.WORD_BITS - language_loops.BUCKET_BITS] * len(words)
    keys, values = zip(*grams, *words, strict=True)
    counts = [
        np.bincount(of_list >> np.uint32(shift), minlength=2**language_loops.BUCKET_BITS)
        for of_list, shift in zip(keys, shifts, strict=True)
    ]
    whole = np.concatenate(keys)
    backoffs = np.zeros(len(whole), dtype=np.uint8)
    known = [stored[f"backoffs{n}"] for n in range(1, order)]
    for at, of_list in zip(accumulate(map(len, known), initial=0), known, strict=False):
        backoffs[at : at + len(of_list)] = of_list
    places = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int32)
    return Lists(whole, places, np.concatenate(values), backoffs, order, _strings(order))


def _strings(order: int) -> NDArray[np.int64]:
    """Words around the cut; n-grams that end before it, one character further on and so on; those that begin with the start of a
    paragraph: that stands with the head once more after the characters around the cut."""
    at, after, word, gram = TAIL_CHARS, TAIL_CHARS + HEAD_CHARS, language_loops.WORD_BITS, language_loops.NGRAM_BITS
    shapes = zip(language_loops.WORD_BEFORE, language_loops.WORD_AFTER, strict=True)
    words = [(order + before + behind - WORD_LENGTHS[0], at - before, before + behind, word) for before, behind in shapes]
    grams = [(n - 1, at + end - n, n, gram) for end in range(order) for n in range(1, order + 1)]
    starts = [(n - 1, after, n, gram) for n in range(1, order + 1)]
    return np.array([*words, *grams, *starts], dtype=np.int64)
