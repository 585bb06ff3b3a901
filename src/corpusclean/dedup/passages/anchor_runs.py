"""The anchors of a corpus on disk, and those that stand in more than one place: an external sort of 8 bytes an anchor.

An anchor is one number, the upper bits of its hash above its place, so that sorting numbers sorts anchors.  Anchors are written in
runs ordered by bucket; a part of the buckets is then read from every run, sorted, and looked through.  Two hashes that agree in the 39 bits that
are kept are taken for one: their texts are compared anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numba import int64, uint64

from corpusclean.dedup.passages.anchors import Anchors
from corpusclean.dedup.passages.scratch import put_aside, scratch_file
from corpusclean.kernels import I64_OUT, U64, U64_OUT, ArrayI32, ArrayI64, ArrayU64, kernel

PLACE_BITS = 25
"""A run spans this many places, 33 million characters."""
BUCKET_BITS = 10
"""The hashes are divided into 1,024 buckets; parts are whole buckets."""
RUN_ROWS = 2_000_000
PART_ROWS = 1_000_000
"""Anchors that are held at once, to be written and to be looked through: 8 bytes each."""

_HASH_BITS = 64 - PLACE_BITS
_BUCKET_SHIFT = 64 - BUCKET_BITS


@kernel(int64, U64, U64_OUT, I64_OUT)
def _by_bucket(numbers: ArrayU64, ordered: ArrayU64, sizes: ArrayI64) -> int:
    """Orders numbers by their first bits alone, in a tenth of the time of a sort -> how many; `sizes`: of each bucket."""
    ends = np.zeros(sizes.size + 1, np.int64)
    for number in numbers:
        sizes[int64(number >> uint64(_BUCKET_SHIFT))] += 1
    for bucket in range(sizes.size):
        ends[bucket + 1] = ends[bucket] + sizes[bucket]
    for number in numbers:
        bucket = int64(number >> uint64(_BUCKET_SHIFT))
        ordered[ends[bucket]] = number
        ends[bucket] += 1
    return int64(numbers.size)


class AnchorRuns:
    """Anchors in a temporary file without a name, added in the order of their places."""

    def __init__(self) -> None:
        self._file = scratch_file()
        self._bases: list[int] = []
        self._sizes: list[ArrayI32] = []
        """Of each run: where its places count from; how many anchors each bucket has."""
        self._waiting: list[ArrayU64] = []
        self._base = self._rows = 0

    def add(self, found: Anchors, base: int) -> None:
        """Takes in the anchors of one batch, whose text begins at `base` of the shadow."""
        places, at = found.places + base, 0
        while at < len(places):
            if not self._waiting:
                self._base = int(places[at])
            end = int(np.searchsorted(places, self._base + (1 << PLACE_BITS)))
            hashes = found.hashes[at:end] >> np.uint64(PLACE_BITS) << np.uint64(PLACE_BITS)
            self._waiting.append(hashes | (places[at:end] - self._base).astype(np.uint64))
            self._rows += end - at
            if self._rows >= RUN_ROWS or end < len(places):
                self._end_run()
            at = end

    def shift(self, by: int) -> None:
        """Moves all anchors so far: text has been put before theirs."""
        self._end_run()
        self._bases = [base + by for base in self._bases]

    def repeated(self) -> Iterator[Anchors]:
        """The anchors whose hash stands in more than one place, ordered by hash and place; no hash is cut in two."""
        self._end_run()
        if not self._bases:
            return
        sizes, most = np.array(self._sizes), max(self._bases) + (1 << PLACE_BITS)
        starts = np.cumsum(np.append(0, sizes)).astype(np.int64)[:-1].reshape(sizes.shape)
        first, totals = 0, sizes.sum(axis=0)
        while first < len(totals):
            last = first + max(1, int(np.searchsorted(np.cumsum(totals[first:]), PART_ROWS, "right")))
            place_bits = int(most).bit_length()
            spare = _HASH_BITS - BUCKET_BITS + (last - first - 1).bit_length() + place_bits - 64
            hash_shift, place_shift = np.uint64(PLACE_BITS + max(0, spare)), np.uint64(place_bits)
            pieces = []
            for base, own_starts, own_sizes in zip(self._bases, starts, sizes, strict=True):
                self._file.seek(8 * int(own_starts[first]))
                piece = np.fromfile(self._file, np.uint64, int(own_sizes[first:last].sum()))
                piece -= np.uint64(first) << np.uint64(64 - BUCKET_BITS)
                places = (piece & np.uint64((1 << PLACE_BITS) - 1)) + np.uint64(base)
                pieces.append((piece >> hash_shift << place_shift) | places)
            yield _repeated(np.concatenate(pieces), place_bits)
            first = last

    def close(self) -> None:
        self._file.close()

    def _end_run(self) -> None:
        if not self._waiting:
            return
        waiting = np.concatenate(self._waiting)
        run, sizes = np.empty_like(waiting), np.zeros(1 << BUCKET_BITS, np.int64)
        _by_bucket(waiting, run, sizes)
        self._sizes.append(sizes.astype(np.int32))
        self._bases.append(self._base)
        put_aside(self._file, run)
        self._waiting, self._rows = [], 0


def _repeated(numbers: ArrayU64, place_bits: int) -> Anchors:
    numbers.sort()
    hashes = numbers >> np.uint64(place_bits)
    equal = hashes[1:] == hashes[:-1]
    kept = np.append(equal, False)
    kept[1:] |= equal
    places = numbers[kept] & np.uint64((1 << place_bits) - 1)
    return Anchors(hashes[kept], places.astype(np.int64))
