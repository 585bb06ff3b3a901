"""Choose: which texts stay.  Each goes only for a text that stays and was verified to be its near-duplicate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import float64, int64, types, uint8, uint32

from corpusclean.dedup.bands import bands_for
from corpusclean.dedup.candidates import Candidates, candidates, exact_firsts
from corpusclean.dedup.choice import Choice
from corpusclean.dedup.fold import fold_into
from corpusclean.dedup.fold_table import load
from corpusclean.dedup.reading import CAN_READ, read_at
from corpusclean.dedup.shingles import hash_shingles
from corpusclean.dedup.signatures import EMPTY, minima, multipliers_and_offsets
from corpusclean.dedup.signed import SHORT, Signed
from corpusclean.dedup.verify import jaccard, shingle_table
from corpusclean.errors import StoreError
from corpusclean.kernels import BYTES, I32_OUT, I64, I64_OUT, U32, ArrayI32, ArrayI64, ArrayU8, ArrayU32, inlined, kernel

SCREEN_DEVIATIONS = 4.5
"""A candidate is verified unless its whole signature puts it this many standard deviations below the threshold: of the pairs
at the threshold that loses 3 in a million, and of the false candidates among templates it saves nearly all."""

CROWDED = 16
"""Candidates of one text that are verified at once; beyond, they are screened a second time by signatures of WIDE values."""
WIDE = 1024
MOST_WIDE = 1 << 18
"""Texts that get a wide signature (1 kB each)."""


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


def _near(
    signed: Signed, found: Candidates, threshold: float, stays: npt.NDArray[np.bool_]
) -> tuple[ArrayI64, npt.NDArray[np.float64]]:
    """`Choice.because` and `.similarity` of the candidates; -1 and 0 for every other text."""
    config, table = signed.config, load()
    data, offsets = signed.texts
    file = signed.text_file if CAN_READ else -1
    fixed = int(stays.sum())  # they come first
    nearest, similarity = np.empty(len(found.texts), np.int64), np.empty(len(found.texts))
    readable = _go_through(
        data if file < 0 else data[:0], file, offsets,
        found.texts, found.starts, found.rows, found.buckets, np.full(found.bucket_count, -1, np.int32),
        signed.row_kinds, found.sketches, signed.folded_chars, table.codes, table.expansions,
        config.shingle_chars, config.short_chars, config.short_shingle_chars,
        fixed, threshold, least_equal(config.permutations, threshold), *multipliers_and_offsets(WIDE), least_equal(WIDE, threshold),
        nearest, similarity,
    )  # fmt: skip
    if not readable:
        raise StoreError("the texts put aside for comparison cannot be read again")
    because, similarities = np.full(len(signed), -1), np.zeros(len(signed))
    near = nearest >= 0
    because[found.texts[near]] = found.texts[nearest[near]]
    similarities[found.texts[near]] = similarity[near]
    return because, similarities


def least_equal(permutations: int, threshold: float) -> int:
    """Values in which two signatures have to agree for the pair to be worth comparing."""
    return int(permutations * threshold - SCREEN_DEVIATIONS * (permutations * threshold * (1 - threshold)) ** 0.5)


@inlined
def _passes(sketch: ArrayU8, other: ArrayU8, least: int) -> bool:
    """Whether two signatures agree in at least `least` values, as far as their lowest bytes tell."""
    equal = int64(0)
    for start in range(0, sketch.size, 128):
        one, two, count = sketch[start : start + 128], other[start : start + 128], uint8(0)
        for i in range(one.size):
            count = uint8(count + uint8(one[i] == two[i]))  # 8 bits wide: 64 comparisons an instruction
        equal += count
    return equal >= least


@inlined
def _widen(hashes: ArrayU32, count: int, a: ArrayU32, b: ArrayU32, scratch: ArrayU32, wide: ArrayU32, sketch: ArrayU8) -> None:
    """Writes the lowest bytes of the wide signature of hashes[:count] to `sketch`."""
    for i in range(count):
        scratch[i] = hashes[i]
    wide[:] = uint32(EMPTY)
    minima(scratch, count, a, b, wide)
    for i in range(wide.size):
        sketch[i] = uint8(wide[i] & uint32(0xFF))


@inlined
def _load(
    data: ArrayU8,
    file: int,
    offsets: ArrayI64,
    text: int,
    codes: ArrayU32,
    expansions: ArrayU32,
    read: ArrayU8,
    folded: ArrayU32,
    chars: int,
    hashes: ArrayU32,
) -> int:
    """Writes the shingle hashes of a text -> how many there are, -1 where it cannot be read; `read` and `folded` are scratch."""
    start, end = offsets[text], offsets[text + 1]
    if file < 0:
        size = fold_into(data, start, end, codes, expansions, folded, folded[:0], 0)
    elif read_at(file, read.ctypes.data, end - start, start):
        size = fold_into(read, 0, end - start, codes, expansions, folded, folded[:0], 0)
    else:
        return -1
    return hash_shingles(folded, size, chars, hashes)


@inlined
def _put(buckets: ArrayI32, heads: ArrayI32, start: int, end: int) -> None:
    """Puts a kept text's rows [start, end) into their buckets."""
    for j in range(start, end):
        for k in range(buckets.shape[1]):
            bucket = buckets[j, k]
            if bucket >= 0:
                buckets[j, k] = heads[bucket]
                heads[bucket] = j


