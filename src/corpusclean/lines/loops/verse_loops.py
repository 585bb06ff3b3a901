"""Kinds that the form of a row or of its neighbours tells: headings and verse; and stretches that may be verse."""

from __future__ import annotations

from typing import Any

from corpusclean.lines import signs
from corpusclean.lines.blocks import HEADING, KIND_NAMES, PROSE, VERSE
from corpusclean.lines.loops.fields import (
    BARE_LENGTH,
    HEADING_LIKE,
    KIND,
    LENGTH,
    MAYBE_KINDS,
    RAGGED,
    STOPS,
    TAIL_CLASS,
    UNIT,
    VERSE_END,
    VERSE_LINE,
    WIDTH,
)
from corpusclean.lines.loops.row_loops import MAX_VERSE_CHARS
from corpusclean.lines.loops.shapes import LATIN_ONLY

AS_PROSE, AS_HEADING, AS_VERSE = map(KIND_NAMES.index, (PROSE, HEADING, VERSE))
UNTOLD = -1
"""Kind of a row whose own words must be asked."""
LAST_FINAL = signs.TAILS.index("semicolon")
MIN_UNENDED_LINES = 5
MIN_RAGGED_LINES, MAX_RAGGED_WIDTH, MAX_VERSE_WIDTH = 4, 80, 56
"""Of a stretch that may be verse: how many lines, how wide the widest may be, and what hardly one in ten may be beyond.  In half em."""
RAGGED_ROOM = 4
"""A line of mid-sentence is ragged if it leaves so much room, in half em, beside the next word."""
MIN_RAGGED, MIN_TO_FULL = 0.1, 0.3
"""Ragged lines of those in mid-sentence, and for each that reaches the measure: nine in ten lines of poems stand in such stretches, and one
in sixty of pages, where the language says that they are none."""


def tell_kinds(table: Any, room: Any) -> None:
    """Fills in what each row is, where its neighbours or its form tell, and whether it may be free verse.

    `room`: room for numbers, as many as half em a row can have.
    """
    for i in range(len(table)):
        table[i][KIND] = UNTOLD if table[i][MAYBE_KINDS] else AS_HEADING if table[i][HEADING_LIKE] else AS_PROSE
    unended = _never_ends(table)
    start = 0
    for end in range(len(table) + 1):
        if end < len(table) and (unended or table[end][VERSE_LINE]):
            continue
        first = start
        while first < end and not table[first][VERSE_END]:
            first += 1  # its title and poet
        start = first if first < end else start
        if unended or _is_verse(table, start, end):
            for i in range(start, end):
                table[i][KIND] = AS_VERSE
        start = end + 1
    start = 0
    for end in range(len(table) + 1):
        if end < len(table) and table[end][WIDTH] <= MAX_RAGGED_WIDTH and not table[end][MAYBE_KINDS] & LATIN_ONLY:
            continue
        if _is_ragged(table, start, end, room):
            for i in range(start, end):
                table[i][RAGGED] = 1
        start = end + 1


def _never_ends(table: Any) -> bool:
    """Whether a whole text is short lines, none of which ends a sentence anywhere: lyrics, a list; a column of prose would."""
    for i in range(len(table)):
        if table[i][LENGTH] > MAX_VERSE_CHARS or table[i][VERSE_END] or table[i][STOPS]:
            return False
    return len(table) >= MIN_UNENDED_LINES


def _is_verse(table: Any, start: int, end: int) -> bool:
    """Whether short lines are verse: four or more that end where a phrase ends, or a few of one classical length."""
    count, marked, regular = end - start, 0, end > start
    for i in range(start, end):
        marked += table[i][VERSE_END]
        regular = regular and table[i][BARE_LENGTH] == table[start][BARE_LENGTH]
    if count >= 4 and marked >= 0.8 * count:
        return True
    if not regular or not 4 <= table[start][BARE_LENGTH] <= 7:
        return False
    return (count >= 2 and marked == count) or (count >= 4 and not marked)


def _is_ragged(table: Any, start: int, end: int, widths: Any) -> bool:
    """Whether the rows of [start, end) may be no wraps: some stop in mid-sentence although the next word would have fitted, by the measure
    of all and by the row above or below, and not many more reach the measure.  `widths`: room for numbers.
    """
    if end - start < MIN_RAGGED_LINES:
        return False
    measure = _measure(table, start, end, widths)
    if measure > MAX_VERSE_WIDTH:
        return False
    unended = full = ragged = 0
    for i in range(start, end - 1):
        if table[i][TAIL_CLASS] > LAST_FINAL:
            with_next = table[i][WIDTH] + table[i + 1][UNIT]
            beside = max(table[max(i - 1, start)][WIDTH], table[i + 1][WIDTH])
            unended += 1
            full += with_next > measure
            ragged += with_next + RAGGED_ROOM <= min(measure, beside)
    return unended >= MIN_RAGGED_LINES - 1 and ragged >= max(MIN_RAGGED * unended, MIN_TO_FULL * full)


def _measure(table: Any, start: int, end: int, widths: Any) -> int:
    """The width that hardly one row in ten is beyond."""
    for width in range(MAX_RAGGED_WIDTH + 1):
        widths[width] = 0
    for i in range(start, end):
        widths[table[i][WIDTH]] += 1
    measure, beyond = MAX_RAGGED_WIDTH, widths[MAX_RAGGED_WIDTH]
    while 10 * beyond <= end - start:
        measure -= 1
        beyond += widths[measure]
    return measure
