"""Gutters: columns that stand side by side, as printed, are read one after the other.

A page is cut along its gutters, and across where a line runs over one (an XY cut); each side is cut again.  The language model has
the last word on every cut: read down, the columns must go on better than across, and each in itself.  A table does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from corpusclean.characters import HAN
from corpusclean.foreign.side_by_side import MEASURES, Measure, gaps, may_have_gaps
from corpusclean.lines.grid import (
    FEWEST_ROWS,
    Piece,
    abreast,
    bands,
    blocks_of,
    gutter_places,
    is_behind,
    page_spans,
    pieces_of,
    split_at,
)
from corpusclean.lines.language import Continues, flow, remembered
from corpusclean.lines.moves import Order
from corpusclean.patterns import lazy_pattern

BLANK = "\n\n"
MOST_ROWS = 400
"""Rows of text without form feeds that are taken for one page at the most."""
MIN_GAIN, MIN_GAIN_A_ROW = 10.0, 1.0
"""Nats by which pieces must go on better down the columns than across, and for each row that has text on both sides."""
SURELY, MIN_SURE = 0.5, 3
"""So many pieces of each side, or half of fewer, must go on with so many nats: lines of a column do, though each may be an item; fields
of a table do not."""
MIN_TEXT, MIN_CHARS, MIN_HAN = 0.5, 8, 0.4
"""Share of the characters of each side that stand in pieces of so many, of which so many are Han: a column may have a table in it."""

_CHINESE = lazy_pattern(rf"[^ \n]{{0,3}}[{HAN}](?:[ \u3000]?[^ \u3000\n]){{{MIN_CHARS - 1}}}")
_HAN = lazy_pattern(f"[{HAN}]")


class Part(NamedTuple):
    """Pieces of one column, in reading order."""

    pieces: list[Piece]
    column: int
    columns: int
    """So many stand side by side."""


def read_along_gutters(text: str) -> Iterator[Order]:
    """How the pages of the text on which columns stand side by side are to be read."""
    if not may_have_gaps(text):
        return
    for start, end in _pages(text):
        read = _best_reading(text, start, end)
        if read:
            yield _order(text, *read)


def _best_reading(text: str, start: int, end: int) -> tuple[int, list[Part]] | None:
    """How the page is read best, by either measure: as one, or as several whose form feeds were lost, or that a title parts -> the places
    that a Han character takes, and the parts; None if nothing stands side by side."""
    continues = remembered()
    best: tuple[float, int] = (0.0, 0)
    read = None
    for measure in MEASURES:
        cutter, pieces = _Cutter(measure, continues), pieces_of(text, start, end, measure)
        for blocks in ([pieces], blocks_of(pieces)):
            parts = [part for block in blocks for part in cutter.cut(block)]
            if any(part.columns > 1 for part in parts):
                at_edge = sum(piece.left == min(other.left for other in part.pieces) for part in parts for piece in part.pieces)
                quality = cutter.worth(_in_order(parts)), at_edge  # by the right measure most begin at the edge of their column
                if read is None or quality > best:
                    best, read = quality, (cutter.unit, parts)
    return read


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """The spans between form feeds, or of so many rows, that have text behind gaps enough for columns."""
    for start, end in page_spans(text, _stop):
        before_text = (gap for gap in gaps(text, start, end) if _CHINESE.match(text, gap.end))
        if sum(1 for _ in islice(before_text, FEWEST_ROWS)) == FEWEST_ROWS:
            yield start, end


def _stop(text: str, start: int, end: int) -> int:
    """Where to end a page that starts there: after so many rows at most, between empty ones if there are some."""
    at = start
    for _ in range(MOST_ROWS):
        at = text.find("\n", at, end) + 1
        if not at:
            return end
    empty = text.rfind("\n\n\n\n", start + 1, at)
    return empty + 1 if empty > start else at


def _order(text: str, unit: int, parts: Sequence[Part]) -> Order:
    spans = sorted((piece.start, piece.end) for piece in _in_order(parts))
    numbers = {start: number for number, (start, _) in enumerate(spans)}
    gaps_before = [gap for above, part in zip((None, *parts), parts, strict=False) for gap in _gaps(text, unit, above, part)]
    return Order(
        spans,
        [numbers[piece.start] for piece in _in_order(parts)],
        gaps_before[1:],
        [f"columns stood side by side: column {part.column + 1} of {part.columns}" for part in parts for _ in part.pieces],
        "the columns stood side by side",
    )


def _gaps(text: str, unit: int, above: Part | None, part: Part) -> Iterator[str]:
    """What stands before each piece of a part that is read after the part `above`; before the first of a page nothing."""
    margin = min(piece.left for piece in part.pieces)
    steps = sorted(below.row - piece.row for piece, below in pairwise(part.pieces)) or [1]
    usual, before, within = 1, above.pieces[-1] if above else None, above
    for piece in part.pieces:
        if before is None:
            yield ""
        elif before.row == piece.row or (part.columns == 1 and within is not None and within.columns == 1):
            yield text[before.end : piece.start]
        else:
            wide, narrow = divmod(piece.left - margin, unit)
            yield (BLANK if piece.row - before.row > usual else "\n") + "\u3000" * wide + " " * narrow
        usual, before, within = steps[len(steps) // 2] + 1, piece, part


class _Cutter:
    """Cuts blocks of pieces along gutters, and asks the language model of each cut whether it is one."""

    def __init__(self, measure: Measure, continues: Continues) -> None:
        self._measure, self._continues = measure, continues
        self.unit = measure("一")

    def cut(self, pieces: list[Piece], but: frozenset[int] = frozenset()) -> list[Part]:
        """The pieces of a block, those of each column together; `but`: places that are no gutters of it."""
        for place in gutter_places(pieces, self.unit):
            if place not in but and (found := self._cut_at(place, pieces, but)):
                return found
        return [Part(pieces, 0, 1)]

    def _cut_at(self, place: int, pieces: list[Piece], but: frozenset[int]) -> list[Part]:
        """The same, if there is text on both sides of the place."""
        parts: list[Part] = []
        rest: list[Piece] = []
        cut = False
        for apart, band in bands(list(split_at(pieces, place, self._measure)), place, self.unit):
            left, right = [[piece for piece in band if is_behind(piece, place, self.unit) == behind] for behind in (False, True)]
            rows = abreast(left, right)
            if apart or rows < FEWEST_ROWS or not _is_text(left) or not _is_text(right):
                rest += band
                continue
            parts += self.cut(rest, but | {place}) if rest else ()
            sides = [self.cut(side, but) for side in (left, right)]
            parts += _numbered(*sides) if self._go_down(sides, band, rows) else [Part(band, 0, 1)]
            rest, cut = [], True
        if rest and cut:
            parts += self.cut(rest, but | {place})
        return parts

    def _go_down(self, sides: Sequence[Sequence[Part]], band: Sequence[Piece], rows: int) -> bool:
        """Whether the sides go on down the page, each in itself, better than across; `rows`: so many have text on both sides."""
        left, right = map(_in_order, sides)
        for side in (left, right):
            nats = self._nats(side)
            if sum(one >= SURELY for one in nats) < min(MIN_SURE, len(nats) / 2):
                return False
        return self.worth([*left, *right]) - self.worth(band) >= max(MIN_GAIN, MIN_GAIN_A_ROW * rows)

    def worth(self, pieces: Sequence[Piece]) -> float:
        """Nats by which the pieces go on, one after the other."""
        return flow([piece.text for piece in pieces], self._continues)

    def _nats(self, pieces: Sequence[Piece]) -> Sequence[float]:
        """Nats by which each piece goes on in the next."""
        return list(self._continues([(tail.text, head.text) for tail, head in pairwise(pieces)]))


def _is_text(side: Sequence[Piece]) -> bool:
    """Whether its pieces may be lines of a column, by their characters."""
    return sum(len(piece.text) for piece in side if _is_line(piece)) >= MIN_TEXT * sum(len(piece.text) for piece in side)


def _is_line(piece: Piece) -> bool:
    return len(piece.text) >= MIN_CHARS and len(_HAN.findall(piece.text)) >= MIN_HAN * len(piece.text)


def _numbered(left: Sequence[Part], right: Sequence[Part]) -> list[Part]:
    """The columns of the left side and those of the right one."""
    before = max(part.columns for part in left)
    count = before + max(part.columns for part in right)
    return [part._replace(columns=count) for part in left] + [
        part._replace(column=part.column + before, columns=count) for part in right
    ]


def _in_order(parts: Sequence[Part]) -> list[Piece]:
    return [piece for part in parts for piece in part.pieces]
