"""Moves: spans of a text in reading order, as edits.  Each place takes what is read there; nothing is joined or changed.

The rule `columns` makes them; line repair, which joins, has `arrange`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""[start, end) of a text."""


class Move(NamedTuple):
    """An edit that may bring text from elsewhere: `origin` is where it stood."""

    start: int
    end: int
    after: str
    reason: str
    origin: int | None


class Order(NamedTuple):
    """How spans of a text are to be read."""

    spans: Sequence[Span]
    """Ascending, as they stand."""
    read: Sequence[int]
    """Their numbers in reading order."""
    gaps: Sequence[str]
    """What stands before each of `read` but the first."""
    whys: Sequence[str]
    """Why each of `read` stands where it does."""
    why_gap: str
    """Why what stands between two of them changes."""


def moves_of(text: str, order: Order) -> Iterator[Move]:
    """The edits that bring spans in order."""
    for place, number in enumerate(order.read):
        (start, end), (there, there_end) = order.spans[number], order.spans[place]
        if number != place:
            yield Move(there, there_end, text[start:end], order.whys[place], start)
        if place + 1 < len(order.read):
            following, gap = order.spans[place + 1][0], order.gaps[place]
            if text[there_end:following] != gap:
                yield Move(there_end, following, gap, order.why_gap, None)
