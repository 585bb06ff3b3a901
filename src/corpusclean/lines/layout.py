"""Layout: the lines of a text, their widths and their columns.  Widths are in em: a Han character or full-width mark is 1, a half-width
one 0.5.

A printed column leaves a trace in text: many lines of nearly the same length.  Where there is such a trace, a line that
stops although the next word would have fitted has ended a paragraph, and a line that reaches the edge has merely been wrapped.
How columns are found stands in `loops/column_loops.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from corpusclean.characters import HAN
from corpusclean.lines.loops.column_loops import ROOM
from corpusclean.lines.loops.fields import COLUMN
from corpusclean.lines.loops.running import Numbers, Running, Table, running
from corpusclean.patterns import lazy_pattern

_NARROWED = lazy_pattern(rf"(?<=[{HAN},;:?!()”’])[,;:?!()](?! )|[(](?=[{HAN}])")


class Line(NamedTuple):
    """A line that is not blank: [start, end) of the text without the spaces around it."""

    start: int
    end: int
    text: str
    blanks: int
    """Blank lines before it."""
    indent: float
    """Em of the spaces before it."""


def em(text: str) -> float:
    """The width of a line as printed.  GBK has two bytes for each full-width character, which makes this a single C call.

    The same as `width_loops.width`, for who asks about a few strings and not about all of a text.

    >>> em("新质生产力2024"), em("方法(一);"), em("(a, b)")
    (7.0, 6.0, 3.0)
    """
    size = len(text.encode("gbk", "replace"))
    if size != 2 * len(text) and size != len(text):
        size += len(_NARROWED.findall(text))
    return size / 2


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    loops = running(len(text))
    room = text.count("\n") + text.count("\r") + text.count("\f") + 1
    found = [loops.room(room) for _ in range(4)]
    count = loops.lines.find_lines(loops.look_up(text)[0], *found)
    starts, ends, blanks, indents = (loops.values(numbers, count) for numbers in found)
    contents = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return list(map(Line._make, zip(starts, ends, contents, blanks, (indent / 2 for indent in indents), strict=True)))


class Seen(NamedTuple):
    """What the loops see of some rows."""

    loops: Running
    table: Table
    habits: int
    """The document's: of indents, plus 4 x of blank lines; see `signs.Habits`."""
    blanks: Numbers


def look(texts: Sequence[str], blanks: Sequence[int]) -> Seen:
    """Reads the rows of a document; `blanks`: blank lines before each."""
    text = "".join(texts)
    loops = running(len(text))
    ends = list(accumulate(map(len, texts)))
    table, counts = loops.table(len(texts)), loops.numbers(blanks)
    starts = loops.numbers([0, *ends[:-1]])
    marks, shapes = loops.look_up(text)
    habits = loops.breaks.read(marks, shapes, starts, loops.numbers(ends), counts, table, loops.room(ROOM))
    return Seen(loops, table, habits, counts)


def columns_of(texts: Sequence[str]) -> list[float]:
    """The local column of each line in em: the upper edge of the commonest width around it, or of the run it stands in; or 0."""
    seen = look(texts, [0] * len(texts))
    return [column / 2 for column in seen.loops.column(seen.table, COLUMN)]
