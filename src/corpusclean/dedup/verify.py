"""Verify: the similarity of two texts on their real shingle sets.  Signatures only propose."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import uint32

from corpusclean.kernels import ArrayU32, inlined


class ShingleTable(NamedTuple):
    """Scratch for `jaccard`: an open hash table, as large as the largest pair needs; a slot is empty while its mark is old.

    `last[0]` is the newest mark.
    """

    keys: ArrayU32
    marks: ArrayU32
    last: ArrayU32


@inlined
def shingle_table(pairs: int) -> ShingleTable:
    """Room for two sets of together `pairs` hashes."""
    size = 1024
    while size < 2 * pairs:
        size *= 2
    return ShingleTable(np.empty(size, np.uint32), np.zeros(size, np.uint32), np.zeros(1, np.uint32))


@inlined
def jaccard(one: ArrayU32, one_size: int, other: ArrayU32, other_size: int, table: ShingleTable) -> float:
    """|one ∩ other| / |one ∪ other| of the hashes one[:one_size] and other[:other_size], each with repeats.

    What only the first set has put in bears an even mark, the rest the odd one after it.
    """
    keys, marks = table.keys, table.marks
    table.last[0] = uint32(table.last[0] + uint32(2))
    if table.last[0] == 0:  # after 2^31 pairs old marks would look new
        marks[:] = 0
        table.last[0] = 2
    shift, size = uint32(32), 1
    while size < 2 * (one_size + other_size):  # a small table stays in the cache, however large the largest
        size *= 2
        shift -= uint32(1)
    mask = uint32(size - 1)
    first, second = uint32(table.last[0]), uint32(table.last[0] + uint32(1))
    union, shared = 0, 0
    for i in range(one_size):
        at = uint32(uint32(one[i] * uint32(0x85EBCA6B)) >> shift)
        while marks[at] == first and keys[at] != one[i]:
            at = uint32(at + uint32(1)) & mask
        if marks[at] != first:
            keys[at], marks[at] = one[i], first
            union += 1
    for i in range(other_size):
        at = uint32(uint32(other[i] * uint32(0x85EBCA6B)) >> shift)
        while marks[at] >= first and keys[at] != other[i]:
            at = uint32(at + uint32(1)) & mask
        if marks[at] < first:
            keys[at], marks[at] = other[i], second
            union += 1
        elif marks[at] == first:
            marks[at] = second
            shared += 1
    return shared / union
