"""Rows: what is seen of each line by itself, read off its characters once."""

from __future__ import annotations

from typing import Any

from corpusclean.lines.loops.characters import (
    AFTER_END,
    ASCII,
    BEYOND,
    BEYOND_HAN,
    BLANK,
    BULLET_MARK,
    CLOSE,
    CLOSE_ROUND,
    CLOSED,
    CLOSER,
    COLON,
    COMMA,
    DOT,
    END,
    HAN,
    HASH,
    HEAD,
    HEADING_END,
    HEADING_MARK,
    INNER,
    MAYBE_END,
    NOTE_MARK,
    NUMERAL,
    OPEN,
    OPENER,
    PAREN_FIRST,
    QUOTE_INNER,
    SENTENCE,
    SPEAKER_FIRST,
    SQUARE,
    TAIL,
    VERSE_ANY,
    VERSE_MARK,
    VERSE_QUOTE,
    VERSE_STRIP,
)
from corpusclean.lines.loops.fields import (
    BARE_LENGTH,
    BLANK_INSIDE,
    BRACKET_CLOSES,
    BRACKET_OPEN,
    BULLET,
    CLAUSES,
    CLOSED_MARK,
    CLOSING_PAIRS,
    FOREIGN,
    HEAD_CLASS,
    HEADING_LIKE,
    INNER_MARK,
    LENGTH,
    MARKDOWN,
    MAYBE_KINDS,
    NARROW_ENOUGH,
    OPENED,
    SENTENCES,
    SPEAKS,
    STOPS,
    TAIL_CLASS,
    UNIT,
    VERSE_END,
    VERSE_LINE,
    WIDTH,
)
from corpusclean.lines.loops.shapes import ALL_KINDS, AT_INSIDE, AT_LAST, FOREIGN_SIGN, LATIN_ONLY
from corpusclean.lines.loops.width_loops import MAX_COLUMN, has_lost_wrap, unit_width, width
from corpusclean.lines.signs import TAILS

LONG_CHARS = 48
"""A line longer than this is taken for prose."""
MAX_HEADING_CHARS = 34
"""A heading of one line; longer lines without an end mark are taken for paragraphs."""
BRACKET_REACH = 40
"""So far from the break a bracket is looked for."""
SPEAKER_REACH = 32
MAX_VERSE_CHARS = 20
VERSE_WIDTHS = 4, 32
_PAIRS = (1 << 5) - 1
_BRACKETS = _PAIRS << OPENER | _PAIRS << CLOSER
_END, _END_QUOTE, _CLOSE_BRACKET, _CLOSE, _LETTER, _COMMA, _DASH, _HAN = map(
    TAILS.index, ("end", "end quote", "close bracket", "close", "letter", "comma", "dash", "han")
)


def look_up(codes: Any, numbers: Any, characters: Any, shapes: Any, marks: Any, forms: Any) -> None:
    """Fills in what the two tables say of each code point; `numbers`: its place in them."""
    for k in range(len(codes)):
        code = codes[k]
        number = numbers[code if code < BEYOND else BEYOND_HAN if 0x20000 <= code < 0x40000 else BEYOND]
        marks[k] = characters[number]
        forms[k] = shapes[number]


