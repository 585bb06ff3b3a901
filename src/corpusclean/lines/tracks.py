"""Tracks: blocks that were read row by row, dealt out to the columns they came from.

A beam search over the blocks in the order they stand in: each goes to the end of a column, opens a new column, or stands aside
(captions, page numbers).  What a step is worth is how well the block follows the last one of that column, and whether it is as
many blocks further down as the step before: rows are read in a steady rhythm, which changes only where a picture or the end of a
column takes one voice out.  Words go on over a caption: its picture stands in the column and has cut a sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from corpusclean.lines.links import FAR, REACH, Links

MAX_COLUMNS = 4
BEAM = 60
"""Hypotheses kept after each block."""
STEADY, CHANGE = -0.1, -2.0
"""Nats for the rhythm: kept, and changed."""
OPEN = -4.0
"""Nats for one more column."""
ASIDE = -1


class Tracks(NamedTuple):
    """Which column each block belongs to (numbered as they begin, from the left; ASIDE: to none), and what this reading is worth, in nats."""

    columns: tuple[int, ...]
    nats: float

    @property
    def order(self) -> list[int]:
        """The blocks of all columns, one column after the other."""
        return sorted((b for b, column in enumerate(self.columns) if column != ASIDE), key=lambda b: (self.columns[b], b))


class _Step(NamedTuple):
    """A hypothesis: the last block of each column, the last that is no caption (-1: none), the rhythm, and how it came about."""

    nats: float
    lasts: tuple[int, ...]
    prose: tuple[int, ...]
    rhythm: int
    before: _Step | None
    column: int


def deal(links: Links) -> Tracks:
    """The best way found to deal the blocks out to columns."""
    table = links.ahead
    steps = [_Step(0.0, (), (), 0, None, ASIDE)]
    for j in range(len(table)):
        best: dict[tuple[tuple[int, ...], tuple[int, ...], int], _Step] = {}
        for step in steps:
            for new in _next(step, j, table, links.asides[j], links.captions[j]):
                place = new.lasts, new.prose, new.rhythm
                if place not in best or best[place].nats < new.nats:
                    best[place] = new
        steps = sorted(best.values(), key=lambda step: -step.nats)[:BEAM]
    won = steps[0]
    columns = []
    step_back: _Step | None = won
    while step_back is not None and step_back.before is not None:
        columns.append(step_back.column)
        step_back = step_back.before
    columns.reverse()
    return Tracks(tuple(columns), won.nats)


def _next(step: _Step, j: int, table: list[list[float]], aside: float, caption: bool) -> list[_Step]:
    """Block j beside the columns, at the end of each, and at the head of a new one."""
    found = [_Step(step.nats + aside, step.lasts, step.prose, step.rhythm, step, ASIDE)]
    for column, (last, prose) in enumerate(zip(step.lasts, step.prose, strict=True)):
        rhythm = j - last
        change = STEADY if rhythm == step.rhythm else CHANGE
        link = 0.0 if caption or prose < 0 else _link(table, prose, j)
        lasts, texts = _put(step.lasts, column, j), step.prose if caption else _put(step.prose, column, j)
        found.append(_Step(step.nats + link + change, lasts, texts, rhythm, step, column))
    if len(step.lasts) < MAX_COLUMNS:
        lasts, texts, column = (*step.lasts, j), (*step.prose, -1 if caption else j), len(step.lasts)
        found.append(_Step(step.nats + OPEN, lasts, texts, step.rhythm + 1, step, column))
        found.append(_Step(step.nats + OPEN - 1, lasts, texts, step.rhythm, step, column))
    return found


def _link(table: list[list[float]], i: int, j: int) -> float:
    return table[i][j - i] if j - i <= REACH else FAR


def _put(blocks: tuple[int, ...], column: int, block: int) -> tuple[int, ...]:
    return (*blocks[:column], block, *blocks[column + 1 :])
