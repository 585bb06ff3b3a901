"""Survey: the rows of a text with all that is seen of them, and whether any of them can go on at all."""

from __future__ import annotations

from typing import Any

from corpusclean.lines.loops.break_loops import END_QUOTE, NONE, read
from corpusclean.lines.loops.fields import EDGE, FOREIGN, MAYBE_KINDS, TAIL_CLASS
from corpusclean.lines.loops.line_loops import find_lines
from corpusclean.lines.loops.shapes import FURNITURE_ONLY


def survey(marks: Any, shapes: Any, places: Any, table: Any, room: Any) -> tuple[int, int, bool, bool, bool]:
    """Fills in where the lines of a text are (see `find_lines`) and what is seen of each -> how many lines, and what
    `survey_rows` says.
    """
    starts, ends, blanks, indents = places[0], places[1], places[2], places[3]
    count = find_lines(marks, starts, ends, blanks, indents)
    habits, over, furniture, foreign = survey_rows(
        marks, shapes, starts[:count], ends[:count], blanks[:count], table[:count], room
    )
    return count, habits, over, furniture, foreign


def survey_rows(
    marks: Any, shapes: Any, starts: Any, ends: Any, blanks: Any, table: Any, room: Any
) -> tuple[int, bool, bool, bool]:
    """The same of rows that are known (see `read`) -> habits, `all_over`, `may_be_furniture`, `may_be_foreign`."""
    habits = read(marks, shapes, starts, ends, blanks, table, room)
    return habits, all_over(table), may_be_furniture(table), may_be_foreign(table)


def all_over(table: Any) -> bool:
    """Whether each row ends with the mark of a sentence and stands in no column: then nothing is joined, and nothing missed."""
    for i in range(len(table)):
        if table[i][EDGE] != NONE or table[i][TAIL_CLASS] > END_QUOTE:
            return False
    return True


def may_be_furniture(table: Any) -> bool:
    """Whether a row has the first character, or another, of a page number or running head."""
    for i in range(len(table)):
        if table[i][MAYBE_KINDS] & FURNITURE_ONLY:
            return True
    return False


def may_be_foreign(table: Any) -> bool:
    """Whether a row has a sign of foreign lines."""
    for i in range(len(table)):
        if table[i][FOREIGN]:
            return True
    return False
