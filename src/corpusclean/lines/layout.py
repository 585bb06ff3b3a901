"""Layout: what the lengths of lines say.  Widths are in em: a Han character or full-width mark is 1, a half-width one 0.5.

A printed column leaves a trace in text: many lines of nearly the same length.  Where there is such a trace, a line that
stops although the next word would have fitted has ended a paragraph, and a line that reaches the edge has merely been wrapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpusclean.characters import HAN
from corpusclean.patterns import lazy_pattern

BLOCK_LINES = 24
"""The column is measured once for this many lines, on these and half as many on either side."""
MAX_COLUMN_EM = 60.0
"""Wider than any printed column: such lines are paragraphs, not wraps."""
MIN_SHARE = 0.3
"""Share of lines near one width from which this width is a column."""

MIN_COLUMN_EM = 7.0
"""Narrower than any printed column."""
RUN_SPREAD_EM = 1.5
"""Lines of one column differ by less: a unit that did not fit."""
EDGE_SHARE = 0.15
"""Share of a column's full lines that may be wider than its edge."""
INDENT_EM = 2.0
"""The indent of a first line in Chinese print."""

MIN_INNER_SHARE, MAX_CLOSED_SHARE = 0.2, 0.65
"""In pages of 10 to 40 em, of the lines that reach the edge 40 to 95 % have a mark inside and 10 to 30 % end with one."""

