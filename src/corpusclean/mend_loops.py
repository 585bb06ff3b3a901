"""Loops of `mending`."""

from __future__ import annotations

from typing import Any

ROWS = 3
START, END, AFTER = range(ROWS)
"""The rows of edits: from where to where, and the code point that stands there afterwards, 0 for none.

AFTER counts how often it stands there in the bits above a code point: 0 once, 1 twice (——), …
"""
TIMES = 1 << 21


def survey(found: Any, many: int) -> tuple[int, bool, bool]:
    """Of the first so many edits -> by how much the text grows, whether all only remove, whether all leave one character."""
    growth, removes, replaces = 0, True, True
    starts, ends, afters = found[START], found[END], found[AFTER]
    for n in range(many):
        after = afters[n]
        growth += starts[n] - ends[n]
        if after:
            growth += 1 + after // TIMES
            removes = False
        replaces &= 0 < after < TIMES
    return growth, removes, replaces


def mend(codes: Any, found: Any, many: int, mended: Any) -> None:
    """Fills in the text with the edits made, and the 0 after it."""
    starts, ends, afters = found[START], found[END], found[AFTER]
    at = to = 0
    for n in range(many):
        while at < starts[n]:
            mended[to] = codes[at]
            at += 1
            to += 1
        after = afters[n]
        if after:
            for _ in range(1 + after // TIMES):
                mended[to] = after % TIMES
                to += 1
        at = ends[n]
    while at < len(codes):
        mended[to] = codes[at]
        at += 1
        to += 1
