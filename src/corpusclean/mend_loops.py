"""Loops of `mending`."""

from __future__ import annotations

from typing import Any

from corpusclean.view_loops import kinds_beyond

ROWS = 3
START, END, AFTER = range(ROWS)
"""The rows of edits: from where to where, and the code point that stands there afterwards, 0 for none.

AFTER counts how often it stands there in the bits above a code point: 0 once, 1 twice (——), …
"""
TIMES = 1 << 21


def grows(found: Any) -> int:
    """By how much edits make the text longer."""
    growth = 0
    for n in range(len(found[START])):
        growth += found[START][n] - found[END][n] + _width(found[AFTER][n])
    return growth


def place(found: Any, offsets: Any, placed: Any) -> None:
    """Fills in where ascending offsets of the input stand in the output (`Layer.places`)."""
    starts, ends, afters = found[START], found[END], found[AFTER]
    k = shift = 0
    for n in range(len(offsets)):
        offset = offsets[n]
        while k < len(starts) and ends[k] <= offset and starts[k] <= offset:
            shift += _width(afters[k]) + starts[k] - ends[k]
            k += 1
        within = k < len(starts) and starts[k] <= offset
        placed[n] = shift + (starts[k] + min(offset - starts[k], _width(afters[k])) if within else offset)


def _width(after: int) -> int:
    return 1 + after // TIMES if after else 0


def mend(codes: Any, kinds: Any, found: Any, table: Any, kinds_of: Any, mended: Any, mended_kinds: Any) -> int:
    """Fills in the text with the edits made and its kinds, and the 0 after both -> all kinds that occur (`view_loops.look`)."""
    starts, ends, afters = found[START], found[END], found[AFTER]
    at = to = 0
    for n in range(len(starts)):
        for i in range(starts[n] - at):
            mended[to + i], mended_kinds[to + i] = codes[at + i], kinds[at + i]
        to += starts[n] - at
        after = afters[n]
        if after:
            code = after % TIMES
            for _ in range(1 + after // TIMES):
                mended[to], mended_kinds[to] = code, kinds_of[table[code]] if code < 0x10000 else kinds_beyond(code)
                to += 1
        at = ends[n]
    for i in range(len(codes) - at):
        mended[to + i], mended_kinds[to + i] = codes[at + i], kinds[at + i]
    seen = 0
    for i in range(len(mended_kinds)):
        seen |= mended_kinds[i]
    return seen
