"""Gutters: columns that stand side by side, as printed, are read one after the other.

A page is cut along its gutters, and across where a line runs over one (an XY cut); each side is cut again.  The language model has
the last word on every cut: read down, the columns must go on better than across, and each in itself.  A table does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.characters import HAN
from corpusclean.foreign.side_by_side import MEASURES, Measure, gaps
from corpusclean.lines.grid import FEWEST_ROWS, Piece, abreast, bands, blocks_of, gutter_places, is_behind, pieces_of, split_at
from corpusclean.lines.language import continues_all
from corpusclean.lines.rearrange import Order
from corpusclean.patterns import lazy_pattern

if TYPE_CHECKING:
    from corpusclean.lines.language import Floats

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
MOST_NATS, LEAST_NATS = 4.0, -1.0
"""What one step can say: a paragraph may end at any line."""

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
    if "  " not in text and "\u3000\u3000" not in text:
        return
    for start, end in _pages(text):
        read = list(_readings(text, start, end))
        if read:
            yield _order(text, *max(read, key=_quality))


def _quality(reading: tuple[Measure, list[Part]]) -> tuple[float, int]:
    """How well the pieces go on, and how many begin at the edge of their column, as they do by the right measure."""
    parts = reading[1]
    at_edge = sum(piece.left == min(other.left for other in part.pieces) for part in parts for piece in part.pieces)
    return _worth(_in_order(parts)), at_edge


def _readings(text: str, start: int, end: int) -> Iterator[tuple[Measure, list[Part]]]:
    """How the page may be read, by either measure: as one, and as several whose form feeds were lost, or that a title parts."""
    for measure in MEASURES:
        pieces = pieces_of(text, start, end, measure)
        for blocks in ([pieces], blocks_of(pieces)):
            parts = [part for block in blocks for part in _cut(block, measure)]
            if any(part.columns > 1 for part in parts):
                yield measure, parts


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """The spans between form feeds, or of so many rows, that have text behind gaps enough for columns."""
    start = 0
    for page in text.split("\f"):
        end = start + len(page)
        while start < end:
            stop = _stop(text, start, end)
            before_text = (gap for gap in gaps(text, start, stop) if _CHINESE.match(text, gap.end))
            if sum(1 for _ in islice(before_text, FEWEST_ROWS)) == FEWEST_ROWS:
                yield start, stop
            start = stop
        start = end + 1


def _stop(text: str, start: int, end: int) -> int:
    """Where to end a page that starts there: after so many rows at most, between empty ones if there are some."""
    at = start
    for _ in range(MOST_ROWS):
        at = text.find("\n", at, end) + 1
        if not at:
            return end
    empty = text.rfind("\n\n\n\n", start + 1, at)
    return empty + 1 if empty > start else at


def _order(text: str, measure: Measure, parts: Sequence[Part]) -> Order:
    spans = sorted((piece.start, piece.end) for piece in _in_order(parts))
    numbers = {start: number for number, (start, _) in enumerate(spans)}
    gaps_before = [
        gap for above, part in zip((None, *parts), parts, strict=False) for gap in _gaps(text, measure("一"), above, part)
    ]
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


def _cut(pieces: list[Piece], measure: Measure, but: frozenset[int] = frozenset()) -> list[Part]:
    """The pieces of a block, those of each column together; `but`: places that are no gutters of it."""
    for place in gutter_places(pieces, measure("一")):
        if place not in but and (found := _cut_at(place, pieces, measure, but)):
            return found
    return [Part(pieces, 0, 1)]


def _cut_at(place: int, pieces: list[Piece], measure: Measure, but: frozenset[int]) -> list[Part]:
    """The same, if there is text on both sides of the place."""
    parts: list[Part] = []
    rest: list[Piece] = []
    cut = False
    for apart, band in bands(list(split_at(pieces, place, measure)), place, measure("一")):
        left, right = [[piece for piece in band if is_behind(piece, place, measure("一")) == behind] for behind in (False, True)]
        rows = abreast(left, right)
        if apart or rows < FEWEST_ROWS or not _is_text(left) or not _is_text(right):
            rest += band
            continue
        parts += _cut(rest, measure, but | {place}) if rest else ()
        sides = [_cut(side, measure, but) for side in (left, right)]
        parts += _numbered(*sides) if _go_down(sides, band, rows) else [Part(band, 0, 1)]
        rest, cut = [], True
    if rest and cut:
        parts += _cut(rest, measure, but | {place})
    return parts


def _is_text(side: Sequence[Piece]) -> bool:
    """Whether its pieces may be lines of a column, by their characters."""
    return sum(len(piece.text) for piece in side if _is_line(piece)) >= MIN_TEXT * sum(len(piece.text) for piece in side)


def _is_line(piece: Piece) -> bool:
    return len(piece.text) >= MIN_CHARS and len(_HAN.findall(piece.text)) >= MIN_HAN * len(piece.text)


def _go_down(sides: Sequence[Sequence[Part]], band: Sequence[Piece], rows: int) -> bool:
    """Whether the sides go on down the page, each in itself, better than across; `rows`: so many have text on both sides."""
    left, right = map(_in_order, sides)
    for side in (left, right):
        nats = _nats(side)
        if (nats >= SURELY).sum() < min(MIN_SURE, len(nats) / 2):
            return False
    return _worth([*left, *right]) - _worth(band) >= max(MIN_GAIN, MIN_GAIN_A_ROW * rows)


def _numbered(left: Sequence[Part], right: Sequence[Part]) -> list[Part]:
    """The columns of the left side and those of the right one."""
    before = max(part.columns for part in left)
    count = before + max(part.columns for part in right)
    return [part._replace(columns=count) for part in left] + [
        part._replace(column=part.column + before, columns=count) for part in right
    ]


def _in_order(parts: Sequence[Part]) -> list[Piece]:
    return [piece for part in parts for piece in part.pieces]


def _worth(pieces: Sequence[Piece]) -> float:
    """Nats by which the pieces go on, one after the other."""
    return float(_nats(pieces).clip(LEAST_NATS, MOST_NATS).sum())


def _nats(pieces: Sequence[Piece]) -> Floats:
    """Nats by which each piece goes on in the next."""
    return continues_all([(tail.text, head.text) for tail, head in pairwise(pieces)])
