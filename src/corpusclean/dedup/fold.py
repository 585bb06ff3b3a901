"""Fold: texts to what they say, whatever the script, width, case, marks and line breaks.

All matching happens on the folded text, all reporting on the original: `places` leads back.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import int64, uint32

from corpusclean.dedup.batch import TextBatch, batch_of_texts
from corpusclean.dedup.fold_table import EXPANDS, load
from corpusclean.kernels import BYTES, I64, I64_OUT, U32, U32_OUT, ArrayI64, ArrayU8, ArrayU32, inlined, kernel


class Folded(NamedTuple):
    """Folded text k is the code points `codes[offsets[k]:offsets[k + 1]]` (uint32, int64).

    `places` (uint32, parallel to `codes`, empty unless asked for): the offset in original text k, in code points, of the
    character that each folded one comes from.
    """

    codes: ArrayU32
    offsets: ArrayI64
    places: ArrayU32


def fold(batch: TextBatch, *, places: bool = False) -> Folded:
    """Reduces each text to its letters, digits and Han characters: simplified, compatibility forms and radicals resolved,
    lower case, without marks, spaces and line breaks.  See `fold_text`.
    """
    table = load()
    most = 2 * int(batch.offsets[-1] - batch.offsets[0])
    codes = np.empty(most, np.uint32)
    where = np.empty(most if places else 0, np.uint32)
    offsets = np.empty(len(batch) + 1, np.int64)
    size = _fold(batch.data, batch.offsets, table.codes, table.expansions, codes, where, offsets)
    return Folded(codes[:size].copy(), offsets, where[:size].copy() if places else where)


def fold_text(text: str) -> str:
    """One text, folded.

    >>> fold_text("「臺灣」的\\n ＧＤＰ，１２.5％")
    '台湾的gdp125'
    >>> fold_text("后来是 2 米")          # simplified text only loses its marks and spaces
    '后来是2米'
    """
    return "".join(map(chr, fold(batch_of_texts([text])).codes.tolist()))


@inlined
def fold_into(
    data: ArrayU8,
    start: int,
    end: int,
    table: ArrayU32,
    expansions: ArrayU32,
    codes: ArrayU32,
    places: ArrayU32,
    at: int,
) -> int:
    """Folds the text in data[start:end] into codes[at:] (and places[at:], unless empty) -> the end of what was written.

    `data` is taken for valid UTF-8; a sequence cut off by `end` is dropped, so that nothing outside is ever read.
    """
    place = uint32(0)
    i = start
    while i < end:
        lead = uint32(data[i])
        if lead < 0x80:
            code = lead
            i += 1
        elif lead >= 0xE0 and lead < 0xF0:
            if i + 3 > end:
                break
            code = uint32(((lead & 0x0F) << 12) | ((uint32(data[i + 1]) & 0x3F) << 6) | (uint32(data[i + 2]) & 0x3F))
            i += 3
        elif lead < 0xE0:
            if i + 2 > end:
                break
            code = uint32(((lead & 0x1F) << 6) | (uint32(data[i + 1]) & 0x3F))
            i += 2
        else:
            if i + 4 > end:
                break
            code = uint32(((lead & 0x07) << 18) | ((uint32(data[i + 1]) & 0x3F) << 12))
            code = uint32(code | ((uint32(data[i + 2]) & 0x3F) << 6) | (uint32(data[i + 3]) & 0x3F))
            i += 4
        folded = table[code] if code < table.size else uint32(0)
        if folded < EXPANDS:
            codes[at] = folded  # what is dropped is written over: a branch at every mark costs twice the time
            if places.size:
                places[at] = place
            at += folded != 0
        else:
            entry = int64(folded - EXPANDS)
            for k in range(int64(expansions[entry])):
                codes[at] = expansions[entry + 1 + k]
                if places.size:
                    places[at] = place
                at += 1
        place = uint32(place + 1)
    return at


@kernel(int64, BYTES, I64, U32, U32, U32_OUT, U32_OUT, I64_OUT)
def _fold(
    data: ArrayU8, starts: ArrayI64, table: ArrayU32, expansions: ArrayU32, codes: ArrayU32, places: ArrayU32, offsets: ArrayI64
) -> int:
    """Folds every text -> how many code points were written; `offsets` gets where each folded text starts, and the end."""
    at = int64(0)
    for k in range(starts.size - 1):
        offsets[k] = at
        at = fold_into(data, starts[k], starts[k + 1], table, expansions, codes, places, at)
    offsets[starts.size - 1] = at
    return at
