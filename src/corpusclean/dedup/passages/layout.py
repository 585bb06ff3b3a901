"""Layout: how the originals of folded spans were set, told from the gaps that marks, spaces and line breaks left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import int64

from corpusclean.dedup.passages.anchors import weight_of
from corpusclean.dedup.passages.shadow import LINE_START
from corpusclean.kernels import I64, I64_OUT, U32, ArrayI64, ArrayU32, kernel

_FLAG = int(LINE_START)


class Layout(NamedTuple):
    """One row per span, int64 each.

    `weights` are twice the length in Han characters; `items` are the runs of characters with nothing between them; of the lines,
    `closed_lines` end in a mark or in spaces (the last one is not looked at).
    """

    chars: ArrayI64
    weights: ArrayI64
    items: ArrayI64
    lines: ArrayI64
    longest_line: ArrayI64
    closed_lines: ArrayI64


def layout(codes: ArrayU32, places: ArrayU32, starts: ArrayI64, ends: ArrayI64) -> Layout:
    """The layout of the spans codes[starts[k]:ends[k]], none of them empty."""
    table = np.zeros((len(starts), 6), np.int64)
    _layout(codes, places, np.ascontiguousarray(starts), np.ascontiguousarray(ends), table.reshape(-1))
    columns: list[npt.NDArray[np.int64]] = [table[:, k] for k in range(6)]
    return Layout(*columns)


@kernel(int64, U32, U32, I64, I64, I64_OUT)
def _layout(codes: ArrayU32, places: ArrayU32, starts: ArrayI64, ends: ArrayI64, table: ArrayI64) -> int:
    """Writes the rows of all spans -> how many."""
    for k in range(starts.size):
        weight, items, lines, longest, closed = int64(0), int64(1), int64(1), int64(0), int64(0)
        begin = starts[k]
        for i in range(starts[k], ends[k]):
            weight += weight_of(codes[i])
            if i == starts[k]:
                continue
            gap = int64(places[i] & (_FLAG - 1)) - int64(places[i - 1] & (_FLAG - 1))
            items += gap > 1
            if places[i] & _FLAG:
                lines += 1
                longest = max(longest, i - begin)
                closed += gap > 2  # more than the line break itself
                begin = i
        table[6 * k] = ends[k] - starts[k]
        table[6 * k + 1] = weight
        table[6 * k + 2] = items
        table[6 * k + 3] = lines
        table[6 * k + 4] = max(longest, ends[k] - begin)
        table[6 * k + 5] = closed
    return starts.size
