"""Layout: the lines of a text, their widths and their columns.  Widths are in em: a Han character or full-width mark is 1, a half-width
one 0.5.

A printed column leaves a trace in text: many lines of nearly the same length.  Where there is such a trace, a line that
stops although the next word would have fitted has ended a paragraph, and a line that reaches the edge has merely been wrapped.
How columns are found stands in `loops/column_loops.py`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple, overload

from corpusclean.characters import HAN
from corpusclean.lines.loops import row_loops, survey_loops
from corpusclean.lines.loops.characters import SIZE, characters_table
from corpusclean.lines.loops.column_loops import ROOM
from corpusclean.lines.loops.fields import COLUMN, FIELDS, UNIT
from corpusclean.lines.loops.shapes import shapes_table
from corpusclean.patterns import lazy_pattern
from corpusclean.running import Compiled, Numbers, Running, numpy, running

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


class Lines(Sequence[Line]):
    """Lines as columns: of most nobody asks for more than a number or two, and a value for each would be a tenth of all time."""

    def __init__(self, starts: list[int], ends: list[int], texts: list[str], blanks: list[int], indents: list[float]) -> None:
        self.starts, self.ends, self.texts, self.blanks, self.indents = starts, ends, texts, blanks, indents

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, i: int) -> Line: ...
    @overload
    def __getitem__(self, i: slice) -> list[Line]: ...
    def __getitem__(self, i: int | slice) -> Line | list[Line]:
        if isinstance(i, slice):
            return list(self)[i]
        return Line(self.starts[i], self.ends[i], self.texts[i], self.blanks[i], self.indents[i])

    def __iter__(self) -> Iterator[Line]:
        return map(Line, self.starts, self.ends, self.texts, self.blanks, self.indents)


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


LOOKS = 10
"""Line repair looks so many times at a character."""

Table = Any
"""For each row its fields, by their numbers in `fields`."""


class Seen(NamedTuple):
    """What the loops see of some rows."""

    running: Running
    table: Table
    blanks: Numbers
    """Blank lines before each row."""
    habits: int
    """The document's: of indents, plus 4 x of blank lines, plus `signs.WHOLE`; see `signs.Habits`."""
    over: bool
    """Whether no row can go on: `survey_loops.all_over`."""
    may_be_furniture: bool
    """Whether some row can be, by a character or two."""
    may_be_foreign: bool
    """Whether some row has a sign of lines that are no prose: of Markdown, tables, chats."""


class Survey(NamedTuple):
    """The lines of a text that are not blank, as the loops see them."""

    text: str
    size: int
    """So many they are."""
    places: Numbers
    seen: Seen

    def line(self, i: int) -> str:
        return self.text[self.places[0][i] : self.places[1][i]]

    def lines(self) -> Lines:
        starts, ends, blanks, indents = self.seen.running.many_values(self.places, self.size)
        text = self.text
        contents = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        return Lines(starts, ends, contents, blanks, [indent / 2 for indent in indents])


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    return list(survey(text).lines())


def survey(text: str) -> Survey:
    """Looks at all lines of a text."""
    loops = running(LOOKS * len(text))
    room = most_lines(text)
    places, table = loops.rows(4, room), loops.rows(room, FIELDS)
    marks, shapes = look_up(text, loops)
    count, *said = loops.loops(survey_loops).survey(marks, shapes, places, table, loops.room(ROOM))
    return Survey(text, count, places, Seen(loops, table[:count], places[2][:count], *said))


def most_lines(text: str) -> int:
    """So many lines the text can have: one more than there are breaks."""
    return text.count("\n") + text.count("\r") + text.count("\f") + 1


def look(texts: Sequence[str], blanks: Sequence[int]) -> Seen:
    """Reads the rows of a document; `blanks`: blank lines before each."""
    text = "".join(texts)
    loops = running(LOOKS * len(text))
    ends = list(accumulate(map(len, texts)))
    table, counts = loops.rows(len(texts), FIELDS), loops.numbers(blanks)
    starts = loops.numbers([0, *ends[:-1]])
    known = starts, loops.numbers(ends), counts
    said = loops.loops(survey_loops).survey_rows(*look_up(text, loops), *known, table, loops.room(ROOM))
    return Seen(loops, table, counts, *said)


def look_up(text: str, loops: Running) -> tuple[Numbers, Numbers]:
    """What `characters` and `shapes` say of each character."""
    marks, shapes = loops.wide_room(len(text)), loops.wide_room(len(text))
    data = text.encode("utf-32-le", "surrogatepass")
    if isinstance(loops, Compiled):
        loops.loops(row_loops).look_up(numpy().frombuffer(data, "u4"), *_compiled_tables(), marks, shapes)
    else:
        loops.loops(row_loops).look_up(array("I", data), range(SIZE), characters_table(), shapes_table(), marks, shapes)
    return marks, shapes


@cache
def _compiled_tables() -> tuple[Any, Any, Any]:
    """A number for each character, small enough to stay close to the processor, and what each number says."""
    np = numpy()
    marks, of_marks = np.unique(np.array(characters_table(), "i8"), return_inverse=True)
    shapes, of_shapes = np.unique(np.array(shapes_table(), "i8"), return_inverse=True)
    pairs, numbers = np.unique(of_marks * len(shapes) + of_shapes, return_inverse=True)
    return numbers.astype("u2"), marks[pairs // len(shapes)], shapes[pairs % len(shapes)]


def columns_of(texts: Sequence[str]) -> list[float]:
    """The local column of each line in em: the upper edge of the commonest width around it, or of the run it stands in; or 0."""
    seen = look(texts, [0] * len(texts))
    return [column / 2 for column in seen.running.column(seen.table, COLUMN)]


def units(texts: Sequence[str]) -> list[float]:
    """How wide in em what stands first in each line is, and must stand together: a word, a number, a character with its marks."""
    seen = look(texts, [0] * len(texts))
    return [unit / 2 for unit in seen.running.column(seen.table, UNIT)]
