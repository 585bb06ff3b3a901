"""Widths: how much room characters take in print, in half em, so that they are whole numbers.

A character that GBK writes in two bytes is one em wide, any other half an em.
"""

from __future__ import annotations

from typing import Any

from corpusclean.lines.loops.characters import (
    ASCII_SPACE,
    BLANK,
    DECIMAL,
    DIGIT,
    GLUED,
    HAN,
    LETTER,
    NARROW,
    NARROW_AFTER,
    PAREN,
    UNIT_CLOSE,
    UNIT_OPEN,
    WIDE,
    WRAP_AFTER,
    WRAP_BEFORE,
    WRAP_BEFORE_LATIN,
)

MAX_COLUMN = 120
"""Wider than any printed column: such lines are paragraphs, not wraps."""


def _in_han(marks: Any, k: int, start: int, end: int) -> bool:
    """Whether the mark at k follows Han or another mark, and no space follows it."""
    return k > start and marks[k - 1] & NARROW_AFTER != 0 and not (k + 1 < end and marks[k + 1] & ASCII_SPACE)


def width(marks: Any, start: int, end: int) -> int:
    """Of the characters [start, end).

    Half-width marks in Chinese text count as the full-width ones they were on paper; so the width does not change when a later
    rule restores them.
    """
    line = marks[start:end]
    wide = narrow = narrowed = 0
    for k in range(len(line)):
        wide += (line[k] & WIDE) != 0
        narrow |= line[k] & NARROW
    if narrow:
        for k in range(start, end):
            m = marks[k]
            if m & NARROW and (_in_han(marks, k, start, end) or (m & PAREN and k + 1 < end and marks[k + 1] & HAN)):
                narrowed += 1
    size = end - start + wide
    return size + narrowed if 0 < wide < end - start else size


def unit_width(marks: Any, start: int, end: int) -> int:
    """Of what must stand together at the start of a line: a Latin word, a number, a character with its marks and, where a curly
    quote follows, what that glues to it."""
    k = start
    while k < end - 1 and marks[k] & UNIT_OPEN:
        k += 1
    inner = LETTER if marks[k] & LETTER else DECIMAL if marks[k] & DIGIT else 0
    k += 1
    while k < end and marks[k] & inner:
        k += 1
    while k < end and (marks[k] & UNIT_CLOSE or (marks[k] | marks[k - 1]) & GLUED):
        k += 1
    return width(marks, start, k)


def is_lost_wrap(marks: Any, k: int, start: int, end: int) -> bool:
    """Whether the character at k is a space that a wrap within [start, end) may have become."""
    if not marks[k] & BLANK or k == start or k + 1 >= end:
        return False
    before, after = int(marks[k - 1]), int(marks[k + 1])
    return (before & WRAP_BEFORE != 0 and after & WRAP_AFTER != 0) or (before & WRAP_BEFORE_LATIN != 0 and after & HAN != 0)


def has_lost_wrap(marks: Any, start: int, end: int) -> bool:
    k = start
    while k < end and not is_lost_wrap(marks, k, start, end):
        k += 1
    return k < end


def wrapped_ends(marks: Any, start: int, end: int, whole: int) -> tuple[int, int]:
    """The widths of the first and the last printed line of a line in which wraps became spaces; `whole`, its own, without them."""
    at, first, last = start, -1, -1
    widest, narrowest = 0, 1 << 30  # of the pieces that are neither first nor last, or of the first where there are no others
    most, inner = 0, 0
    for k in range(start, end + 1):
        if k == end or is_lost_wrap(marks, k, start, end):
            if first >= 0 and last >= 0:
                widest, narrowest, inner = max(widest, last), min(narrowest, last), inner + 1
            piece = width(marks, at, k)
            if first < 0:
                first = piece
            else:
                last = piece
            most = max(most, piece)
            at = k + 1
    if last < 0:
        return whole, whole
    if not inner:
        widest = narrowest = first
    if widest > MAX_COLUMN or 10 * narrowest < 7 * widest or widest < 10 or most > widest + 5:
        return whole, whole
    return first, last