@kernel(
    types.boolean, BYTES, int64, I64, I64, I64, I64, types.int32[:, ::1], I32_OUT, BYTES, types.uint8[:, ::1], U32, U32, U32,
    int64, int64, int64, int64, float64, int64, U32, U32, int64, I64_OUT, types.float64[::1],
)  # fmt: skip
def _go_through(
    data: ArrayU8,
    file: int,
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
    wide_a: ArrayU32,
    wide_b: ArrayU32,
    wide_screen: int,
    nearest: ArrayI64,
    similarity: npt.NDArray[np.float64],
) -> bool:
    """Text by text in keep order: compares with the kept texts in its buckets, and joins them if it stays itself -> False where
    `file`, in which the texts lie if not in `data`, cannot be read.

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
    read = np.empty(longest, np.uint8)
    folded, own, other = np.empty(2 * longest, np.uint32), np.empty(most, np.uint32), np.empty(most, np.uint32)
    table = shingle_table(2 * most)
    scratch, values, wide_count = np.empty(most + 8, np.uint32), np.empty(wide_a.size, np.uint32), 0
    wide, wide_of = np.empty((min(rows.size, MOST_WIDE), wide_a.size), np.uint8), np.full(rows.size, -1, np.int32)
    for p in range(texts.size):
        best, closest = int64(-1), 0.0
        short = folded_chars[texts[p]] < short_chars
        for j in range(starts[p], starts[p + 1] if p >= fixed else starts[p]):
            kind, own_size, passed = kinds[rows[j]], int64(-1), 0
            chars = short_shingle_chars if kind == SHORT else shingle_chars
            for k in range(buckets.shape[1]):
                met = heads[buckets[j, k]] if buckets[j, k] >= 0 else -1
                while met >= 0:
                    row, q = met, owners[met]
                    met = buckets[row, k]
                    if seen[q] == j:
                        continue
                    seen[q] = j
                    if kind == SHORT and not short and folded_chars[texts[q]] >= short_chars:
                        continue  # two middling texts are compared on long shingles
                    if not _passes(sketches[j], sketches[row], screen):
                        continue
                    passed += 1
                    if wide_of[j] >= 0 and wide_of[row] >= 0 and not _passes(wide[wide_of[j]], wide[wide_of[row]], wide_screen):
                        continue
                    if own_size < 0:
                        own_size = _load(data, file, offsets, texts[p], codes, expansions, read, folded, chars, own)
                    other_size = _load(data, file, offsets, texts[q], codes, expansions, read, folded, chars, other)
                    if own_size < 0 or other_size < 0:
                        return False
                    if passed > CROWDED and wide_count + 2 <= len(wide):
                        if wide_of[j] < 0:
                            wide_of[j] = wide_count
                            _widen(own, own_size, wide_a, wide_b, scratch, values, wide[wide_count])
                            wide_count += 1
                        if wide_of[row] < 0:
                            wide_of[row] = wide_count
                            _widen(other, other_size, wide_a, wide_b, scratch, values, wide[wide_count])
                            wide_count += 1
                    near = jaccard(own, own_size, other, other_size, table)
                    if near >= threshold and (near > closest or (near == closest and q < best)):
                        best, closest = int64(q), near
        nearest[p], similarity[p] = best, closest
        if best < 0:
            _put(buckets, heads, starts[p], starts[p + 1])
    return True
