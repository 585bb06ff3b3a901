"""Grid: what stands where on a page that a program has set out as printed (`pdftotext -layout`), with blanks for empty paper.

A row of such text holds pieces of several columns.  A gutter is a place in the rows at which pieces begin, one below the other,
and which hardly any piece runs across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from corpusclean.foreign.side_by_side import Measure
from corpusclean.patterns import lazy_pattern

FEWEST_ROWS = 4
"""Rows in which a piece begins at a gutter with another to its left; by chance hardly two have one."""
MOST_GUTTERS = 8
"""Places that are tried; a page has hardly more columns."""
MIN_ACROSS = 8
"""Characters of a piece that runs across a gutter, and by which it begins before it: a word or two may be set a little off."""
MIN_SAME = 3
"""Pieces that begin at a place on purpose."""
MIN_COLUMN = 10
"""Characters from the edge of a column to the next."""
MAX_INDENT = 3
"""Em by which the first line of a paragraph begins further to the right."""
MIN_ABREAST = 0.75
"""Share of the rows of a column that have text of its neighbour beside them, unless it is the longer one."""
EMPTY_ROWS = 4
"""Rows from one that has text to the next, where the foot of a page and the head of another may be."""
WIDEST = 400
"""Characters of a row; a longer line is one piece."""
_ALL = lazy_pattern(r"\S(?:.*\S)?")
_PIECE = lazy_pattern(r"\S+(?:[ \u3000]\S+)*")
_BLANK = lazy_pattern(r"[ \u3000]")
_PAGE_NUMBER = lazy_pattern(r"[\W_]{0,4}第?[\W_]{0,4}[0-9]{1,4}[\W_]{0,4}页?[\W_]{0,4}")


class Piece(NamedTuple):
    """Text between two gaps of a row: [start, end) of the whole text, [left, right) of the row."""

    row: int
    start: int
    end: int
    left: int
    right: int
    text: str


def page_spans(text: str, stop: Callable[[str, int, int], int]) -> Iterator[tuple[int, int]]:
    """The spans between form feeds; `stop` says where one ends that may be too long for a page: `stop(text, start, end)`."""
    start = 0
    for page in text.split("\f"):
        end = start + len(page)
        while start < end:
            here = stop(text, start, end)
            yield start, here
            start = here
        start = end + 1


def pieces_of(text: str, start: int, end: int, measure: Measure) -> list[Piece]:
    """The pieces of the page [start, end), row by row."""
    found, at = [], start
    for row, line in enumerate(text[start:end].split("\n")):
        for m in (_PIECE if len(line) <= WIDEST else _ALL).finditer(line):
            left = measure(line[: m.start()])
            found.append(Piece(row, at + m.start(), at + m.end(), left, left + measure(m[0]), m[0]))
        at += len(line) + 1
    return found


def gutter_places(pieces: Sequence[Piece], unit: int) -> list[int]:
    """The places at which some pieces begin, indents included, with others to their left, in their own row or the next ones; first
    those where most begin and fewest pieces run across."""
    firsts = {piece.row: piece.left for piece in reversed(pieces)}
    far = max(piece.right for piece in pieces)
    nearby = {row: min(left, firsts.get(row - 1, far), firsts.get(row + 1, far)) for row, left in firsts.items()}
    begins = Counter(piece.left for piece in pieces if piece.left > nearby[piece.row])
    counts = {place: sum(begins[place + k] for k in range(MAX_INDENT * unit + 1)) for place, count in begins.items() if count > 1}
    if max(counts.values(), default=0) < FEWEST_ROWS:
        return []
    steps = [0] * (far + 1)
    for piece in pieces:
        if _is_wide(piece, unit):
            steps[piece.left + 1] += 1
            steps[piece.right] -= 1
    across = list(accumulate(steps))
    least = min(piece.left for piece in pieces) + MIN_COLUMN * unit
    rated = [(2 * across[place] - count, place) for place, count in counts.items() if count >= FEWEST_ROWS and place >= least]
    return [place for _, place in sorted(rated)[:MOST_GUTTERS]]


def _is_wide(piece: Piece, unit: int) -> bool:
    return piece.right - piece.left >= MIN_ACROSS * unit


def is_behind(piece: Piece, place: int, unit: int) -> bool:
    """Whether the piece begins behind the place, or a word or two before it."""
    return piece.left >= place or (_is_wide(piece, unit) and piece.left + piece.right >= 2 * place)


def split_at(pieces: Sequence[Piece], place: int, measure: Measure) -> Iterator[Piece]:
    """The pieces, those that have a single blank before the place as two."""
    for piece in pieces:
        at = _blank_before(piece, place, measure) if piece.left < place < piece.right else 0
        if at:
            text = piece.text[:at].rstrip()
            yield Piece(piece.row, piece.start, piece.start + len(text), piece.left, piece.left + measure(text), text)
            yield Piece(piece.row, piece.start + at, piece.end, place, piece.right, piece.text[at:])
        else:
            yield piece


def _blank_before(piece: Piece, place: int, measure: Measure) -> int:
    """Which character of the piece stands at the place, if a blank stands before it; otherwise 0."""
    blanks = (m.end() for m in _BLANK.finditer(piece.text))
    return next((at for at in blanks if measure(piece.text[:at]) == place - piece.left), 0)


def bands(pieces: Sequence[Piece], place: int, unit: int) -> list[tuple[bool, list[Piece]]]:
    """The pieces in bands from the top of the page to its foot: rows that run across the place, or count pages (true), and those
    between (false)."""
    found: list[tuple[bool, list[Piece]]] = []
    begins = Counter(piece.left for piece in pieces)

    def runs_across(piece: Piece) -> bool:
        """Whether the piece is none of the column behind the place that just begins a word or two before it."""
        is_off = piece.left + MIN_ACROSS * unit > place and begins[piece.left] < MIN_SAME
        return piece.left < place < piece.right and _is_wide(piece, unit) and not is_off

    for _, together in groupby(pieces, key=attrgetter("row")):
        in_row = list(together)
        apart = any(map(runs_across, in_row)) or (len(in_row) == 1 and _PAGE_NUMBER.fullmatch(in_row[0].text) is not None)
        if not found or apart != found[-1][0]:
            found.append((apart, []))
        found[-1][1].extend(in_row)
    return found


def blocks_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces above and below each stretch of empty rows."""
    found: list[list[Piece]] = []
    last_row = -EMPTY_ROWS
    for piece in pieces:
        if piece.row - last_row >= EMPTY_ROWS:
            found.append([])
        found[-1].append(piece)
        last_row = piece.row
    return found


def abreast(left: Sequence[Piece], right: Sequence[Piece]) -> int:
    """In how many rows the shorter side has text of the other in the same row or the next ones; 0 if in a quarter it has not."""
    rows = [{piece.row for piece in side} for side in (left, right)]
    near = [{row + k for row in side for k in (-1, 0, 1)} for side in rows]
    beside = [len(mine & others) for mine, others in zip(rows, reversed(near), strict=True)]
    return max((count for count, mine in zip(beside, rows, strict=True) if count >= MIN_ABREAST * len(mine)), default=0)
