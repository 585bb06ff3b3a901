"""Rows across: pages of columns whose rows have been written from edge to edge, each gutter shrunk to a blank.

So write pdfplumber, OCR told to expect one block of text, and others that sort words by height: 左栏的一行 右栏的一行.  No place is left,
only the order in a row.  The rows are split at their blanks, and their pieces dealt out to columns (`row_tracks.py`) and bands
(`row_bands.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from corpusclean.characters import HAN
from corpusclean.lines.blocks import BYLINE, CREDIT, FURNITURE, kind
from corpusclean.lines.grid import page_spans
from corpusclean.lines.language import LEAST_FLOW, MOST_FLOW, continues_all, flow
from corpusclean.lines.layout import em
from corpusclean.lines.link_signs import column_em
from corpusclean.lines.links import Links
from corpusclean.lines.moves import Order
from corpusclean.lines.read_across import FINISHED, MIN_PRINTED, is_printed
from corpusclean.lines.row_bands import MADE, NUMBERED, bands
from corpusclean.lines.row_tracks import Placed, deal_rows
from corpusclean.lines.tracks import ASIDE, MAX_COLUMNS
from corpusclean.patterns import lazy_pattern

FEWEST_ROWS, MIN_ROW_SHARE = 2, 0.03
"""Rows with text on both sides of a blank, and their share of the rows of a page, before anything else is asked."""
MIN_COLUMN, MAX_COLUMN = 7.0, 45.0
"""Em of a column."""
MOST_ROWS = 400
"""Rows that are read at once."""
FULL, INDENTED = 1.6, 3.1
"""Em by which a line of a column is shorter or longer than the others."""
MIN_FULL, FEW_SHORT, MAX_WIDE = 0.7, 2, 0.05
"""Share of the pieces that stop in mid-sentence before a blank and fill their column, but for so many titles; and share of the pieces that
are wider than a column, as titles are."""
MIN_TEXTS, MIN_TEXT_CHARS = 0.25, 6
"""Share of the rows of several pieces that have two of so many characters: a questionnaire has boxes to tick there."""
ONE_MORE = 0.3
"""Nats for each piece by which one column more than any row has pieces must be better."""
SAMPLE = 24
MIN_SAMPLE_NATS = 1.1
"""Of so many blanks the mean nats by which the text goes on better below than behind them."""
MIN_GAIN, MIN_GAIN_A_ROW = 10.0, 1.0
"""Nats by which pieces must go on better down the columns than across, and for each row of several pieces."""
SURE = {
    "always": 2.12,
    "link": 0.25,
    "rhythm": 0.52,
    "better than other heads": 0.21,
    "better than other tails": 0.10,
    "tail full": 1.42,
}
"""Log odds of a step down a column that cuts a sentence: for each nat of its link, of its rhythm, and by which it is better than others
near it.  Fitted on 150 typeset pages, 7,302 steps, 187 of them wrong."""
MIN_SURE = 1.0
"""Below, a blank line stands between the two: line repair then joins by words alone."""
NEAR = 14
"""Pieces among which others are looked for."""
BLANK = "\n\n"

_TOKEN = lazy_pattern(r"[^ \u3000\t\n]+")
_BETWEEN = lazy_pattern(
    rf"[ \u3000](?<=[^\x00-\x7f].)(?<=[^ \u3000\n]{{6}}.)[ \u3000]*(?=[^ \u3000\n]{{0,3}}[{HAN}])(?=[^ \u3000\n]{{6}})"
)
"""A blank with text on both sides; it begins with the class, which `re` scans fast."""
_HAN = lazy_pattern(f"[{HAN}]")
_LABEL = lazy_pattern(r"[图圖表][0-9][0-9.\-]*|第[0-9一二三四五六七八九十百]+[章节節条條]|[^\u4e00-\u9fff]{1,8}")


class Piece(NamedTuple):
    """Text between two blanks of a row: [start, end) of the whole text."""

    start: int
    end: int
    row: int
    text: str


def read_rows_across(text: str) -> Iterator[Order]:
    """How the pages of the text are to be read whose rows run across columns."""
    if sum(1 for _ in islice(_BETWEEN.finditer(text), FEWEST_ROWS)) < FEWEST_ROWS:
        return
    for start, end in page_spans(text, _stop):
        rows = sum(1 for _ in _BETWEEN.finditer(text, start, end))
        if rows >= max(FEWEST_ROWS, MIN_ROW_SHARE * text.count("\n", start, end)) and (order := _read(text[start:end], start)):
            yield order


def _stop(text: str, start: int, end: int) -> int:
    """Where to end a page that starts there: after so many rows at most, at a page number if there is one."""
    at, number = start, 0
    for row in range(MOST_ROWS):
        stop = text.find("\n", at, end) + 1
        if not stop:
            return end
        if row >= MOST_ROWS // 2 and kind(text[at : stop - 1].strip()) == FURNITURE:
            number = stop
        at = stop
    return number or at


def _read(page: str, at: int) -> Order | None:
    pieces, width = _pieces_of(page, at)
    if not MIN_COLUMN <= width <= MAX_COLUMN:
        return None
    rows = _rows(pieces)
    several = [row for row in rows if len(row) > 1]
    if len(several) < FEWEST_ROWS or not _fill_columns(pieces, several, width) or not _goes_on_below(pieces, rows):
        return None
    links = Links([[piece.text] for piece in pieces])
    wide = frozenset(b for b, piece in enumerate(pieces) if em(piece.text) > width + FULL)
    placed = _dealt(links, rows, wide)
    columns = placed.tracks.columns
    begins = bands(links, rows, columns, _marked(pieces, rows, columns))
    order = _order_of(rows, columns, wide, begins)
    if flow([pieces[b].text for b in order]) - flow([piece.text for piece in pieces]) < max(
        MIN_GAIN, MIN_GAIN_A_ROW * len(several)
    ):
        return None
    count = max(columns) + 1
    return Order(
        [(piece.start, piece.end) for piece in pieces],
        order,
        _gaps(pieces, links, placed, order, width),
        [f"rows ran across columns: {_where(columns[b], count)}" for b in order],
        "the blank stood between columns",
    )


def _where(column: int, count: int) -> str:
    return f"column {column + 1} of {count}" if column != ASIDE else "over or beside the columns"


def _pieces_of(page: str, at: int) -> tuple[list[Piece], float]:
    """The pieces of all rows, and the width of the columns they may stand in."""
    tokens = []
    for row, line in enumerate(page.split("\n")):
        tokens.append([Piece(at + m.start(), at + m.end(), row, m[0]) for m in _TOKEN.finditer(line)])
        at += len(line) + 1
    lines = [[token.text] for row in tokens for token in row if _HAN.search(token.text)]
    width = max(column_em(lines), _commonest([line for (line,) in lines])) if lines else 0.0
    return [piece for row in tokens for piece in _put_together(row, width)], width


def _commonest(lines: Sequence[str]) -> float:
    """The width that most lines have which stop in mid-sentence."""
    widths = Counter(round(em(line)) for line in lines if not line.endswith(FINISHED))
    return float(max(widths, key=lambda width: (widths[width], width), default=0))


def _put_together(row: Sequence[Piece], width: float) -> list[Piece]:
    """The pieces of a row that has these between its blanks: names, numbers and Latin words are no columns."""
    pieces: list[Piece] = []
    for token in row:
        if pieces and em(pieces[-1].text) + em(token.text) <= width and _belong(pieces[-1].text, token.text):
            pieces[-1] = Piece(pieces[-1].start, token.end, token.row, f"{pieces[-1].text} {token.text}")
        else:
            pieces.append(token)
    if len(pieces) > MAX_COLUMNS:
        pieces = [Piece(row[0].start, row[-1].end, row[0].row, " ".join(token.text for token in row))]
    return pieces


def _belong(before: str, after: str) -> bool:
    if _LABEL.fullmatch(before) and not before.endswith(FINISHED):
        return True
    return (before[-1].isascii() and after[0].isascii()) or kind(f"{before} {after}") in (BYLINE, CREDIT, FURNITURE)


def _rows(pieces: Sequence[Piece]) -> list[list[int]]:
    """The numbers of the pieces of each row that has some."""
    rows: dict[int, list[int]] = {}
    for b, piece in enumerate(pieces):
        rows.setdefault(piece.row, []).append(b)
    return list(rows.values())


def _fill_columns(pieces: Sequence[Piece], several: Sequence[Sequence[int]], width: float) -> bool:
    """Whether hardly a piece is wider than a column, what stops in mid-sentence before a blank fills one, and there is text on both sides."""
    if sum(is_printed(piece.text) for piece in pieces) < MIN_PRINTED * len(pieces):
        return False
    if sum(em(piece.text) > width + FULL for piece in pieces) > MAX_WIDE * len(pieces):
        return False
    gaps = [width - em(pieces[b].text) for row in several for b in row[:-1] if not pieces[b].text.endswith(FINISHED)]
    full = sum(-FULL <= gap <= INDENTED for gap in gaps)
    texts = sum(sum(_is_text(pieces[b].text) for b in row) > 1 for row in several)
    return full >= MIN_FULL * len(gaps) - FEW_SHORT and texts >= MIN_TEXTS * len(several)


def _is_text(piece: str) -> bool:
    return len(piece) >= MIN_TEXT_CHARS and _HAN.search(piece) is not None


def _goes_on_below(pieces: Sequence[Piece], rows: Sequence[Sequence[int]]) -> bool:
    """Whether what stops in mid-sentence goes on in the next rows rather than in the next piece: a sample."""
    below = {
        b: [k for row in rows[r + 1 : r + 1 + MAX_COLUMNS] for k in row if k != b + 1] for r, row in enumerate(rows) for b in row
    }
    cuts = [b for b in range(len(pieces) - 1) if not pieces[b].text.endswith(FINISHED) and below[b]]
    asked = [cuts[k * len(cuts) // SAMPLE] for k in range(SAMPLE)] if len(cuts) > SAMPLE else cuts
    if not asked:
        return False
    pairs, ends = [], []
    for b in asked:
        pairs += [(b, b + 1), *((b, k) for k in below[b])]
        ends.append(len(pairs))
    nats: list[float] = continues_all([(pieces[i].text, pieces[j].text) for i, j in pairs]).clip(LEAST_FLOW, MOST_FLOW).tolist()
    gains = [max(nats[start + 1 : end]) - nats[start] for start, end in pairwise([0, *ends])]
    return sum(gains) >= MIN_SAMPLE_NATS * len(gains)


def _dealt(links: Links, rows: Sequence[Sequence[int]], wide: frozenset[int]) -> Placed:
    """The pieces in as many columns as some rows have; in one more if that explains the page better."""
    sizes = sorted((len(row) for row in rows), reverse=True)
    count = max(2, sizes[1])
    placed = deal_rows(links, rows, wide, count)
    if count < MAX_COLUMNS:
        other = deal_rows(links, rows, wide, count + 1)
        if other.tracks.nats > placed.tracks.nats + ONE_MORE * len(links.captions):
            return other
    return placed


def _marked(pieces: Sequence[Piece], rows: Sequence[Sequence[int]], columns: Sequence[int]) -> dict[int, float]:
    """Nats for a band that begins at a row that stands in no column, or below it."""
    marked: dict[int, float] = {}
    for r, row in enumerate(rows):
        if all(columns[b] == ASIDE for b in row):
            nats = NUMBERED if all(kind(pieces[b].text) == FURNITURE for b in row) else MADE
            marked.update({at: max(nats, marked.get(at, 0.0)) for at in (r, r + 1)})
    return marked


def _order_of(rows: Sequence[Sequence[int]], columns: Sequence[int], wide: frozenset[int], begins: Sequence[int]) -> list[int]:
    """All pieces as they are read; what stands in no column comes after what stands before it in its row, or above it."""
    order: list[int] = []
    for start, end in pairwise([*begins, len(rows)]):
        places: dict[int, int] = {}
        last = 0
        for b in (b for row in rows[start:end] for b in row):
            last = 0 if b in wide else columns[b] if columns[b] != ASIDE else last
            places[b] = last
        order += sorted(places, key=lambda b: (places[b], b))
    return order


def _gaps(pieces: Sequence[Piece], links: Links, placed: Placed, order: Sequence[int], width: float) -> list[str]:
    """What stands before each piece but the first: a new line where it surely goes on, blank lines where it may not."""
    table, columns = links.ahead, placed.tracks.columns
    gaps = []
    for i, j in pairwise(order):
        down = columns[i] == columns[j] != ASIDE and 0 < j - i < len(table[i])
        if down:
            near = range(i + 1, min(i + NEAR, len(pieces)))
            link = table[i][j - i]
            heads = max((table[i][k - i] for k in near if k != j), default=link)
            tails = max((table[k][j - k] for k in range(max(0, j - NEAR), j) if k != i), default=link)
            full = em(pieces[i].text) > width - FULL
            seen = 1.0, link, placed.rhythm[j], link - heads, link - tails, float(full)
            odds = sum(a * b for a, b in zip(SURE.values(), seen, strict=True))
        else:
            odds = 0.0
        finished = pieces[i].text.endswith(FINISHED)
        gaps.append("\n" if odds >= MIN_SURE or (down and finished) else BLANK)
    return gaps
