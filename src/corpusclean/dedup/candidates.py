"""Candidates: exact copies by their hash, and the texts that share a bucket with another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from corpusclean.dedup.bands import Bands, band_keys, number_buckets
from corpusclean.dedup.signed import Signed
from corpusclean.kernels import ArrayI32, ArrayI64, ArrayU8, ArrayU64

KEYS_BYTES = 16 << 20
"""Band keys that are held at once."""


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

    All are looked at twice: first only to see which are alone, which most are, so that buckets and sketches are made of few.
    Memory: 25 bytes a signature, 256 more for each that is not alone, and the keys of as many bands as fit in KEYS_BYTES.
    """
    text_places = np.full(len(signed), -1, np.int32)
    text_places[distinct] = np.arange(len(distinct), dtype=np.int32)
    text_places[signed.folded_chars == 0] = -1  # nothing to compare
    row_places = text_places[signed.row_texts]
    rows = np.flatnonzero(row_places >= 0).astype(np.int32)
    rows = rows[np.argsort(row_places[rows], kind="stable")]
    met = np.zeros(len(rows), bool)
    for _, buckets in _buckets(signed, rows, bands):
        met |= buckets >= 0
    rows = rows[met]
    texts, starts = np.unique(row_places[rows], return_index=True)
    of_rows = np.empty((len(rows), bands.bands), np.int32)
    for band, buckets in _buckets(signed, rows, bands):
        of_rows[:, band] = buckets
    sketches, bucket_count = _sketches(signed, rows), int(of_rows.max(initial=-1)) + 1
    return Candidates(distinct[texts], np.append(starts, len(rows)), rows.astype(np.int64), sketches, of_rows, bucket_count)


def _buckets(signed: Signed, rows: ArrayI32, bands: Bands) -> Iterator[tuple[int, ArrayI32]]:
    """Of each band: its number, the buckets of these rows."""
    places, number = _places(signed, rows), 0
    slab = max(1, KEYS_BYTES // (8 * len(rows) + 1))
    for first in range(0, bands.bands, slab):
        keys = np.empty((min(slab, bands.bands - first), len(rows)), np.uint64)
        for at, signatures in signed.signature_blocks():
            part = slice(at, at + len(signatures))
            band_keys(signatures, signed.row_kinds[part], places[part], first, bands.rows, keys)
        for k, of_band in enumerate(keys):
            buckets = np.empty(len(rows), np.int32)
            number = number_buckets(of_band, buckets, number)
            yield first + k, buckets


def _places(signed: Signed, rows: ArrayI32) -> ArrayI32:
    """Of each signature its place among `rows`, -1 for one that is not there."""
    places = np.full(len(signed.row_texts), -1, np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    return places


def _sketches(signed: Signed, rows: ArrayI32) -> ArrayU8:
    places, sketches = _places(signed, rows), np.empty((len(rows), signed.config.permutations), np.uint8)
    for at, signatures in signed.signature_blocks():
        own = places[at : at + len(signatures)]
        here = np.flatnonzero(own >= 0)
        sketches[own[here]] = signatures[here]  # the lowest byte of each value
    return sketches
