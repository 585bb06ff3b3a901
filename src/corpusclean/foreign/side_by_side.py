"""Text side by side: lines cut by a gap that stands in one place in line after line, as in tables and in columns that a program has
set out as printed (`pdftotext -layout`).  What stands left of it does not go on to its right, nor in the next line's beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpusclean.foreign.spans import line_end, with_line_above
from corpusclean.joined import parts
from corpusclean.patterns import lazy_pattern

FEWEST_LINES = 4
"""Lines with a gap that ends in one place; by chance hardly two have one."""
REACH = 3
"""So many lines further down the next of them stands at most: one column may have ended, or a row be blank."""
SLACK = 1
"""Half em by which the place may differ: a mark may be set narrower than a character."""
COLUMN_CHARS = 8
"""More than so many characters stand in a line of a column."""
WIDEST = 200
"""Characters before a gap's end, at the most."""
_GAP = lazy_pattern(r"[ \u3000]{2,}")


@dataclass
class _Run:
    """Lines whose gaps end in one place."""

    place: int
    last: int
    """The number of its last line."""
    gaps: list[tuple[int, int]] = field(default_factory=list)


def find_side_by_side(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines that are cut by aligned gaps, with the line above each.

    >>> text = "左栏的第一行字    右栏的第一行\\n左栏第二行的字    右栏的第二行\\n左栏第三行的字    右栏第三行字\\n左栏的第四行字    右栏的第四行"
    >>> [text[a:b] == text for a, b in find_side_by_side(text)]
    [True]
    """
    for run in _runs(text):
        yield with_line_above(text, *_lines(text, run))


def find_columns_set_out(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines of which most are text on either side of an aligned gap, and not fields of a table."""
    for run in _runs(text):
        long = sum(
            start - text.rfind("\n", 0, start) > COLUMN_CHARS and line_end(text, end) - end > COLUMN_CHARS
            for start, end in run.gaps
        )
        if 2 * long > len(run.gaps):
            yield _lines(text, run)


def _lines(text: str, run: _Run) -> tuple[int, int]:
    """From the beginning of its first line to the end of its last."""
    return text.rfind("\n", 0, run.gaps[0][0]) + 1, line_end(text, run.gaps[-1][1])


def _runs(text: str) -> Iterator[_Run]:
    if "  " not in text and "\u3000" not in text:
        return
    for start, end in parts(text):
        yield from _runs_of(text, start, end)


def _runs_of(text: str, start: int, end: int) -> Iterator[_Run]:
    """The runs of one document, [start, end) of a text."""
    open_runs: list[_Run] = []
    number, line, seen = 0, start, start
    for m in _GAP.finditer(text, start, end):
        if (newline := text.rfind("\n", seen, m.start())) >= 0:
            number, line = number + text.count("\n", seen, m.start()), newline + 1
        seen = m.end()
        if m.end() - line > WIDEST or not text[line : m.start()].strip() or not text[m.end() : m.end() + 1].strip():
            continue  # too far out, an indent, or the end of a line
        place = _width(text[line : m.end()])
        yield from (run for run in open_runs if number - run.last > REACH and len(run.gaps) >= FEWEST_LINES)
        open_runs = [run for run in open_runs if number - run.last <= REACH]
        run = next((run for run in open_runs if abs(run.place - place) <= SLACK and run.last < number), None)
        if run is None:
            open_runs.append(run := _Run(place, number))
        run.last = number
        run.gaps.append(m.span())
    yield from (run for run in open_runs if len(run.gaps) >= FEWEST_LINES)


def _width(text: str) -> int:
    """In half em."""
    return sum(1 if char < "\u0100" else 2 for char in text)