_CLOSING = frozenset('。！？；：，、…”’」』）!?;:,.)"')
_MARK = lazy_pattern("[，。；！？、：,;!?:“”]")
_LINE = lazy_pattern(r"[^\s][^\n\r\f]*")
_COLLAPSED = lazy_pattern(rf"(?<=[{HAN}，。、；])[ \u3000](?=[{HAN}“‘《])|(?<=[,;])[ \u3000](?=[{HAN}])")
_NARROWED = lazy_pattern(rf"(?<=[{HAN},;:?!()”’])[,;:?!()](?! )|[(](?=[{HAN}])")
_UNIT = lazy_pattern(r"[“‘《〈「『【（(\[]*(?:[A-Za-z]+|[0-9][0-9.,:%]*|.)[，。、；：？！”’》〉」』】）,.;:?!)\]%]*")


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

    Half-width marks in Chinese text count as the full-width ones they were on paper; so the width does not change when a later
    rule restores them.

    >>> em("新质生产力2024"), em("方法(一);"), em("(a, b)")
    (7.0, 6.0, 3.0)
    """
    size = len(text.encode("gbk", "replace"))
    if size != 2 * len(text) and size != len(text):
        size += len(_NARROWED.findall(text))
    return size / 2


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    found: list[Line] = []
    last = 0
    for m in _LINE.finditer(text):
        start = m.start()
        content = m.group().rstrip()
        breaks = text.count("\n", last, start)
        indent = em(text[text.rfind("\n", last, start) + 1 : start]) if start > last and text[start - 1] in " \u3000\t" else 0.0
        found.append(Line(start, start + len(content), content, max(0, breaks - 1) if found else 0, indent))
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
    if not _short_run(texts):
        nothing = [0.0] * len(texts)
        return Layout(nothing, nothing, nothing)
    widths = [em(text) for text in texts]
    columns = _columns(texts, widths, widths)
    firsts, lasts = list(widths), list(widths)
    split = False
    for i, text in enumerate(texts):
        if (" " in text or "\u3000" in text) and (not columns[i] or widths[i] > columns[i] + 2.5):
            firsts[i], lasts[i] = wrapped_ends(text)
            split = split or firsts[i] < widths[i]
    return Layout(firsts, lasts, _columns(texts, firsts, lasts) if split else columns)


def _short_run(texts: Sequence[str]) -> bool:
    """Whether three lines in a row can stand in a column at all, or a line in which wraps became spaces."""
    run = 0
    for text in texts:
        if (
            len(text) <= MAX_COLUMN_EM
            or (len(text) <= 2 * MAX_COLUMN_EM and em(text) <= MAX_COLUMN_EM)
            or ((" " in text or "\u3000" in text) and _COLLAPSED.search(text))
        ):
            run += 1
            if run == 3:
                return True
        else:
            run = 0
    return False


def _columns(texts: Sequence[str], firsts: Sequence[float], lasts: Sequence[float]) -> list[float]:
    """The local column of each line: the upper edge of the commonest width around it, or of the run it stands in; 0.0 without one."""
    columns: list[float] = []
    half = BLOCK_LINES // 2
    for start in range(0, len(firsts), BLOCK_LINES):
        near = range(max(0, start - half), min(start + BLOCK_LINES + half, len(firsts)))
        column = _column([firsts[i] for i in near])
        if column and not looks_wrapped([texts[i] for i in near if column - 2 < firsts[i] <= column]):
            column = 0.0
        columns += [column] * min(BLOCK_LINES, len(firsts) - start)
    if 0.0 in columns and any(columns):
        _fill_blocks(columns, firsts)
    if 0.0 in columns:
        _fill_runs(columns, texts, firsts, lasts)
    return columns


def looks_wrapped(texts: Sequence[str]) -> bool:
    """Whether lines of equal width can be wraps: some have a mark inside, and some end without one.

    Verse, items and dialogue end each line with a mark; headings and names have no marks at all.
    """
    inner = sum(1 for text in texts if _MARK.search(text, 0, len(text) - 1))
    closed = sum(1 for text in texts if text[-1] in _CLOSING)
    return inner >= MIN_INNER_SHARE * len(texts) and closed <= MAX_CLOSED_SHARE * len(texts)


def _fill_blocks(columns: list[float], firsts: Sequence[float]) -> None:
    """Gives the column that most of the text has to blocks without one in which some lines reach it."""
    known = [column for column in columns if column]
    usual = max(set(known), key=lambda column: (known.count(column), column))
    for start in range(0, len(columns), BLOCK_LINES):
        block = range(start, min(start + BLOCK_LINES, len(columns)))
        reach = sum(1 for i in block if usual - RUN_SPREAD_EM <= firsts[i] <= usual + 0.5)
        over = sum(1 for i in block if firsts[i] > usual + 0.5)
        if not columns[start] and reach >= 3 and over < reach:
            for i in block:
                columns[i] = usual


def _fill_runs(columns: list[float], texts: Sequence[str], firsts: Sequence[float], lasts: Sequence[float]) -> None:
    """Gives a column to runs of neighbouring lines of equal width among lines without one (a wrapped paragraph among whole ones).

    The first line of a run may be shorter by an indent.  The line after the run belongs to it if it is not longer: the last
    line of a paragraph.
    """
    start = 0
    while start < len(columns):
        end = _run_end(columns, lasts, start)
        if end - start >= 3 and max(lasts[start:end]) >= MIN_COLUMN_EM and looks_wrapped(texts[start:end]):
            edge = max(lasts[start:end])
            if end < len(columns) and not columns[end] and firsts[end] <= edge:
                end += 1
            columns[start:end] = [edge] * (end - start)
        start = max(end, start + 1)


def _run_end(columns: Sequence[float], lasts: Sequence[float], start: int) -> int:
    """Where the run of lines of equal width ends that `start` begins."""
    least = most = 0.0
    for i in range(start, len(columns)):
        width = lasts[i]
        if columns[i] or width > MAX_COLUMN_EM:
            return i
        if i == start or (i == start + 1 and RUN_SPREAD_EM < width - least <= RUN_SPREAD_EM + INDENT_EM):
            least = most = width
        least, most = min(least, width), max(most, width)
        if most - least > RUN_SPREAD_EM:
            return i
    return len(columns)


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
    if best < 3 or best < MIN_SHARE * len(widths) or not 2 * MIN_COLUMN_EM <= peak <= 2 * MAX_COLUMN_EM:
        return 0.0
    while True:  # numbers and Latin letters are set tighter or wider than half an em: the edge is where hardly a line goes beyond
        beyond = [step for step in (peak + 1, peak + 2) if step in counts]
        if sum(counts[step] for step in beyond) < max(2, EDGE_SHARE * best):
            return peak / 2
        peak = beyond[-1]
