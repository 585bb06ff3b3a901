"""Shingles: the runs of n characters of a folded text, as 32-bit hashes.

Characters, not words, for every script: Chinese has no spaces to cut words at, and OCR moves those of Latin.  A text shorter
than n is one shingle.
"""

from __future__ import annotations

from numba import int64, uint32

from corpusclean.kernels import ArrayU32, inlined

MULTIPLIER = 0x9E3779B1
"""Odd, so that no character's difference is lost; the signature mixes the bits afterwards (MurmurHash3's finalizer)."""


def shingle_hash(shingle: str) -> int:
    """The hash of one shingle, 0 to 2^32 - 1: its code points as digits in base MULTIPLIER.

    This is what the kernels compute, and the `hashfunc` to give to datasketch: `MinHash(hashfunc=shingle_hash)`.
    """
    value = 0
    for char in shingle:
        value = (value * MULTIPLIER + ord(char)) & 0xFFFFFFFF
    return value


def shingles_of(folded: str, chars: int) -> list[str]:
    """Every run of `chars` characters of a folded text; the whole of a text that is shorter.

    >>> shingles_of("人民日报", 3)
    ['人民日', '民日报']
    """
    return [folded[i : i + chars] for i in range(max(1, len(folded) - chars + 1))] if folded else []


@inlined
def hash_shingles(codes: ArrayU32, size: int, chars: int, hashes: ArrayU32) -> int:
    """Writes the hash of every shingle of codes[:size] to `hashes` -> how many there are (0 only for an empty text)."""
    if size == 0:
        return int64(0)
    chars = min(chars, size)
    count = size - chars + 1
    out, source = hashes[:count], codes[:count]
    for i in range(count):
        out[i] = source[i]
    for k in range(1, chars):  # one pass per character of the shingle: each is a SIMD loop over the shingles
        source = codes[k : k + count]
        for i in range(count):
            out[i] = uint32(uint32(out[i] * uint32(MULTIPLIER)) + source[i])
    return count
