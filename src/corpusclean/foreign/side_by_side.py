"""Text side by side: lines cut by a gap that stands in one place in line after line, as in tables and in columns that a program has
set out as printed (`pdftotext -layout`).  What stands left of it does not go on to its right, nor in the next line's beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpusclean.foreign.spans import line_end, with_line_above
from corpusclean.joined import parts
from corpusclean.patterns import lazy_pattern

FEWEST_LINES, FEWEST_WITHIN = 4, 2
"""Lines with a gap that ends in one place, and those of them that have text before it; by chance hardly two have one."""
REACH = 3
"""So many lines further down the next of them stands at most: one column may have ended, or a row be blank."""
SLACK = 1
"""Half em by which the place may differ: a mark may be set narrower than a character."""
COLUMN_CHARS = 8
"""More than so many characters stand in a line of a column."""
WIDEST = 200
"""Characters before a gap's end, at the most."""
MIN_FAR = 8
"""Places from which blanks at the start of a line are more than an indent."""
_GAP = lazy_pattern(rf"[ \u3000](?:(?<=\S.)[ \u3000]+|(?<=^.)[ \u3000]{{{MIN_FAR - 1},}})(?=\S)", re.MULTILINE)
"""Within a line, or before one that begins far to the right; it begins with the class, which `re` scans fast."""

Measure = Callable[[str], int]
"""How many places of a row a string takes."""


def _half_em(text: str) -> int:
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))


MEASURES: tuple[Measure, ...] = (len, _half_em)
"""`pdftotext -layout` gives every character one place; a typewriter, and those who set text out by hand, give a Han character two."""


class Gap(NamedTuple):
    """A run of blanks: [start, end) in the line that begins at `line` and has this number."""

    start: int
    end: int
    line: int
    number: int
    within: bool
    """Whether text stands before it in its line."""


@dataclass
class _Run:
    """Lines whose gaps end in one place."""

    place: int
    last: int
    """The number of its last line."""
    gaps: list[Gap] = field(default_factory=list)

    def is_cut(self) -> bool:
        """Whether its lines are enough, and enough of them have text on both sides."""
        return len(self.gaps) >= FEWEST_LINES and sum(gap.within for gap in self.gaps) >= FEWEST_WITHIN


def find_side_by_side(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines that are cut by aligned gaps, with the line above each.

    >>> text = "左栏的第一行字    右栏的第一行\\n左栏第二行的字    右栏的第二行\\n左栏第三行的字    右栏第三行字\\n左栏的第四行字    右栏的第四行"
    >>> [text[a:b] == text for a, b in find_side_by_side(text)]
    [True]
    """
    for span in find_set_out(text):
        yield with_line_above(text, *span)


def find_set_out(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines themselves."""
    yield from dict.fromkeys(_lines(text, run) for run in _runs(text))


def find_columns_set_out(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines of which most are text on either side of an aligned gap, and not fields of a table."""
    for run in _runs(text):
        long = sum(gap.start - gap.line > COLUMN_CHARS and line_end(text, gap.end) - gap.end > COLUMN_CHARS for gap in run.gaps)
        if 2 * long > len(run.gaps):
            yield _lines(text, run)


def may_have_gaps(text: str) -> bool:
    """A quick look, for most texts have none."""
    return "  " in text or "\u3000" in text


def gaps(text: str, start: int, end: int) -> Iterator[Gap]:
    """The runs of blanks in [start, end) that may part two columns: within a line, or before one that begins far to the right."""
    number, line, seen = 0, start, start
    for m in _GAP.finditer(text, start, end):
        if (newline := text.rfind("\n", seen, m.start())) >= 0:
            number, line = number + text.count("\n", seen, m.start()), newline + 1
        seen = m.end()
        if m.end() - line <= WIDEST:
            yield Gap(m.start(), m.end(), line, number, m.start() > line)


def _lines(text: str, run: _Run) -> tuple[int, int]:
    """From the beginning of its first line to the end of its last."""
    return run.gaps[0].line, line_end(text, run.gaps[-1].end)


def _runs(text: str) -> Iterator[_Run]:
    if not may_have_gaps(text):
        return
    for start, end in parts(text):
        found = list(gaps(text, start, end))
        if len(found) >= FEWEST_LINES and sum(gap.within for gap in found) >= FEWEST_WITHIN:
            for measure in MEASURES:
                yield from (run for run in _aligned(text, found, measure) if run.is_cut())


def _aligned(text: str, found: Sequence[Gap], measure: Measure) -> Iterator[_Run]:
    """The runs of gaps that end in one place, as the measure has it."""
    open_runs: list[_Run] = []
    for gap in found:
        place = measure(text[gap.line : gap.end])
        yield from (run for run in open_runs if gap.number - run.last > REACH)
        open_runs = [run for run in open_runs if gap.number - run.last <= REACH]
        run = next((run for run in open_runs if abs(run.place - place) <= SLACK and run.last < gap.number), None)
        if run is None:
            open_runs.append(run := _Run(place, gap.number))
        run.last = gap.number
        run.gaps.append(gap)
    yield from open_runs
