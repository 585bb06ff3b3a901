"""The rule `columns`: puts lines back in reading order where a page's columns have been read across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpusclean.config import Switch
from corpusclean.edits import Layer, Note, Origin, merged, nothing, touched
from corpusclean.foreign.side_by_side import find_columns_set_out
from corpusclean.lines.gutters import read_along_gutters
from corpusclean.lines.language import flow
from corpusclean.lines.layout import Line, lines_of
from corpusclean.lines.links import Links
from corpusclean.lines.moves import Order, moves_of
from corpusclean.lines.paths import Path, mended, sure
from corpusclean.lines.read_across import FEW_BLOCKS, FINISHED, MAX_BLOCKS, has_cuts, read_across
from corpusclean.lines.rows_across import read_rows_across
from corpusclean.lines.tracks import ASIDE, deal
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule, always

MIN_GAIN = 10.0
MIN_GAIN_PER_BLOCK = 0.25
"""Nats by which columns must explain a page better than the order it stands in."""
MIN_UNCROSSED = 1.1
"""Nats a block, from which an order is acted on in which no two steps cross: columns go on beside each other, but notes between the pages
of a book cut one text alone.  Of 441 typeset pages 14 have no such steps, at 1.17 nats and more; pieces of books .85 to 1.40."""
MIN_ALONG, MIN_BETTER = 1.4, 0.15
"""Nats for each piece of a page that is read along its gutters: 35 pages of `pdftotext -layout` have 1.4 to 3, of 30 whose blanks keep no places
(PyMuPDF, sorted) most have less; and by which it must be worth more for each to read the page without regard to places."""
MIN_SURE = -1.5
"""Mean nats of a block in a reading that is acted on; below, the page is noted and its blocks are left as they stand."""
SPLIT = -4.0
"""Nats for a line following the one right above it, below which they are not of one block."""
MIN_GOES_ON = 0.4
"""Log odds of a line following the one before it, from which no blank line stays between them; below, where no sentence ends, four do:
line repair joins nothing over so many."""
BLANK, WIDE = "\n\n", "\n\n\n\n\n"


class Page(NamedTuple):
    """Part of a text in which columns have been read across: lines [first, last), and how to read them."""

    first: int
    last: int
    order: tuple[int, ...]
    """Line numbers in reading order."""
    columns: tuple[int, ...]
    """The column of each line of `order`; ASIDE for captions and furniture."""
    gaps: tuple[str, ...]
    """What stands before each line of `order` but the first: a new line where it surely goes on, blank lines where it may not."""
    lasts: tuple[int, ...]
    """The last line of each block as the text stands."""
    sure: bool


def find(text: str, options: Switch, protected: Protected) -> Layer:
    """Gives every line of an interleaved page the place it is read at; text that is in order is left alone.

    Extraction of a PDF with columns often takes the page row by row, so that each line is followed by its neighbour in the next
    column and a blank line; or it sets the columns side by side, as they are printed.  Lines keep their words; only their places and
    what stands between them change.
    """
    orders = _read_abreast(text)
    lines, pages = read(text) if not orders else ([], [])
    side = "columns stand side by side, as printed; they were not separated, and nothing was joined"
    done = merged((order.spans[0][0], order.spans[-1][1]) for order in orders)
    notes = [
        Note(*span, "columns_side_by_side", side)
        for span in zip(*merged(find_columns_set_out(text)), strict=True)
        if not touched(*done, *span)
    ]
    if not orders and not pages and not notes:
        return nothing("columns")
    for page in pages:
        if page.sure:
            orders.append(_order(lines, page))
        else:
            message = "columns seem to have been read across; which line follows which could not be told"
            notes.append(Note(lines[page.first].start, lines[page.last - 1].end, "columns_interleaved", message))
    moves = [move for order in orders for move in moves_of(text, order)]
    starts, ends, afters, reasons, from_where = zip(*moves, strict=True) if moves else ((), (), (), (), ())
    notes.sort()
    origins: dict[int, Origin] = {k: [(0, place)] for k, place in enumerate(from_where) if place is not None}
    return Layer("columns", starts, ends, afters, reasons, tuple(notes), origins)


def _read_abreast(text: str) -> list[Order]:
    """How pages are read on which columns share rows: along their gutters, or, where blanks keep no places, by the words alone."""
    along = list(read_along_gutters(text))
    worth = _worth(text, along)
    pieces = sum(len(order.spans) for order in along)
    if worth >= MIN_ALONG * pieces and along:
        return along
    across = list(read_rows_across(text))
    return across if _worth(text, across) > worth + MIN_BETTER * pieces else along


def _worth(text: str, orders: Sequence[Order]) -> float:
    return sum(flow([text[slice(*order.spans[n])] for n in order.read]) for order in orders)


def interleaved(text: str) -> list[tuple[int, int]]:
    """Spans of `text`, half-open, after which nothing may be joined: the last line of each block where columns are read across.

    Once this rule has separated what it could, these are the pages it noted.
    """
    lines, pages = read(text)
    return [(lines[n].start, lines[n].end) for page in pages for n in page.lasts]


@lru_cache(maxsize=1)
def read(text: str) -> tuple[list[Line], list[Page]]:
    """The lines of the text and the pages that were read across.  Two rules ask for the same text: the answer is kept."""
    if not has_cuts(f"\n\n{text}\n\n"):
        return [], []
    lines = lines_of(text)
    pages = []
    for starts in parts(text, lines):
        page = _read_blocks(lines, starts)
        if page is not None:
            pages.append(page)
    return lines, pages


def parts(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    """The same as `read_across`, with blocks split where a line cannot follow the one above it."""
    for part in read_across(text, lines):
        split = [*_block_starts(lines, part[0], part[-1]), part[-1]]
        for k in range(0, len(split) - 1, MAX_BLOCKS):
            yield split[k : k + MAX_BLOCKS + 1]


class Separated(NamedTuple):
    """The blocks of a page dealt out to columns and brought in order."""

    columns: tuple[int, ...]
    """The column of each block; ASIDE for furniture."""
    order: tuple[int, ...]
    """The blocks of all columns, one column after the other; captions where they stand in theirs."""
    path: Path
    """The blocks but captions as they are read."""
    nats: float
    """What dealing them out is worth."""


def separated(lines: Sequence[Line], starts: Sequence[int]) -> Separated | None:
    """The blocks that start there in order; None where they stand in order already.

    A stretch of the page that seems to be written from the bottom up is read backwards too, and the better reading is kept.
    """
    texts = [[line.text for line in lines[a:b]] for a, b in pairwise(starts)]
    links = Links(texts)
    found = _separated(links, range(len(texts)))
    if found is None or not (upwards := links.upwards()):
        return found
    turned = [*range(upwards.start), *reversed(upwards), *range(upwards.stop, len(texts))]
    other = _separated(Links([texts[b] for b in turned]), turned)
    return other if other is not None and other.path.worth > found.path.worth else found


def _separated(links: Links, numbers: Sequence[int]) -> Separated | None:
    """`numbers`: of each block on the page."""
    tracks = deal(links)
    order = [b for b in tracks.order if not links.captions[b]]
    if not order:
        return None
    path = mended(order, links)
    if len(numbers) <= FEW_BLOCKS:  # the order they stand in may be nearer
        path = max(path, mended(sorted(order), links), key=lambda path: path.gain)
    if path.gain < MIN_GAIN + MIN_GAIN_PER_BLOCK * len(numbers):
        return None
    columns = dict(zip(numbers, tracks.columns, strict=True))
    return Separated(
        tuple(columns[b] for b in range(len(numbers))),
        tuple(numbers[b] for b in tracks.order),
        path._replace(blocks=tuple(numbers[b] for b in path.blocks)),
        tracks.nats,
    )


def _steps_below(path: Path) -> list[tuple[int, int]]:
    """The blocks that surely go on, not in the next but further down."""
    steps = zip(pairwise(path.blocks), sure(path), strict=True)
    return [(a, b) for (a, b), odds in steps if b > a + 1 and odds >= MIN_GOES_ON]


def _crosses(steps: Sequence[tuple[int, int]]) -> bool:
    """Whether some text goes on over blocks of another that goes on itself behind it."""
    return any(a < c < b < d for a, b in steps for c, d in steps)


def _read_blocks(lines: Sequence[Line], starts: Sequence[int]) -> Page | None:
    found = separated(lines, starts)
    if found is None:
        return None
    path = found.path
    below = _steps_below(path)
    if not below or (path.gain < MIN_UNCROSSED * (len(starts) - 1) and not _crosses(below)):
        return None
    blocks = [range(a, b) for a, b in pairwise(starts)]
    with_captions = _completed(path.blocks, found.order)
    places = _completed(with_captions, range(len(blocks)))
    order = tuple(n for b in places for n in blocks[b])
    columns = tuple(found.columns[b] for b in places for _ in blocks[b])
    follows = {
        (a, b): _gap(odds, lines[starts[a + 1] - 1].text) for (a, b), odds in zip(pairwise(path.blocks), sure(path), strict=True)
    }
    heads = {blocks[b][0]: follows.get((a, b), BLANK) for a, b in pairwise(places)}
    gaps = tuple(heads.get(n, "\n") for n in order[1:])
    lasts = tuple(b - 1 for b in starts[1:])
    return Page(starts[0], starts[-1], order, columns, gaps, lasts, found.nats >= MIN_SURE * len(blocks))


def _gap(odds: float, tail: str) -> str:
    if odds >= MIN_GOES_ON:
        return "\n"
    return BLANK if tail.endswith(FINISHED) else WIDE


def _block_starts(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """The lines after a blank line, and those that cannot follow the line before them: the last line of one column and the first
    of the next block of another may stand together without a blank line."""
    import numpy as np

    inner = np.array([n for n in range(first + 1, last) if not lines[n].blanks], dtype=np.int64) - first
    nats = Links([[line.text] for line in lines[first:last]]).between(inner - 1, inner).tolist()
    split = {n + first for n, against in zip(inner.tolist(), nats, strict=True) if against < SPLIT}
    return [n for n in range(first, last) if n == first or lines[n].blanks or n in split]


def _completed(path: Sequence[int], order: Sequence[int]) -> list[int]:
    """The blocks of the path, with those of `order` that it leaves out, each after the one before it there."""
    on_path, after, before = set(path), dict[int, list[int]](), -1
    for b in order:
        if b in on_path:
            before = b
        else:
            after.setdefault(before, []).append(b)
    return [*after.get(-1, ()), *(b for place in path for b in (place, *after.get(place, ())))]


def _order(lines: Sequence[Line], page: Page) -> Order:
    count = max(page.columns) + 1
    where = [f"column {column + 1} of {count}" if column != ASIDE else "beside the columns" for column in page.columns]
    return Order(
        [(line.start, line.end) for line in lines[page.first : page.last]],
        [number - page.first for number in page.order],
        page.gaps,
        [f"columns were read across: {place}" for place in where],
        "the blank line stood between columns that were read across",
    )


COLUMNS = Rule(
    name="columns",
    risk=Risk.GUESS,
    find=find,
    summary="Separates columns whose lines were read row by row, run across, or stand side by side.",
    why="Read across, no sentence of a page is whole, and line breaks cannot be mended.",
    source="docs/line-repair.md",
    whole=always,
)
