"""Signatures: MinHash of whole batches in one compiled pass, bit-equal to datasketch's `scheme="affine32"`.

datasketch is the oracle of the tests and the way out: `to_datasketch` gives a signature to its indexes and storages.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import int64, types, uint8, uint32, uint64

from corpusclean.dedup.fold import fold_into
from corpusclean.dedup.shingles import hash_shingles, shingle_hash
from corpusclean.kernels import BYTES, I64, U32, U32_OUT, U64_OUT, ArrayI64, ArrayU8, ArrayU32, ArrayU64, inlined, kernel

SEED = 1
"""datasketch's default: other people's signatures of the same shingles can be compared with ours."""
EMPTY = 0xFFFFFFFF
"""Every value of the signature of an empty text."""


@cache
def multipliers_and_offsets(permutations: int) -> tuple[ArrayU32, ArrayU32]:
    """The a and b of each permutation `a * hash + b mod 2^32`, drawn as datasketch draws them (importing it costs 0.5 s)."""
    draw = np.random.RandomState(SEED)
    a = draw.randint(0, 1 << 31, permutations, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return a, draw.randint(0, 1 << 32, permutations, dtype=np.uint32)


def to_datasketch(signature: ArrayU32) -> Any:
    """One signature as a `datasketch.MinHash`, ready for its indexes, its storages and further updates with shingles."""
    from datasketch import MinHash

    return MinHash(seed=SEED, hashfunc=shingle_hash, hashvalues=signature, scheme="affine32")


def from_datasketch(minhash: Any) -> ArrayU32:
    """The signature of a `datasketch.MinHash`; ValueError if it was made in another way than ours are."""
    if minhash.scheme != "affine32" or minhash.seed != SEED:
        raise ValueError(
            f"a signature of scheme {minhash.scheme!r}, seed {minhash.seed} cannot be compared with affine32, seed {SEED}"
        )
    values: npt.NDArray[np.uint32] = np.array(minhash.hashvalues, np.uint32)
    return values


@inlined
def minima(hashes: ArrayU32, count: int, a: ArrayU32, b: ArrayU32, signature: ArrayU32) -> None:
    """Lowers `signature` to the minima over hashes[:count] of every permutation.

    Eight hashes a pass: the signature is loaded and stored once for eight (nine times as fast as one by one).
    """
    for i in range(count):  # MurmurHash3's finalizer, once per shingle
        h = hashes[i]
        h = uint32(uint32(h ^ uint32(h >> uint32(16))) * uint32(0x85EBCA6B))
        h = uint32(uint32(h ^ uint32(h >> uint32(13))) * uint32(0xC2B2AE35))
        hashes[i] = uint32(h ^ uint32(h >> uint32(16)))
    for i in range(count, (count + 7) // 8 * 8):  # a shingle twice changes no minimum
        hashes[i] = hashes[count - 1]
    for i in range(0, count, 8):
        h0, h1, h2, h3, h4, h5, h6, h7 = (
            hashes[i], hashes[i + 1], hashes[i + 2], hashes[i + 3], hashes[i + 4], hashes[i + 5], hashes[i + 6], hashes[i + 7]
        )  # fmt: skip
        for k in range(signature.size):
            m, c = a[k], b[k]
            v0 = min(uint32(uint32(m * h0) + c), uint32(uint32(m * h1) + c))
            v1 = min(uint32(uint32(m * h2) + c), uint32(uint32(m * h3) + c))
            v2 = min(uint32(uint32(m * h4) + c), uint32(uint32(m * h5) + c))
            v3 = min(uint32(uint32(m * h6) + c), uint32(uint32(m * h7) + c))
            signature[k] = min(signature[k], min(min(v0, v1), min(v2, v3)))


@inlined
def _mixed(h: int, value: int) -> int:
    h = uint64(uint64(h ^ uint64(value)) * uint64(0x9FB21C651E98DF25))
    return uint64(h ^ uint64(h >> uint64(32)))


@inlined
def _text_hash(codes: ArrayU32, size: int) -> int:
    """A 64-bit hash of the whole folded text: equal texts are exact copies.

    Four lanes, since each step waits for the one before: one lane takes a fifth of the time of all signing.
    """
    h0, h1, h2, h3 = uint64(size), uint64(1), uint64(2), uint64(3)
    for i in range(0, size - 3, 4):
        h0, h1 = _mixed(h0, codes[i]), _mixed(h1, codes[i + 1])
        h2, h3 = _mixed(h2, codes[i + 2]), _mixed(h3, codes[i + 3])
    for i in range(size // 4 * 4, size):
        h0 = _mixed(h0, codes[i])
    return _mixed(_mixed(_mixed(h0, h1), h2), h3)


@inlined
def _byte_hash(data: ArrayU8, start: int, end: int) -> int:
    """The same of a text without any letter, digit or Han character (emoji, marks), over its bytes; 0 for a blank one."""
    h, blank = uint64(1) << uint64(63), True
    for i in range(start, end):
        blank = blank and data[i] <= 0x20
        h = _mixed(h, data[i])
    return uint64(0) if blank else h


@kernel(types.void, BYTES, I64, U64_OUT)
def hash_bytes(data: ArrayU8, offsets: ArrayI64, hashes: ArrayU64) -> None:
    """64-bit hashes of short texts (ids) over their bytes, as they are."""
    for k in range(hashes.size):
        hashes[k] = _byte_hash(data, offsets[k], offsets[k + 1])


ROWS = types.uint32[:, ::1]


@kernel(types.void, BYTES, I64, I64, U32, U32, U32, U32, int64, int64, int64, U32_OUT, U32_OUT, U64_OUT, ROWS)
def sign_texts(
    data: ArrayU8,
    offsets: ArrayI64,
    which: ArrayI64,
    table: ArrayU32,
    expansions: ArrayU32,
    a: ArrayU32,
    b: ArrayU32,
    shingle_chars: int,
    short_chars: int,
    short_shingle_chars: int,
    chars: ArrayU32,
    folded_chars: ArrayU32,
    text_hashes: ArrayU64,
    signatures: ArrayU32,
) -> None:
    """Signs the texts numbered in `which`; row j of every output belongs to text which[j].

    `chars`: code points of the text; `folded_chars`: of the folded text; `text_hashes`: 64 bits, 0 for a blank text.
    Texts of fewer than `short_chars` folded characters are signed on shingles of `short_shingle_chars`.
    """
    longest = int64(0)
    for j in range(which.size):
        longest = max(longest, offsets[which[j] + 1] - offsets[which[j]])
    codes, hashes = np.empty(2 * longest, np.uint32), np.empty(2 * longest + 8, np.uint32)  # touched only as far as needed
    nowhere = np.empty(0, np.uint32)
    for j in range(which.size):
        start, end = offsets[which[j]], offsets[which[j] + 1]
        text = data[start:end]
        count = int64(0)
        for i in range(text.size):
            count += uint8(text[i] & 0xC0) != 0x80
        chars[j] = count
        size = fold_into(data, start, end, table, expansions, codes, nowhere, 0)
        folded_chars[j] = size
        text_hashes[j] = _text_hash(codes, size) if size else _byte_hash(data, start, end)
        signature = signatures[j]
        for k in range(signature.size):
            signature[k] = uint32(EMPTY)
        shingles = hash_shingles(codes, size, shingle_chars if size >= short_chars else short_shingle_chars, hashes)
        if shingles:
            minima(hashes, shingles, a, b, signature)
