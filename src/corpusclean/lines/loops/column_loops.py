"""Columns: the width that many lines near each other have, as the trace of a printed column.  Widths are in half em."""

from __future__ import annotations

from typing import Any

from corpusclean.lines.loops.fields import CLOSED_MARK, COLUMN, FIRST, INNER_MARK, LAST
from corpusclean.lines.loops.width_loops import MAX_COLUMN

ROOM = 2 * MAX_COLUMN
BLOCK_LINES = 24
"""The column is measured once for this many lines, on these and half as many on either side."""
MIN_COLUMN = 14
"""Narrower than any printed column."""
WIDE_COLUMN = 40
"""Three lines of equal width may be a wrapped paragraph among whole ones from this width on; narrower lines must be four."""
PEAK, PAGE_PEAK, PAGE_WIDE = 2, 5, 60
"""Width of a column's peak, and of that of a column from the last on: the measure of a page.  There many lines are first lines, two em
shorter, and letters and digits add up to more."""
MIN_SHARE = 0.3
"""Share of lines near one width from which this width is a column."""
SPREAD = 3
"""Lines of one column differ by no more: a unit that did not fit."""
MAX_WHOLE = 0.5
"""For each line of a column so many may be wider than any column: where more paragraphs stand whole in one line, those of equal width
are headings and names that happen to be so."""
EDGE_SHARE = 0.15
"""Share of a column's full lines that may be wider than its edge."""
INDENT = 4
"""The indent of a first line in Chinese print."""
MIN_INNER_SHARE, MAX_CLOSED_SHARE = 0.2, 0.65
"""In pages of 10 to 40 em, of the lines that reach the edge 40 to 95 % have a mark inside and 10 to 30 % end with one."""


def find_columns(table: Any, room: Any) -> None:
    """Fills in the local column of each row: the upper edge of the commonest width around it, or of the run it stands in; or 0.

    `room`: room for `ROOM` numbers.
    """
    count = len(table)
    some = none = False
    for start in range(0, count, BLOCK_LINES):
        low, high = max(0, start - BLOCK_LINES // 2), min(start + BLOCK_LINES + BLOCK_LINES // 2, count)
        column = _commonest(table, low, high, room)
        if column and not _wrapped(table, FIRST, low, high, column - 4, column):
            column = 0
        _set(table, start, min(start + BLOCK_LINES, count), column)
        some, none = some or column > 0, none or column == 0
    if some and none:
        _fill_blocks(table, room)
    if none:
        _fill_runs(table)


def _set(table: Any, start: int, end: int, column: int) -> None:
    for i in range(start, end):
        table[i][COLUMN] = column


def _commonest(table: Any, start: int, end: int, ordered: Any) -> int:
    """The upper edge of the commonest width; of equals the widest; 0 where none is common.  `ordered` is room for numbers.

    A column shows as a peak, since a line is filled up to the next unit that does not fit.
    """
    count = 0
    for i in range(start, end):
        width, k = table[i][FIRST], count
        while k > 0 and ordered[k - 1] > width:
            ordered[k] = ordered[k - 1]
            k -= 1
        ordered[k] = width
        count += 1
    best = peak = 0
    high = count
    while high > 0:
        step = ordered[high - 1]
        low = high
        while low > 0 and ordered[low - 1] >= step - (PEAK if step < PAGE_WIDE else PAGE_PEAK):
            low -= 1
        if high - low > best:
            best, peak = high - low, step
        while high > 0 and ordered[high - 1] == step:
            high -= 1
    if best < 3 or best < MIN_SHARE * count or peak < MIN_COLUMN or peak > MAX_COLUMN:
        return 0
    whole = 0
    while whole < count and ordered[count - 1 - whole] > MAX_COLUMN:
        whole += 1
    if whole > MAX_WHOLE * best:
        return 0
    while True:  # numbers and Latin letters are set tighter or wider than half an em: the edge is where hardly a line goes beyond
        beyond, widest = 0, 0
        for k in range(count):
            if peak < ordered[k] <= peak + 2:
                beyond, widest = beyond + 1, ordered[k]
        if beyond < max(2.0, EDGE_SHARE * best):
            return peak
        peak = widest


def _wrapped(table: Any, field: int, start: int, end: int, above: int, most: int) -> bool:
    """Whether the rows of [start, end) whose first (or last) width is in (above, most] can be wraps: some have a mark inside, and
    some end without one.

    Verse, items and dialogue end each line with a mark; headings and names have no marks at all.
    """
    count = with_inner = with_end = 0
    for i in range(start, end):
        if above < table[i][field] <= most:
            count += 1
            with_inner += table[i][INNER_MARK]
            with_end += table[i][CLOSED_MARK]
    return with_inner >= MIN_INNER_SHARE * count and with_end <= MAX_CLOSED_SHARE * count


def _fill_blocks(table: Any, counts: Any) -> None:
    """Gives the column that most of the text has to blocks without one in which some lines reach it."""
    for column in range(len(counts)):
        counts[column] = 0
    for i in range(len(table)):
        counts[table[i][COLUMN]] += table[i][COLUMN] > 0
    usual = 0
    for column in range(len(counts)):
        if counts[column] >= counts[usual]:
            usual = column
    for start in range(0, len(table), BLOCK_LINES):
        end = min(start + BLOCK_LINES, len(table))
        reach = over = 0
        for i in range(start, end):
            reach += usual - SPREAD - INDENT <= table[i][FIRST] <= usual + 1  # first lines too, of short paragraphs
            over += table[i][FIRST] > usual + 1
        if not table[start][COLUMN] and reach >= 3 and over < reach:
            _set(table, start, end, usual)


def _fill_runs(table: Any) -> None:
    """Gives a column to runs of neighbouring lines of equal width among lines without one (a wrapped paragraph among whole ones).

    The first line of a run may be shorter by an indent.  The line after the run belongs to it if it is not longer: the last
    line of a paragraph.
    """
    start = 0
    while start < len(table):
        end, edge = _run_end(table, start)
        if (
            end - start >= (3 if edge >= WIDE_COLUMN else 4)
            and edge >= MIN_COLUMN
            and _wrapped(table, LAST, start, end, -1, edge)
        ):
            if end < len(table) and not table[end][COLUMN] and table[end][FIRST] <= edge:
                end += 1
            _set(table, start, end, edge)
        start = max(end, start + 1)


def _run_end(table: Any, start: int) -> tuple[int, int]:
    """Where the run of lines of equal width ends that `start` begins, and the widest of them."""
    least = most = widest = 0
    for i in range(start, len(table)):
        width = table[i][LAST]
        if table[i][COLUMN] or width > MAX_COLUMN:
            return i, widest
        if i == start or (i == start + 1 and SPREAD < width - least <= SPREAD + INDENT):
            least = most = width
        least, most = min(least, width), max(most, width)
        if most - least > SPREAD:
            return i, widest
        widest = max(widest, width)
    return len(table), widest
