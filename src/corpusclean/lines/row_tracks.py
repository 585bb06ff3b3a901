"""Row tracks: which column each piece of a row stands in, where the gutters between columns have shrunk to a single blank.

As in `tracks.py` a beam search goes down the page.  Here more is known: pieces of one row stand in different columns, from left to
right, and all columns are set with the same distance from line to line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from corpusclean.lines.links import FAR, REACH, Links
from corpusclean.lines.tracks import ASIDE, OPEN, Tracks

BEAM = 60
"""Hypotheses kept after each row."""
RHYTHM = (
    (1.6, 1.8, 0.5, -1.0, -1.0, -0.5),
    (1.8, 2.1, 0.0, -2.0, -2.5, -0.5),
    (-1.9, 2.4, 1.2, -1.2, -2.5, -1.3),
    (-3.5, -1.1, 2.8, 0.2, -1.5, -2.0),
)
"""Log odds that a column has a line in a row, by how many rows ago it had its last (1 to 6), and how many rows lay between that and
the one before (0: none, 1 to 3): columns whose lines stand at different heights take turns.  Counted on 150 typeset pages."""
RHYTHM_WEIGHT = 0.4
"""What they are worth beside the links: .3 to .6 deal out 5 % of the pieces wrongly, 1 deals out 7 %."""
BESIDE = 2
"""So many times the nats that speak against prose beside the columns: rows have no room for it."""


class Placed(NamedTuple):
    """The tracks, and the log odds by rhythm of each piece standing where it does (0 for the first two of a column)."""

    tracks: Tracks
    rhythm: tuple[float, ...]


class _Step(NamedTuple):
    """A hypothesis: of each column its last piece, its last that is no caption (-1: none) and the step between its last two, in rows."""

    nats: float
    lasts: tuple[int, ...]
    prose: tuple[int, ...]
    steps: tuple[int, ...]
    before: _Step | None
    placed: tuple[int, ...]
    """The column of each piece of the row; ASIDE for none."""


def deal_rows(links: Links, rows: Sequence[Sequence[int]], wide: frozenset[int], columns: int) -> Placed:
    """The best way found to deal the pieces of all rows out to so many columns; those that are `wide` stand in none."""
    table = links.ahead
    row_of = {b: number for number, row in enumerate(rows) for b in row}
    none = (-1,) * columns
    beam = [_Step(0.0, none, none, (0,) * columns, None, ())]
    for number, row in enumerate(rows):
        best: dict[tuple[tuple[int, ...], ...], _Step] = {}
        dealt = [b for b in row if b not in wide]
        for step in beam:
            for new in _next(step, number, dealt, row_of, table, links):
                place = new.lasts, new.prose, new.steps
                if place not in best or best[place].nats < new.nats:
                    best[place] = new
        beam = sorted(best.values(), key=lambda step: -step.nats)[:BEAM]
    found, step_back = [ASIDE] * len(row_of), beam[0]
    rhythm = [0.0] * len(row_of)
    for row in reversed(rows):
        assert step_back.before is not None
        dealt = [b for b in row if b not in wide]
        for b, column in zip(dealt, step_back.placed, strict=True):
            found[b] = column
            if column != ASIDE and step_back.before.lasts[column] >= 0:
                rhythm[b] = _rhythm(step_back.before.steps[column], row_of[b] - row_of[step_back.before.lasts[column]])
        step_back = step_back.before
    return Placed(Tracks(tuple(found), beam[0].nats), tuple(rhythm))


@cache
def _ways(pieces: int, columns: int) -> list[tuple[int, ...]]:
    """How so many pieces of a row may stand in columns, from left to right; one, or as many as there is no column for, aside."""
    most = min(pieces, columns)
    ways = []
    for count in range(max(0, most - 1), most + 1):
        for which in combinations(range(pieces), count):
            for places in combinations(range(columns), count):
                placed = [ASIDE] * pieces
                for piece, column in zip(which, places, strict=True):
                    placed[piece] = column
                ways.append(tuple(placed))
    return ways


def _next(
    step: _Step, number: int, row: Sequence[int], row_of: dict[int, int], table: list[list[float]], links: Links
) -> list[_Step]:
    """The row under the columns in every way."""
    columns = range(len(step.lasts))
    gaps = [number - row_of[last] if last >= 0 else 0 for last in step.lasts]
    opened = [RHYTHM_WEIGHT * _rhythm(step.steps[c], gaps[c]) if step.lasts[c] >= 0 else OPEN for c in columns]
    nats = [[opened[c] + _link(table, step.prose[c], b, links.captions[b]) for c in columns] for b in row]
    found = []
    for placed in _ways(len(row), len(columns)):
        lasts, prose, steps = list(step.lasts), list(step.prose), list(step.steps)
        total = step.nats
        for k, (b, column) in enumerate(zip(row, placed, strict=True)):
            if column == ASIDE:
                total += min(links.asides[b], BESIDE * links.asides[b])
                continue
            total += nats[k][column]
            steps[column], lasts[column] = min(gaps[column], len(RHYTHM) - 1), b
            if not links.captions[b]:
                prose[column] = b
        found.append(_Step(total, tuple(lasts), tuple(prose), tuple(steps), step, placed))
    return found


def _rhythm(before: int, gap: int) -> float:
    return RHYTHM[before][min(gap, len(RHYTHM[0])) - 1]


def _link(table: list[list[float]], i: int, j: int, caption: bool) -> float:
    if caption or i < 0:
        return 0.0
    return table[i][j - i] if j - i <= REACH else FAR
