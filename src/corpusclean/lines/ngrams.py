"""Character n-grams: a pruned back-off model, and the n-grams of one document to blend into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from corpusclean.lines.loops import language_loops

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Floats = NDArray[np.float64]

START = language_loops.START

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def hashes(grams: Codes, bits: int = 32) -> NDArray[np.uint32]:
    """A key of so many bits for each row of code points, uint32[...] from uint32[..., length]."""
    key = np.full(grams.shape[:-1], grams.shape[-1], dtype=np.uint64)
    for k in range(grams.shape[-1]):
        key = (key ^ grams[..., k]) * _MULTIPLIER
        key ^= key >> np.uint64(29)
    return (key >> np.uint64(63 - bits)).astype(np.uint32) & np.uint32(2**bits - 1)


def find(keys: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The place of each wanted key among the sorted keys, and whether it is there at all."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def packed(keys: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Sorted keys as the bytes of their distances, low bytes first, uint8[4, n]: half the size of the distances once compressed."""
    distances = np.diff(keys, prepend=np.uint32(0)).astype("<u4")
    return np.ascontiguousarray(distances.view(np.uint8).reshape(-1, 4).T)


def unpacked(planes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The keys that `packed` was given."""
    distances = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return np.cumsum(distances, dtype=np.uint32)


def buckets(keys: NDArray[np.uint32], bits: int) -> NDArray[np.int32]:
    """For each value of the first bits of keys of so many bits the place of its first key, and at the end the number of keys."""
    counts = np.bincount(keys >> np.uint32(bits - language_loops.BUCKET_BITS), minlength=2**language_loops.BUCKET_BITS)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


class Ngrams:
    """A pruned back-off n-gram model: for each order sorted keys, and for each key its probability and back-off weight.

    Both are bytes in steps of `STEP` nats.  Keys are hashes: an n-gram the model does not have is taken for one it has about once
    in a thousand times.
    """

    STEP = language_loops.STEP
    KEY_BITS = language_loops.NGRAM_BITS

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.order = int(stored["order"])
        orders = range(1, self.order + 1)
        self.keys = tuple(unpacked(stored[f"keys{n}"]) for n in orders)
        self.buckets = tuple(buckets(keys, self.KEY_BITS) for keys in self.keys)
        self.probabilities = tuple(stored[f"probabilities{n}"] for n in orders)
        self.backoffs = tuple(stored[f"backoffs{n}"] for n in range(1, self.order))
