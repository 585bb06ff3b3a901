"""Seeds: pairs of places that share an anchor and go on agreeing around it."""

from __future__ import annotations

import numpy as np
from numba import int64

from corpusclean.dedup.passages.align import reaches, room
from corpusclean.dedup.passages.anchors import Anchors, weight_of
from corpusclean.dedup.passages.shadow import MARGIN, Shadow
from corpusclean.dedup.reading import CAN_READ, read_at
from corpusclean.errors import StoreError
from corpusclean.kernels import I64, I64_OUT, U32, U64, ArrayI64, ArrayU32, ArrayU64, inlined, kernel

ALL_PAIRS = 8
"""An anchor in up to this many places pairs each with each; one in more pairs each place with the one before it and the first,
so that pairs grow with the text and not with its square."""
MIN_AGREEMENT = 20
"""Weight of the agreement around an anchor, in one line with it, from which a pair becomes a seed: ten Han characters."""
MAX_FALL = 12
"""How far the agreement may fall below its best before it is taken to end."""
SEEN_CHARS = 64
"""A pair that agrees exactly for this many characters before its anchor says what an earlier pair has said."""
REACH = MARGIN
"""Characters on each side of an anchor that are looked at."""
MAPPED_BYTES = 128 << 20
"""Of a larger shadow the places of anchors are read from the file one by one, as they lie all over it."""

_WIDTH = 2 * REACH + 2
_BYTES = 8 * REACH


@inlined
def _load(codes: ArrayU32, file: int, place: int, windows: ArrayU32, slot: int) -> int:
    """Puts what stands around a place into a slot of `windows`, between walls -> 0, or 1 where it cannot be read."""
    window = windows[slot * _WIDTH + 1 : (slot + 1) * _WIDTH - 1]
    if file < 0:
        window[:] = codes[place - REACH : place + REACH]
        return 0
    return int64(not read_at(file, window.ctypes.data, _BYTES, 4 * (place - REACH)))


@inlined
def _copy(windows: ArrayU32, slot: int, to: int) -> None:
    windows[to * _WIDTH : (to + 1) * _WIDTH] = windows[slot * _WIDTH : (slot + 1) * _WIDTH]


@inlined
def _agreement(codes: ArrayU32, a: int, b: int, step: int) -> int:
    """The greatest weight of agreement, differences counted against it, of texts laid side by side from a and b on."""
    best, score = int64(0), int64(0)
    while score > best - MAX_FALL and best < MIN_AGREEMENT and codes[a] != 0 and codes[b] != 0:
        score += weight_of(codes[a]) if codes[a] == codes[b] else -2
        best = max(best, score)
        a += step
        b += step
    return best


@inlined
def _is_seed(windows: ArrayU32, left: int, right: int, scratch: ArrayI64, end: ArrayI64) -> bool:
    """Whether the texts around the anchors in two slots agree enough, and no earlier pair says the same."""
    a, b = left * _WIDTH + 1 + REACH, right * _WIDTH + 1 + REACH
    back = int64(1)
    while back <= SEEN_CHARS and windows[a - back] != 0 and windows[a - back] == windows[b - back]:
        back += 1
    if back > SEEN_CHARS:
        return False
    if _agreement(windows, a, b, 1) + _agreement(windows, a - 1, b - 1, -1) < MIN_AGREEMENT:
        return False
    return reaches(windows, a, b, scratch, end)


@inlined
def _write(pairs: ArrayI64, size: int, a: int, b: int) -> int:
    pairs[2 * size] = a
    pairs[2 * size + 1] = b
    return size + 1


@inlined
def _seeds_of_rare(
    places: ArrayI64,
    first: int,
    end: int,
    codes: ArrayU32,
    file: int,
    windows: ArrayU32,
    pairs: ArrayI64,
    size: int,
    scratch: ArrayI64,
    end_of: ArrayI64,
) -> int:
    """Seeds of an anchor in few places: each with each.  -1 where a place cannot be read."""
    for i in range(first, end):
        if _load(codes, file, places[i], windows, i - first):
            return -1
        for j in range(first, i):
            if _is_seed(windows, j - first, i - first, scratch, end_of):
                size = _write(pairs, size, places[j], places[i])
    return size


@inlined
def _seeds_of_common(
    places: ArrayI64,
    first: int,
    end: int,
    codes: ArrayU32,
    file: int,
    starts: ArrayI64,
    windows: ArrayU32,
    pairs: ArrayI64,
    size: int,
    scratch: ArrayI64,
    end_of: ArrayI64,
) -> int:
    """Seeds of one common anchor: within a document each place with the one before it; the first place of a document with the
    first of the document before it and with the first of all.  So one line written 100,000 times makes 100,000 pairs.  -1 where
    a place cannot be read."""
    if _load(codes, file, places[first], windows, 0):
        return -1
    _copy(windows, 0, 1)  # slot 1: the first place of the document before
    _copy(windows, 0, 2)  # slot 2: the place before
    previous = first
    document = np.searchsorted(starts, places[first], "right")
    for i in range(first + 1, end):
        if _load(codes, file, places[i], windows, 3):
            return -1
        if places[i] < starts[document]:
            if _is_seed(windows, 2, 3, scratch, end_of):
                size = _write(pairs, size, places[i - 1], places[i])
        else:
            document = np.searchsorted(starts, places[i], "right")
            if _is_seed(windows, 1, 3, scratch, end_of):
                size = _write(pairs, size, places[previous], places[i])
            if previous != first and _is_seed(windows, 0, 3, scratch, end_of):
                size = _write(pairs, size, places[first], places[i])
            previous = i
            _copy(windows, 3, 1)
        _copy(windows, 3, 2)
    return size


@kernel(int64, U64)
def _count_pairs(hashes: ArrayU64) -> int:
    """-> at most how many pairs `_seeds` looks at."""
    total, first = int64(0), int64(0)
    for i in range(1, hashes.size + 1):
        if i == hashes.size or hashes[i] != hashes[first]:
            many = i - first
            total += many * (many - 1) // 2 if many <= ALL_PAIRS else 2 * many
            first = i
    return total


@kernel(int64, U64, I64, U32, int64, I64, I64_OUT)
def _seeds(hashes: ArrayU64, places: ArrayI64, codes: ArrayU32, file: int, starts: ArrayI64, pairs: ArrayI64) -> int:
    """Writes the seeds -> how many, or -1 where `file` cannot be read."""
    windows = np.zeros(ALL_PAIRS * _WIDTH, np.uint32)
    scratch, end_of = room()
    size, first = int64(0), int64(0)
    for end in range(1, hashes.size + 1):
        if end < hashes.size and hashes[end] == hashes[first]:
            continue
        if end - first <= ALL_PAIRS:
            size = _seeds_of_rare(places, first, end, codes, file, windows, pairs, size, scratch, end_of)
        else:
            size = _seeds_of_common(places, first, end, codes, file, starts, windows, pairs, size, scratch, end_of)
        if size < 0:
            return size
        first = end
    return size


def seeds(found: Anchors, shadow: Shadow) -> ArrayI64:
    """The seeds among equal anchors -> int64 (n, 2): earlier place, later place in `shadow.codes`."""
    pairs = np.empty((_count_pairs(found.hashes), 2), np.int64)
    file = shadow.file if CAN_READ and shadow.codes.nbytes > MAPPED_BYTES else -1
    size = _seeds(found.hashes, found.places, shadow.codes, file, shadow.starts, pairs.reshape(-1))
    if size < 0:
        raise StoreError("the folded texts put aside for comparison cannot be read again")
    return pairs[:size].copy()
