"""Tracks: blocks that were read row by row, dealt out to the columns they came from.

A beam search over the blocks in the order they stand in: each goes to the end of a column, opens a new column, or stands aside
(captions, page numbers).  What a step is worth is how well the block follows the last one of that column, and whether it is as
many blocks further down as the step before: rows are read in a steady rhythm, which changes only where a picture or the end of a
column takes one voice out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from corpusclean.lines.links import FAR, REACH, Links

MAX_COLUMNS = 4
BEAM = 60
"""Hypotheses kept after each block."""
STEADY, CHANGE = -0.1, -2.0
"""Nats for the rhythm: kept, and changed."""
OPEN = -4.0
"""Nats for one more column."""
OUT_OF_ORDER = -4.0
"""Nats against a column standing left of one that was opened before it."""
ASIDE = -1


class Tracks(NamedTuple):
    """Which column each block belongs to (numbered from the left; ASIDE: to none), and what this reading is worth."""

    columns: tuple[int, ...]
    nats: float
    """Of this reading."""
    nats_in_order: float
    """Of the blocks as they stand, one after the other."""


class _Step(NamedTuple):
    """A hypothesis: the last block of each column, the rhythm, and how it came about."""

    nats: float
    lasts: tuple[int, ...]
    rhythm: int
    before: _Step | None
    column: int


def deal(links: Links, asides: Sequence[float]) -> Tracks:
    """The best way found to deal the blocks out to columns."""
    table = links.ahead()
    steps = [_Step(OPEN, (0,), 1, None, 0), _Step(asides[0], (), 1, None, ASIDE)]
    for j in range(1, len(table)):
        best: dict[tuple[tuple[int, ...], int], _Step] = {}
        for step in steps:
            for new in _next(step, j, table, asides[j]):
                place = new.lasts, new.rhythm
                if place not in best or best[place].nats < new.nats:
                    best[place] = new
        steps = sorted(best.values(), key=lambda step: -step.nats)[:BEAM]
    won = steps[0]
    columns = []
    step_back: _Step | None = won
    while step_back is not None:
        columns.append(step_back.column)
        step_back = step_back.before
    columns.reverse()
    in_order = sum(table[j][1] for j in range(len(table) - 1))
    return Tracks(_from_the_left(columns, links), won.nats, in_order)


def _next(step: _Step, j: int, table: list[list[float]], aside: float) -> list[_Step]:
    found = [_Step(step.nats + aside, step.lasts, step.rhythm, step, ASIDE)]
    for column, last in enumerate(step.lasts):
        rhythm = j - last
        change = STEADY if rhythm == step.rhythm else CHANGE
        nats = step.nats + (table[last][rhythm] if rhythm <= REACH else FAR) + change
        found.append(_Step(nats, (*step.lasts[:column], j, *step.lasts[column + 1 :]), rhythm, step, column))
    if len(step.lasts) < MAX_COLUMNS:
        lasts, column = (*step.lasts, j), len(step.lasts)
        found.append(_Step(step.nats + OPEN, lasts, step.rhythm + 1, step, column))
        found.append(_Step(step.nats + OPEN - 1, lasts, step.rhythm, step, column))
    return found


def _from_the_left(columns: Sequence[int], links: Links) -> tuple[int, ...]:
    """Columns numbered as they are read: as they were opened, unless the words at their ends say otherwise."""
    import numpy as np

    count = max(columns) + 1
    if count < 2:
        return tuple(columns)
    members = [[j for j, column in enumerate(columns) if column == c] for c in range(count)]
    i, j = zip(*permutations(range(count), 2), strict=True)
    nats = links.between(np.array([members[c][-1] for c in i]), np.array([members[c][0] for c in j]))
    firsts, lasts = links.edges()
    joints = dict(zip(zip(i, j, strict=True), nats.tolist(), strict=True))

    def worth(order: Sequence[int]) -> float:
        turned = sum(left > right for left, right in combinations(order, 2))
        edges = firsts[members[order[0]][0]] + lasts[members[order[-1]][-1]]
        return OUT_OF_ORDER * turned + edges + float(sum(joints[pair] for pair in pairwise(order)))

    best = max(permutations(range(count)), key=worth)
    return tuple(best.index(column) if column != ASIDE else ASIDE for column in columns)
