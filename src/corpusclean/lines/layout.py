"""Layout: what the lengths of lines say.  Widths are in em: a Han character or full-width mark is 1, a half-width one 0.5.

A printed column leaves a trace in text: many lines of nearly the same length.  Where there is such a trace, a line that
stops although the next word would have fitted has ended a paragraph, and a line that reaches the edge has merely been wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpusclean.characters import HAN

BLOCK_LINES = 24
"""The column is measured once for this many lines, on these and half as many on either side."""
MAX_COLUMN_EM = 60.0
"""Wider than any printed column: such lines are paragraphs, not wraps."""
MIN_SHARE = 0.3
"""Share of lines near one width from which this width is a column."""

_LINE = re.compile(r"[^\s][^\n\r\f]*")
_COLLAPSED = re.compile(rf"(?<=[{HAN}，。、；])[ \u3000](?=[{HAN}“‘《])|(?<=[,;])[ \u3000](?=[{HAN}])")
_UNIT = re.compile(r"[“‘《〈「『【（(\[]*(?:[A-Za-z]+|[0-9][0-9.,:%]*|.)[，。、；：？！”’》〉」』】）,.;:?!)\]%]*")


class Line(NamedTuple):
    """A line that is not blank: [start, end) of the text without the spaces around it."""

    start: int
    end: int
    text: str
    blanks: int
    """Blank lines before it."""


def em(text: str) -> float:
    """The width of a line.  GBK has two bytes for each full-width character, which makes this a single C call.

    >>> em("新质生产力2024")
    7.0
    """
    return len(text.encode("gbk", "replace")) / 2


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    found: list[Line] = []
    last = 0
    for m in _LINE.finditer(text):
        start = m.start()
        content = m.group().rstrip()
        breaks = text.count("\n", last, start)
        found.append(Line(start, start + len(content), content, max(0, breaks - 1) if found else 0))
        last = start + len(content)
    return found


def unit_em(head: str) -> float:
    """The width of what must stand together at the start of a line: a Latin word, a number, a character with its marks.

    >>> unit_em("2070亿谢克尔"), unit_em("期。"), unit_em("“中空”")
    (2.0, 2.0, 2.0)
    """
    m = _UNIT.match(head)
    return em(m.group()) if m else 0.0


def wrapped_ends(line: str) -> tuple[float, float]:
    """The widths of the first and the last printed line of a line in which wraps became spaces; of the line itself without them.

    >>> wrapped_ends("央政治局举行第十 一次集体学习，从理论 和实践结合上系统阐")
    (8.0, 9.0)
    >>> wrapped_ends("打通堵点 推动科技创新和产业创新深度融合")       # one space shows no column
    (20.5, 20.5)
    """
    pieces = _COLLAPSED.split(line)
    whole = em(line)
    if len(pieces) < 2:
        return whole, whole
    widths = [em(piece) for piece in pieces]
    inner = widths[1:-1] or widths[:1]
    widest = max(inner)
    if widest > MAX_COLUMN_EM or min(inner) < 0.7 * widest or widest < 5 or max(widths) > widest + 2.5:
        return whole, whole
    return widths[0], widths[-1]


class Layout(NamedTuple):
    """Parallel to the lines: first and last printed width, and the column they stand in (0 where there is none)."""

    firsts: Sequence[float]
    lasts: Sequence[float]
    columns: Sequence[float]


def measure(texts: Sequence[str]) -> Layout:
    """The layout of these lines; only lines wider than their column can hold wraps that became spaces."""
    widths = [em(text) for text in texts]
    columns = _columns(widths)
    firsts, lasts = list(widths), list(widths)
    split = False
    for i, text in enumerate(texts):
        if " " in text and (not columns[i] or widths[i] > columns[i] + 2.5):
            firsts[i], lasts[i] = wrapped_ends(text)
            split = split or firsts[i] < widths[i]
    return Layout(firsts, lasts, _columns(firsts) if split else columns)


def _columns(widths: Sequence[float]) -> list[float]:
    """The local column of each line: the upper edge of the commonest width, 0.0 where no width is common."""
    columns: list[float] = []
    half = BLOCK_LINES // 2
    for start in range(0, len(widths), BLOCK_LINES):
        near = widths[max(0, start - half) : start + BLOCK_LINES + half]
        columns += [_column(near)] * min(BLOCK_LINES, len(widths) - start)
    return columns


def _column(widths: Sequence[float]) -> float:
    """The upper edge of the commonest width; of equals the widest.

    Widths are counted in steps of half an em; a column shows as a peak one and a half em wide, since a line is filled up to the
    next unit that does not fit.
    """
    counts: dict[int, int] = {}
    for w in widths:
        step = int(w * 2)
        counts[step] = counts.get(step, 0) + 1
    best, peak = 0, 0
    for step in sorted(counts, reverse=True):
        near = counts[step] + counts.get(step - 1, 0) + counts.get(step - 2, 0)
        if near > best:
            best, peak = near, step
    if best < 3 or best < MIN_SHARE * len(widths) or peak > 2 * MAX_COLUMN_EM:
        return 0.0
    return peak / 2
