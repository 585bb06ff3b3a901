"""Row bands: where the columns of a page end and those of the next page, or below a title over all of them, begin.

Where nothing else shows it, the words do: at such a row no column goes on in itself, but the foot of each goes on at the head of the
next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpusclean.lines.links import Links
from corpusclean.lines.tracks import ASIDE

CUT = -9.0
"""Nats for one more band."""
MADE, NUMBERED = 4.0, 18.0
"""Nats for one at a row over all columns, or beside them; and at a page number or the head of a page."""
MOST_CUTS, MOST_ROWS = 12, 150
"""So many rows are tried for every so many, which is more than a page has."""
FEWEST_ROWS = 4
"""Rows of a band at the least."""

Pair = tuple[int, int]


class _Edges(NamedTuple):
    """For each row, and for the end of the page, the last piece above it in each column and the first from it on, with their rows."""

    above: list[list[Pair | None]]
    below: list[list[Pair | None]]

    def columns(self, start: int, end: int) -> list[tuple[int, int]]:
        """The first and the last piece of each column that has one in the rows [start, end)."""
        both = zip(self.below[start], self.above[end], strict=True)
        return [(first[1], last[1]) for first, last in both if first and last and first[0] < end and last[0] >= start]


def bands(links: Links, rows: Sequence[Sequence[int]], columns: Sequence[int], marked: Mapping[int, float]) -> list[int]:
    """The rows with which bands begin, from 0 on; `columns`: of each piece; `marked`: nats for rows at which a band may begin anyway."""
    count, width = len(rows), max(columns) + 1
    edges = _edges(rows, columns, width, links.captions)
    crossing = [[(a[1], b[1]) for a, b in zip(edges.above[r], edges.below[r], strict=True) if a and b] for r in range(count)]
    known = _Known(links)
    known.ask([pair for pairs in crossing for pair in pairs])
    gains = [CUT + marked.get(r, 0.0) - known.nats(pairs) for r, pairs in enumerate(crossing)]
    tried = sorted(range(1, count), key=lambda r: -gains[r])[: MOST_CUTS * -(-count // MOST_ROWS)]
    points = [0, *sorted(tried), count]
    spans = [(a, b) for a in points for b in points if FEWEST_ROWS <= b - a <= MOST_ROWS or (a == 0 and b == count)]
    steps = {span: _steps(edges, *span, count) for span in spans}
    known.ask([pair for pairs in steps.values() for pair in pairs])
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for end in points[1:]:
        ways = [
            (best[start][0] + known.nats(pairs) + (gains[end] if end < count else 0.0), [*best[start][1], start])
            for (start, stop), pairs in steps.items()
            if stop == end and start in best
        ]
        if ways:
            best[end] = max(ways)
    return best[count][1]


def _edges(rows: Sequence[Sequence[int]], columns: Sequence[int], width: int, captions: Sequence[bool]) -> _Edges:
    placed = [{columns[b]: (r, b) for b in row if columns[b] != ASIDE and not captions[b]} for r, row in enumerate(rows)]
    above: list[list[Pair | None]] = [[None] * width]
    for row in placed:
        above.append([row.get(c, last) for c, last in enumerate(above[-1])])
    below: list[list[Pair | None]] = [[None] * width]
    for row in reversed(placed):
        below.append([row.get(c, first) for c, first in enumerate(below[-1])])
    return _Edges(above, below[::-1])


def _steps(edges: _Edges, start: int, end: int, count: int) -> list[Pair]:
    """The steps from the foot of each column of the band to the head of the next, and to the first of the next band."""
    columns = edges.columns(start, end)
    steps = [(foot, head) for (_, foot), (head, _) in pairwise(columns)]
    following = edges.columns(end, min(end + MOST_ROWS, count)) if end < count else []
    return [*steps, (columns[-1][1], following[0][0])] if columns and following else steps


class _Known:
    """Links that have been asked for."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._nats: dict[Pair, float] = {}

    def ask(self, pairs: Sequence[Pair]) -> None:
        """All at once."""
        import numpy as np

        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._nats]
        if new:
            i, j = np.array(new, dtype=np.int64).T
            self._nats.update(zip(new, self._links.between(i, j).tolist(), strict=True))

    def nats(self, pairs: Sequence[Pair]) -> float:
        return sum(self._nats[pair] for pair in pairs)
