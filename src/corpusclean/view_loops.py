"""Loops of `views`."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_HAN, IS_LINE_END, IS_ODD_DIGIT, IS_UNSEEN


def look(codes: Any, table: Any, kinds_of: Any, kinds: Any) -> int:
    """Fills in the kinds of the characters -> all kinds that occur.  The number after the last character stays 0.

    `table` has a number for each character of the first plane, `kinds_of` what it stands for.
    """
    seen = 0
    last = len(codes) - 1
    for i in range(last):
        code = codes[i]
        kinds[i] = kinds_of[table[code]] if code < 0x10000 else kinds_beyond(code)
        seen |= kinds[i]
    kinds[last] = 0
    return seen


def find(kinds: Any, wanted: int, found: Any) -> int:
    """Fills in where characters of the wanted kinds stand -> how many."""
    n = 0
    for i in range(len(found)):
        if kinds[i] & wanted:
            found[n] = i
            n += 1
    return n


def kinds_beyond(code: int) -> int:
    """The kinds of a character beyond the first plane."""
    if 0xE0000 <= code < 0xE0080:
        return IS_UNSEEN
    return IS_HAN if 0x20000 <= code < 0x40000 else IS_ODD_DIGIT


def cover(places: Any, starts: Any, ends: Any, covered: Any) -> None:
    """Marks those of the ascending places that lie in one of the ascending, disjoint spans."""
    k = 0
    for j in range(len(places)):
        while k < len(starts) and ends[k] <= places[j]:
            k += 1
        if k < len(starts) and starts[k] <= places[j]:
            covered[j] = 1


def line_of(kinds: Any, at: int, size: int, wanted: int) -> tuple[int, int, bool]:
    """The line that holds `at` -> start, end, whether it has one of the wanted kinds."""
    start = end = at
    while start > 0 and not kinds[start - 1] & IS_LINE_END:
        start -= 1
    seen = 0
    for i in range(start, at):
        seen |= kinds[i]
    while end < size and not kinds[end] & IS_LINE_END:
        seen |= kinds[end]
        end += 1
    return start, end, seen & wanted != 0
