"""Pages: where they end, in lines and in rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from corpusclean.lines.arrange import Rows
from corpusclean.lines.layout import Line
from corpusclean.patterns import lazy_pattern

_FORM_FEED = lazy_pattern("\f")


def page_ends(text: str, starts: Sequence[int], furniture: Collection[int]) -> set[int]:
    """The numbers of the lines with which pages begin: after form feeds and page numbers."""
    count = len(starts)
    places = {bisect_left(starts, m.start()) for m in _FORM_FEED.finditer(text)}
    known = places | {0, count}
    return places | {i + 1 for i in furniture if i + 1 not in known and i not in known}


def pages_of(text: str, lines: Sequence[Line], rows: Rows) -> list[range]:
    """The rows of each page; pages end at form feeds."""
    starts = [0]
    if "\f" in text:
        spans = ((lines[max(rows.members(i - 1))].end, lines[rows.firsts[i]].start, i) for i in range(1, len(rows)))
        starts += [i for end, start, i in spans if "\f" in text[end:start]]
    return [range(*ends) for ends in pairwise((*starts, len(rows)))]