def look_at(row: Any, marks: Any, shapes: Any, start: int, end: int) -> None:
    """Fills in the fields of the line [start, end) that do not depend on its neighbours; `row` is its column of the table."""
    length = end - start
    line, forms = marks[start:end], shapes[start:end]
    first, last = line[0], line[length - 1]
    every, before, some, shape = first, 0, 0, 0  # what is said of every character, of some before the last two, of any
    heading_marks = verse_marks = 0
    for k in range(length):
        m = line[k]
        every &= m
        some |= m
        shape |= forms[k]
        heading_marks += (m & HEADING_MARK) != 0
        verse_marks += (m & VERSE_ANY) != 0
    for k in range(length - 2):
        before |= line[k]
    inner = before | line[length - 2] if length > 1 else 0
    clauses = 0
    if inner & COMMA:
        for k in range(length - 1):
            clauses |= line[k] & ~line[k + 1] & COMMA
    opened = seen = closing = 0
    if some & _BRACKETS:
        for k in range(length):
            openers, closers = line[k] >> OPENER & _PAIRS, line[k] >> CLOSER & _PAIRS
            opened = (opened | openers) & ~closers
            closing |= closers & ~seen
            seen |= openers | closers
    blank = (some & BLANK) != 0
    row[LENGTH] = length
    row[WIDTH] = width(marks, start, end)
    row[UNIT] = unit_width(marks, start, end)
    row[TAIL_CLASS] = tail_class(marks, start, end, (every & ASCII) != 0)
    row[HEAD_CLASS] = first >> HEAD & 7
    row[OPENED], row[CLOSING_PAIRS] = opened, closing
    row[MAYBE_KINDS] = (shapes[start] | shapes[end - 1] >> AT_LAST | shape >> AT_INSIDE) & ALL_KINDS
    if not some & HAN:
        row[MAYBE_KINDS] |= LATIN_ONLY
    row[HEADING_LIKE] = (first & HASH) != 0 or (
        length <= MAX_HEADING_CHARS and heading_marks <= 1 and not last & HEADING_END and not _ends(marks, start, end)
    )
    row[SENTENCES] = length > LONG_CHARS or (before & SENTENCE) != 0
    row[STOPS] = (some & SENTENCE) != 0
    row[CLAUSES] = clauses != 0
    row[BRACKET_OPEN] = (some & (OPEN | SQUARE)) != 0 and _bracket_open(marks, start, end)
    row[BRACKET_CLOSES] = (some & CLOSE) != 0 and _bracket_closes(marks, start, end)
    row[INNER_MARK], row[CLOSED_MARK] = (inner & INNER) != 0, (last & CLOSED) != 0
    row[MARKDOWN] = (first & HASH) != 0
    is_dotted = (first & DOT) != 0 and length > 3 and (marks[start + 1] & DOT) != 0  # reStructuredText: .. note::
    is_bullet = (first & BULLET_MARK) != 0 and length > 3
    row[BULLET] = (is_bullet and (marks[start + 1] & BLANK) != 0) or (is_dotted and (marks[start + 2] & BLANK) != 0)
    row[BLANK_INSIDE] = blank
    row[NARROW_ENOUGH] = (
        length <= MAX_COLUMN // 2
        or (length <= MAX_COLUMN and row[WIDTH] <= MAX_COLUMN)
        or (blank and has_lost_wrap(marks, start, end))
    )
    row[VERSE_LINE] = length <= MAX_VERSE_CHARS and not first & PAREN_FIRST and _verse_width(marks, start, end)
    row[VERSE_END] = (last & VERSE_MARK) != 0 or ((last & VERSE_QUOTE) != 0 and length > 1 and (marks[end - 2] & VERSE_MARK) != 0)
    row[BARE_LENGTH] = length - verse_marks
    row[SPEAKS] = (first & SPEAKER_FIRST) != 0 or (
        (some & COLON) != 0 and _has_colon(marks, start, min(end, start + SPEAKER_REACH))
    )
    row[FOREIGN] = (shape & FOREIGN_SIGN) != 0


def tail_class(marks: Any, start: int, end: int, ascii_only: bool) -> int:
    """The class of the last mark; a closing mark after an end mark ends too, and so does a stray comma.

    A comma is stray after an end mark, closed or not (。、 and ！”，), and where it is all there is.
    """
    while end - start > 1 and marks[end - 1] >> TAIL & 15 == NOTE_MARK:
        end -= 1
    length = end - start
    found = int(marks[end - 1] >> TAIL & 15)
    if found == NOTE_MARK:
        return _HAN
    if found == _COMMA:
        last = end - 2 if length > 1 and marks[end - 2] & QUOTE_INNER else end - 1
        return _END if length == 1 or (last > start and marks[last - 1] & END) else _COMMA
    if found == _CLOSE and length > 1:
        inner = end - 3 if length > 2 and marks[end - 2] & QUOTE_INNER else end - 2
        if marks[inner] & END or (marks[inner] & DOT and not (length > 2 and marks[end - 3] & NUMERAL)):
            return _END_QUOTE
        if marks[inner] >> TAIL & 15 == _DASH and not marks[end - 1] & CLOSE_ROUND:
            return _END_QUOTE  # speech that is broken off
        return _CLOSE_BRACKET if marks[end - 1] & CLOSE_ROUND else _CLOSE
    if found == MAYBE_END:
        if length > 1 and marks[end - 2] & QUOTE_INNER:
            return _END
        return _LETTER if (length > 1 and marks[end - 2] & NUMERAL) or ascii_only else _END
    return found


def _ends(marks: Any, start: int, end: int) -> bool:
    """Whether an end mark is last, or stands before one or two closing ones."""
    for back in range(1, min(3, end - start) + 1):
        if marks[end - back] & END:
            return True
        if not marks[end - back] & AFTER_END:
            return False
    return False


def _bracket_open(marks: Any, start: int, end: int) -> bool:
    """Whether the last bracket near the end opens."""
    for k in range(end - 1, max(start, end - BRACKET_REACH) - 1, -1):
        if marks[k] & (OPEN | SQUARE):
            return True
        if marks[k] & CLOSE:
            return False
    return False


def _bracket_closes(marks: Any, start: int, end: int) -> bool:
    """Whether the first bracket near the beginning closes."""
    for k in range(start, min(end, start + BRACKET_REACH)):
        if marks[k] & CLOSE:
            return True
        if marks[k] & OPEN:
            return False
    return False


def _verse_width(marks: Any, start: int, end: int) -> bool:
    while end > start and marks[end - 1] & VERSE_STRIP:
        end -= 1
    return VERSE_WIDTHS[0] <= width(marks, start, end) <= VERSE_WIDTHS[1]


def _has_colon(marks: Any, start: int, end: int) -> bool:
    k = start
    while k < end and not marks[k] & COLON:
        k += 1
    return k < end
