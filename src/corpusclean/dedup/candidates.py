"""Candidates: exact copies by their hash, and the texts that share a bucket with another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corpusclean.dedup.bands import Bands, band_keys, number_buckets
from corpusclean.dedup.signed import Signed
from corpusclean.kernels import ArrayI32, ArrayI64, ArrayU8, ArrayU64

KEYS_BYTES = 32 << 20
"""Band keys that are held at once."""
ROWS_AT_ONCE = 1 << 15
"""Signatures that are read from their file at once: 16 MB."""


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
