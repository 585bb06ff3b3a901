"""Seeds: pairs of places that share an anchor and go on agreeing around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numba import int64

from corpusclean.dedup.passages.anchors import Anchors, weight_of
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
PART_ROWS = 4_000_000
"""Anchors are joined in parts of about this many, by hash."""
MEMORY_MB = 1000
"""What DuckDB may use before it spills."""

_REPEATED = """
with part as (select hash, place from anchors where hash between $low and $high)
select hash, place from part
where hash in (select hash from part group by hash having count(*) > 1)
order by hash, place
"""


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
def _take(codes: ArrayU32, a: int, b: int, pairs: ArrayI64, size: int) -> int:
    """Writes the pair if the texts around it agree enough and no earlier pair says the same -> the new size."""
    back = int64(1)
    while back <= SEEN_CHARS and codes[a - back] != 0 and codes[a - back] == codes[b - back]:
        back += 1
    if back > SEEN_CHARS:
        return size
    if _agreement(codes, a, b, 1) + _agreement(codes, a - 1, b - 1, -1) < MIN_AGREEMENT:
        return size
    pairs[2 * size] = a
    pairs[2 * size + 1] = b
    return size + 1


@inlined
def _seeds_of_common(
    places: ArrayI64, first: int, end: int, codes: ArrayU32, starts: ArrayI64, pairs: ArrayI64, size: int
) -> int:
    """Seeds of one common anchor: within a document each place with the one before it; the first place of a document with the
    first of the document before it and with the first of all.  So one line written 100,000 times makes 100,000 pairs."""
    previous = first
    document = np.searchsorted(starts, places[first], "right")
    for i in range(first + 1, end):
        if places[i] < starts[document]:
            size = _take(codes, places[i - 1], places[i], pairs, size)
            continue
        document = np.searchsorted(starts, places[i], "right")
        size = _take(codes, places[previous], places[i], pairs, size)
        if previous != first:
            size = _take(codes, places[first], places[i], pairs, size)
        previous = i
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


@kernel(int64, U64, I64, U32, I64, I64_OUT)
def _seeds(hashes: ArrayU64, places: ArrayI64, codes: ArrayU32, starts: ArrayI64, pairs: ArrayI64) -> int:
    """Writes the seeds -> how many."""
    size, first = int64(0), int64(0)
    for end in range(1, hashes.size + 1):
        if end < hashes.size and hashes[end] == hashes[first]:
            continue
        if end - first <= ALL_PAIRS:
            for i in range(first + 1, end):
                for j in range(first, i):
                    size = _take(codes, places[j], places[i], pairs, size)
        else:
            size = _seeds_of_common(places, first, end, codes, starts, pairs, size)
        first = end
    return size


class AnchorTable:
    """The anchors of a corpus in a DuckDB table, in `folder`; what does not fit in memory spills there."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        self._duckdb: Any = duckdb.connect(str(folder / "anchors.duckdb"))
        self._duckdb.execute("set preserve_insertion_order = false")
        self._duckdb.execute(f"set memory_limit = '{MEMORY_MB}MB'")
        self._duckdb.execute("create table anchors (hash ubigint, place bigint)")
        self._rows = 0

    def add(self, found: Anchors, base: int) -> None:
        """Takes in the anchors of one batch, whose text begins at `base` of the shadow."""
        self._duckdb.register("batch", {"hash": found.hashes, "place": found.places + base})
        self._duckdb.execute("insert into anchors select hash, place from batch")
        self._duckdb.unregister("batch")
        self._rows += len(found.hashes)

    def repeated(self) -> Iterator[Anchors]:
        """The anchors whose hash stands in more than one place, ordered by hash and place; no hash is cut in two."""
        parts = self._rows // PART_ROWS + 1
        edges = [(k << 64) // parts for k in range(parts + 1)]
        for low, high in pairwise(edges):
            rows = self._duckdb.execute(_REPEATED, {"low": low, "high": high - 1}).fetchnumpy()
            yield Anchors(rows["hash"], rows["place"])

    def close(self) -> None:
        self._duckdb.close()


def seeds(found: Anchors, codes: ArrayU32, starts: ArrayI64) -> ArrayI64:
    """The seeds among equal anchors -> int64 (n, 2): earlier place, later place in `codes`."""
    pairs = np.empty((_count_pairs(found.hashes), 2), np.int64)
    size = _seeds(found.hashes, found.places, codes, starts, pairs.reshape(-1))
    return pairs[:size].copy()
