"""Free verse: short lines, some of which stop although the next word would have fitted, and hardly one of which stops within a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from corpusclean.lines.language import Continues
from corpusclean.lines.layout import Seen
from corpusclean.lines.loops.fields import RAGGED, TAIL_CLASS
from corpusclean.lines.loops.verse_loops import LAST_FINAL

FIRST_SAMPLE, SAMPLE = 8, 64
"""So many breaks of a stretch are asked about at most; the second if the first do not speak against verse."""
WITHIN_WORDS = (6.0, -4.2), (4.0, -2.2), (3.0, -1.1)
BETWEEN_WORDS = 0.4
"""What a break says for verse, in nats, if the language goes on over it with so many; else the last.  Of 10,000 breaks of poems .003 go on
with more than 6 nats, .011 more with 4, .023 with 3; of text that extraction has torn into ragged lines .2, .1 and .07."""
MIN_VERSE, MIN_VERSE_A_BREAK = 1.0, 0.05
"""Nats from which a stretch is verse; the second for each break asked about."""


def free_verse(texts: Sequence[str], seen: Seen, continues: Continues) -> list[int]:
    """The rows of stretches that are free verse."""
    rows = seen.running.rows_with(seen.table, RAGGED)
    return [i for stretch in _stretches(rows) if _is_verse(texts, seen, stretch, continues) for i in stretch]


def _stretches(rows: Sequence[int]) -> Iterator[list[int]]:
    """Rows that follow each other, together."""
    for _, together in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        yield list(map(itemgetter(1), together))


def _is_verse(texts: Sequence[str], seen: Seen, stretch: Sequence[int], continues: Continues) -> bool:
    unended = [i for i in stretch[:-1] if seen.table[i][TAIL_CLASS] > LAST_FINAL]

    def for_verse(most: int) -> tuple[float, int]:
        asked = [unended[k * len(unended) // most] for k in range(most)] if len(unended) > most else unended
        return sum(map(_weight, continues([(texts[i], texts[i + 1]) for i in asked]))), len(asked)

    if for_verse(FIRST_SAMPLE)[0] < 0:
        return False
    nats, count = for_verse(SAMPLE)
    return nats >= max(MIN_VERSE, MIN_VERSE_A_BREAK * count)


def _weight(nats: float) -> float:
    return next((weight for least, weight in WITHIN_WORDS if nats >= least), BETWEEN_WORDS)
