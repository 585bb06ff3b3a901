"""Bands: which texts are worth comparing.  Texts whose signatures agree in a whole band share a bucket.

A pair of similarity s shares one of b bands of r rows with probability 1 - (1 - s^r)^b.  Since every pair is verified
afterwards, a false candidate costs microseconds and a missed one stays in the corpus: the bands are chosen for recall.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numba import int64, types, uint64

from corpusclean.kernels import BYTES as U8
from corpusclean.kernels import I32_OUT, U64, ArrayI32, ArrayU8, ArrayU32, ArrayU64, kernel

I32 = types.Array(types.int32, 1, "C", readonly=True)
FALSE_POSITIVE_WEIGHT = 0.01
"""Against 0.99 for a missed pair.  At threshold 0.7 and 128 permutations: 25 bands of 5 rows, which find 99.0 % of the pairs
at the threshold itself and 99.8 % at 0.74 (docs/deduplication.md has the curve); even weights would find 44 and 62 %."""


class Bands(NamedTuple):
    """`bands` bands of `rows` rows; the first `bands * rows` values of a signature are used."""

    bands: int
    rows: int

    def probability(self, similarity: float) -> float:
        """How likely two texts of this similarity are compared.

        >>> round(Bands(25, 5).probability(0.74), 3)
        0.998
        """
        return 1 - (1 - similarity**self.rows) ** self.bands


@cache
def bands_for(threshold: float, permutations: int) -> Bands:
    """The bands of datasketch's parameter search: least weighted sum of false positives and negatives, each the area under
    the curve on its side of the threshold.

    The integrals are summed on a grid (64 points by Gauss and Legendre), since importing datasketch and scipy costs 0.5 s.
    """
    nodes, weights = np.polynomial.legendre.leggauss(64)
    below, above = threshold * (nodes + 1) / 2, threshold + (1 - threshold) * (nodes + 1) / 2
    best, least = Bands(permutations, 1), np.inf
    for count in range(1, permutations + 1):
        for rows in range(1, permutations // count + 1):
            false_positives = weights @ (1 - (1 - below**rows) ** count) * threshold / 2
            false_negatives = weights @ (1 - above**rows) ** count * (1 - threshold) / 2
            error = float(false_positives * FALSE_POSITIVE_WEIGHT + false_negatives * (1 - FALSE_POSITIVE_WEIGHT))
            if error < least:
                best, least = Bands(count, rows), error
    return best


@kernel(types.void, types.Array(types.uint32, 2, "C", readonly=True), U8, I32, int64, int64, types.uint64[:, ::1])
def band_keys(signatures: ArrayU32, kinds: ArrayU8, places: ArrayI32, first_band: int, band_rows: int, keys: ArrayU64) -> None:
    """`keys[k, places[j]]`: 64-bit hash of band first_band + k of signature j, where it has a place, which is -1 if it has none; of
    different kinds none are the same."""
    for j in range(places.size):
        if places[j] < 0:
            continue
        signature = signatures[j]
        for k in range(keys.shape[0]):
            start = (first_band + k) * band_rows
            h = uint64(2 * (first_band + k) + kinds[j])
            for value in signature[start : start + band_rows]:
                h = uint64(uint64(h ^ uint64(value)) * uint64(0x9FB21C651E98DF25))
                h = uint64(h ^ uint64(h >> uint64(29)))
            keys[k, places[j]] = h


@kernel(int64, U64, I32_OUT, int64)
def number_buckets(keys: ArrayU64, buckets: ArrayI32, first_number: int) -> int:
    """Numbers the keys that occur more than once, in order of their second occurrence, and `buckets[j]` gets the number of
    key j, -1 for a key that is alone -> the next free number.

    One hash table over one band at a time: memory is bounded by one band, whatever the number of texts.
    """
    size = 16
    while size < 2 * keys.size:
        size *= 2
    mask = uint64(size - 1)
    slots = np.full(size, -1, np.int32)
    for j in range(keys.size):
        buckets[j] = -1
        at = uint64(keys[j] ^ uint64(keys[j] >> uint64(32))) & mask
        while slots[at] >= 0 and keys[slots[at]] != keys[j]:
            at = uint64(at + uint64(1)) & mask
        first = slots[at]
        if first < 0:
            slots[at] = j
            continue
        if buckets[first] < 0:
            buckets[first] = first_number
            first_number += 1
        buckets[j] = buckets[first]
    return first_number
