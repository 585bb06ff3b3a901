"""Reference corpora: which documents hold text that must not be in the corpus, such as the questions of an evaluation set.

A page that quotes a question is no near-duplicate of it, so similarity does not find it.  What counts is how much of the
reference document the page holds: the share of its runs of `reference_chars` folded characters that occur in the page.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import float64, int64, types, uint64

from corpusclean.dedup.batch import TextBatch
from corpusclean.dedup.choice import Choice
from corpusclean.dedup.fold import fold, fold_into
from corpusclean.dedup.fold_table import load
from corpusclean.kernels import (
    BYTES,
    I64,
    I64_OUT,
    U32,
    U64,
    U64_OUT,
    ArrayI64,
    ArrayU8,
    ArrayU32,
    ArrayU64,
    inlined,
    kernel,
)

MULTIPLIER = 0x9FB21C651E98DF25


class Reference(NamedTuple):
    """The runs of the reference documents: run k, `hashes[k]` (ascending), occurs in owners[starts[k]:starts[k + 1]].

    `sizes`: how many different runs each reference document has; none in one that is shorter than a run, which is too short to
    prove anything.
    """

    chars: int
    hashes: ArrayU64
    starts: ArrayI64
    owners: ArrayI64
    sizes: ArrayI64


def reference_of(batch: TextBatch, *, chars: int) -> Reference:
    """Makes the runs of `chars` folded characters of the reference documents ready for look-up."""
    folded = fold(batch)
    hashes, owners = np.empty(len(folded.codes), np.uint64), np.empty(len(folded.codes), np.int64)
    count = _runs_of_all(folded.codes, folded.offsets, chars, hashes, owners)
    pairs = np.unique(np.rec.fromarrays([hashes[:count], owners[:count]]))
    runs, starts = np.unique(pairs["f0"], return_index=True)
    sizes = np.bincount(pairs["f1"], minlength=len(batch)).astype(np.int64)
    return Reference(chars, runs, np.append(starts, len(pairs)), np.ascontiguousarray(pairs["f1"]), sizes)


def overlaps(batch: TextBatch, reference: Reference, least: float) -> Choice:
    """Drops the texts that hold at least the share `least` of the runs of a reference document: `because` is its number,
    `similarity` the share.  Of several the one that is held most, then the first.
    """
    because, share = np.full(len(batch), -1, np.int64), np.zeros(len(batch))
    if len(reference.hashes):
        table = load()
        _overlaps(
            batch.data, batch.offsets, table.codes, table.expansions, reference.chars,
            reference.hashes, reference.starts, reference.owners, reference.sizes, because, share,
        )  # fmt: skip
    enough = (because >= 0) & (share >= least)
    return Choice(~enough, np.where(enough, because, -1), np.where(enough, share, 0.0))


@inlined
def _runs(codes: ArrayU32, chars: int, hashes: ArrayU64) -> int:
    """Writes the 64-bit hash of every run of `chars` codes -> how many there are."""
    count = max(0, codes.size - chars + 1)
    leading, value = uint64(1), uint64(0)
    for _ in range(chars):
        leading = uint64(leading * uint64(MULTIPLIER))
    for i in range(codes.size):
        value = uint64(uint64(value * uint64(MULTIPLIER)) + uint64(codes[i]))
        if i >= chars:
            value = uint64(value - uint64(leading * uint64(codes[i - chars])))
        if i >= chars - 1:
            hashes[i - chars + 1] = value
    return count


@kernel(int64, U32, I64, int64, U64_OUT, I64_OUT)
def _runs_of_all(codes: ArrayU32, offsets: ArrayI64, chars: int, hashes: ArrayU64, owners: ArrayI64) -> int:
    at = int64(0)
    for k in range(offsets.size - 1):
        count = _runs(codes[offsets[k] : offsets[k + 1]], chars, hashes[at:])
        owners[at : at + count] = k
        at += count
    return at


@kernel(types.void, BYTES, I64, U32, U32, int64, U64, I64, I64, I64, I64_OUT, float64[::1])
def _overlaps(
    data: ArrayU8,
    offsets: ArrayI64,
    table: ArrayU32,
    expansions: ArrayU32,
    chars: int,
    known: ArrayU64,
    starts: ArrayI64,
    owners: ArrayI64,
    sizes: ArrayI64,
    because: ArrayI64,
    share: npt.NDArray[np.float64],
) -> None:
    size = 16
    while size < 2 * known.size:
        size *= 2
    mask = uint64(size - 1)
    slots = np.full(size, -1, np.int64)
    for k in range(known.size):
        at = uint64(known[k] ^ uint64(known[k] >> uint64(32))) & mask
        while slots[at] >= 0:
            at = uint64(at + uint64(1)) & mask
        slots[at] = k
    longest = int64(0)
    for k in range(offsets.size - 1):
        longest = max(longest, offsets[k + 1] - offsets[k])
    codes, hashes, nowhere = np.empty(2 * longest, np.uint32), np.empty(2 * longest, np.uint64), np.empty(0, np.uint32)
    last, counts, touched = np.full(known.size, -1, np.int64), np.zeros(sizes.size, np.int64), np.empty(sizes.size, np.int64)
    for k in range(offsets.size - 1):
        end = fold_into(data, offsets[k], offsets[k + 1], table, expansions, codes, nowhere, 0)
        met = int64(0)
        for i in range(_runs(codes[:end], chars, hashes)):
            at = uint64(hashes[i] ^ uint64(hashes[i] >> uint64(32))) & mask
            while slots[at] >= 0 and known[slots[at]] != hashes[i]:
                at = uint64(at + uint64(1)) & mask
            run = slots[at]
            if run < 0 or last[run] == k:  # a run counts once a document
                continue
            last[run] = k
            for owner in owners[starts[run] : starts[run + 1]]:
                if counts[owner] == 0:
                    touched[met] = owner
                    met += 1
                counts[owner] += 1
        because[k], share[k] = -1, 0.0
        for owner in touched[:met]:
            part = counts[owner] / sizes[owner]
            if part > share[k] or (part == share[k] and owner < because[k]):
                because[k], share[k] = owner, part
            counts[owner] = 0
