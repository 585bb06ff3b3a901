"""Choose: which texts stay.  Each goes only for a text that stays and was verified to be its near-duplicate."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import float64, int64, types, uint32

from corpusclean.dedup.bands import Bands, band_keys, bands_for, number_buckets
from corpusclean.dedup.choice import Choice
from corpusclean.dedup.fold import fold_into
from corpusclean.dedup.fold_table import load
from corpusclean.dedup.kernel import BYTES, I32_OUT, I64, I64_OUT, U32, ArrayI32, ArrayI64, ArrayU8, ArrayU32, ArrayU64, kernel
from corpusclean.dedup.shingles import hash_shingles
from corpusclean.dedup.signed import SHORT, Signed
from corpusclean.dedup.verify import jaccard, shingle_table

SCREEN_DEVIATIONS = 4.5
"""A candidate is verified unless its whole signature puts it this many standard deviations below the threshold: of the pairs
at the threshold that loses 3 in a million, and of the false candidates among templates it saves nearly all."""

KEYS_BYTES = 200 << 20
"""Band keys that are held at once."""
ROWS_AT_ONCE = 1 << 17
"""Signatures that are read from their file at once: 64 MB."""


class Candidates(NamedTuple):
    """The texts that share a bucket with another, in keep order: text texts[p] has rows[starts[p]:starts[p + 1]].

    `rows`: numbers of signatures; `sketches[j]`: signature rows[j], the lowest byte of each value; `buckets[j, k]`: its bucket
    in band k, -1 where it is alone, else below `bucket_count`, different in every band.
    """

    texts: ArrayI64
    starts: ArrayI64
    rows: ArrayI64
    sketches: ArrayU8
    buckets: ArrayI32
    bucket_count: int


def choose(signed: Signed, *, threshold: float, order: ArrayI64, fixed: int = 0) -> Choice:
    """Goes through the texts in `order` (best first) and drops each that is a near-duplicate of one kept before it.

    The first `fixed` of the order stay even where they are near-duplicates of each other (not so exact copies): the documents of a
    reference corpus, each of which counts, or texts that an earlier run has kept.

    A cluster is a star around the kept text: the ends of a chain, each link of which is close, are not thrown together.  The
    answer depends on nothing but the texts and the order.  Texts that are not in `order` take no part, and stay.
    """
    firsts = exact_firsts(signed.text_hashes, order)
    distinct = order[firsts[order] == order]
    found = candidates(signed, distinct, bands_for(threshold, signed.config.permutations))
    because, similarity = _near(signed, found, threshold, np.isin(found.texts, order[:fixed]))
    copies = np.flatnonzero(firsts != np.arange(len(signed)))
    stays = because[firsts[copies]] < 0  # a copy of a dropped text repeats what that one repeats
    because[copies] = np.where(stays, firsts[copies], because[firsts[copies]])
    similarity[copies] = np.where(stays, 1.0, similarity[firsts[copies]])
    return Choice(because < 0, because, similarity)


def exact_firsts(text_hashes: ArrayU64, order: ArrayI64) -> ArrayI64:
    """Of each text the first in `order` with the same folded text, often itself.  Blank texts have no copies: nothing in them
    repeats.
    """
    buckets = np.empty(len(order), np.int32)
    count = number_buckets(np.ascontiguousarray(text_hashes[order]), buckets, 0)
    buckets[text_hashes[order] == 0] = -1
    shared = np.flatnonzero(buckets >= 0)
    first_places = np.empty(count, np.int64)
    first_places[buckets[shared][::-1]] = shared[::-1]
    firsts = np.arange(len(text_hashes))
    firsts[order[shared]] = order[first_places[buckets[shared]]]
    return firsts


def candidates(signed: Signed, distinct: ArrayI64, bands: Bands) -> Candidates:
    """Puts the texts numbered in `distinct` (in keep order) into buckets, band by band, and keeps those that are not alone.

    Memory: 4 bytes a band and signature, 128 more for each that is not alone, and the keys of as many bands as fit in KEYS_BYTES.
    """
    all_rows = signed.rows
    places = np.full(len(signed), -1)
    places[distinct] = np.arange(len(distinct))
    places[signed.folded_chars == 0] = -1  # nothing to compare
    rows = np.flatnonzero(places[all_rows.texts] >= 0)
    rows = rows[np.argsort(places[all_rows.texts[rows]], kind="stable")]
    kinds, buckets, number = all_rows.kinds[rows], np.empty((bands.bands, len(rows)), np.int32), 0
    slab = max(1, KEYS_BYTES // (8 * len(rows) + 1))
    for first in range(0, bands.bands, slab):
        keys = np.empty((min(slab, bands.bands - first), len(rows)), np.uint64)
        for at in range(0, len(rows), ROWS_AT_ONCE):
            part = slice(at, at + ROWS_AT_ONCE)
            band_keys(all_rows.signatures, rows[part], kinds[part], first, bands.rows, at, keys)
            signed.release()
        for k in range(len(keys)):
            number = number_buckets(keys[k], buckets[first + k], number)
    met = np.flatnonzero((buckets >= 0).any(axis=0))
    rows = rows[met]
    texts, starts = np.unique(places[all_rows.texts[rows]], return_index=True)
    buckets = np.ascontiguousarray(buckets[:, met].T)
    return Candidates(distinct[texts], np.append(starts, len(rows)), rows, _sketches(signed, rows), buckets, number)


def _sketches(signed: Signed, rows: ArrayI64) -> ArrayU8:
    sketches = np.empty((len(rows), signed.config.permutations), np.uint8)
    signatures = signed.rows.signatures
    for at in range(0, len(rows), ROWS_AT_ONCE):
        sketches[at : at + ROWS_AT_ONCE] = signatures[rows[at : at + ROWS_AT_ONCE]]  # the lowest byte of each value
        signed.release()
    return sketches


def _near(
    signed: Signed, found: Candidates, threshold: float, stays: npt.NDArray[np.bool_]
) -> tuple[ArrayI64, npt.NDArray[np.float64]]:
    """`Choice.because` and `.similarity` of the candidates; -1 and 0 for every other text."""
    config, table, all_rows = signed.config, load(), signed.rows
    expected, spread = config.permutations * threshold, (config.permutations * threshold * (1 - threshold)) ** 0.5
    fixed = int(stays.sum())  # they come first
    nearest, similarity = np.empty(len(found.texts), np.int64), np.empty(len(found.texts))
    _go_through(
        *signed.texts, found.texts, found.starts, found.rows, found.buckets, np.full(found.bucket_count, -1, np.int32),
        all_rows.kinds, found.sketches, signed.folded_chars, table.codes, table.expansions,
        config.shingle_chars, config.short_chars, config.short_shingle_chars,
        fixed, threshold, int(expected - SCREEN_DEVIATIONS * spread), nearest, similarity,
    )  # fmt: skip
    because, similarities = np.full(len(signed), -1), np.zeros(len(signed))
    near = nearest >= 0
    because[found.texts[near]] = found.texts[nearest[near]]
    similarities[found.texts[near]] = similarity[near]
    return because, similarities


@kernel(
    types.void, BYTES, I64, I64, I64, I64, types.int32[:, ::1], I32_OUT, BYTES, types.uint8[:, ::1], U32, U32, U32,
    int64, int64, int64, int64, float64, int64, I64_OUT, types.float64[::1],
)  # fmt: skip
def _go_through(
    data: ArrayU8,
    offsets: ArrayI64,
    texts: ArrayI64,
    starts: ArrayI64,
    rows: ArrayI64,
    buckets: ArrayI32,
    heads: ArrayI32,
    kinds: ArrayU8,
    sketches: ArrayU8,
    folded_chars: ArrayU32,
    codes: ArrayU32,
    expansions: ArrayU32,
    shingle_chars: int,
    short_chars: int,
    short_shingle_chars: int,
    fixed: int,
    threshold: float,
    screen: int,
    nearest: ArrayI64,
    similarity: npt.NDArray[np.float64],
) -> None:
    """Text by text in keep order: compares with the kept texts in its buckets, and joins them if it stays itself.

    `nearest[p]`: the place of the most similar kept text (the first of equals), -1 if p stays.  Only kept texts are in the
    buckets, so a cluster of a million copies is a million comparisons, not their square.  `heads[bucket]` is the row of the
    last text kept in it; once p is kept, `buckets[j, k]` is used for the link to the one before.
    """
    owners, seen = np.empty(rows.size, np.int32), np.full(texts.size, -1, np.int32)
    longest, most = int64(0), int64(0)
    for p in range(texts.size):
        longest = max(longest, offsets[texts[p] + 1] - offsets[texts[p]])
        most = max(most, int64(folded_chars[texts[p]]))
        owners[starts[p] : starts[p + 1]] = p
    folded, nowhere = np.empty(2 * longest, np.uint32), np.empty(0, np.uint32)
    own, other = np.empty(most, np.uint32), np.empty(most, np.uint32)
    table, mark = shingle_table(2 * most), uint32(0)
    for p in range(texts.size):
        text = texts[p]
        best, closest = int64(-1), 0.0
        for j in range(starts[p], starts[p + 1]):
            kind, own_size = kinds[rows[j]], int64(-1)
            chars = short_shingle_chars if kind == SHORT else shingle_chars
            for k in range(buckets.shape[1]):
                met = heads[buckets[j, k]] if buckets[j, k] >= 0 and p >= fixed else -1
                while met >= 0:
                    row, q = met, owners[met]
                    met = buckets[met, k]
                    if seen[q] == j:
                        continue
                    seen[q] = j
                    text_q = texts[q]
                    if kind == SHORT and folded_chars[text] >= short_chars and folded_chars[text_q] >= short_chars:
                        continue  # two middling texts are compared on long shingles
                    equal = int64(0)
                    sketch, other_sketch = sketches[j], sketches[row]
                    for i in range(sketch.size):
                        equal += sketch[i] == other_sketch[i]
                    if equal < screen:
                        continue
                    if own_size < 0:
                        size = fold_into(data, offsets[text], offsets[text + 1], codes, expansions, folded, nowhere, 0)
                        own_size = hash_shingles(folded, size, chars, own)
                    size = fold_into(data, offsets[text_q], offsets[text_q + 1], codes, expansions, folded, nowhere, 0)
                    other_size = hash_shingles(folded, size, chars, other)
                    mark = uint32(mark + uint32(2))
                    if mark == 0:  # after 2^31 pairs old marks would look new
                        table.marks[:] = 0
                        mark = uint32(2)
                    near = jaccard(own, own_size, other, other_size, table, mark)
                    if near >= threshold and (near > closest or (near == closest and q < best)):
                        best, closest = int64(q), near
        nearest[p], similarity[p] = best, closest
        if best < 0:
            for j in range(starts[p], starts[p + 1]):
                for k in range(buckets.shape[1]):
                    bucket = buckets[j, k]
                    if bucket >= 0:
                        buckets[j, k] = heads[bucket]
                        heads[bucket] = j
