"""Which quotation marks of a paragraph open and which close: the cheapest of all readings, and its edits."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_BLANK, IS_CHINESE, IS_WIDE_MARK
from corpusclean.normalize.quote_loops import CLOSING, INCHES, NEVER, OPENING, USABLE, is_curly

DEAREST = 20
"""A reading at this price or more is none."""
_INNER_OPENING, _INNER_CLOSING = ord("‘"), ord("’")


def read(
    codes: Any, places: Any, first: int, stop: int, trusted: bool, inside: int, ends_inside: int,
    opening: Any, closing: Any, said: Any, back: Any, reading: Any,
) -> bool:  # fmt: skip
    """Fills in the cheapest reading of some marks that starts and ends outside or inside a quotation: 1 opens, -1 closes,
    0 neither.  False if every one goes against the surroundings.

    `trusted`: curly marks say themselves whether they open.  `back`: room for three numbers a mark, how each depth was reached.
    """
    costs, order, many = (-1, -1, -1), (inside, 0, 0), 1
    costs = _with(costs, inside, 0)
    for j in range(first, stop):
        if not said[j] & USABLE:
            continue
        opens, closes = opening[j], closing[j]
        if trusted and codes[places[j]] == OPENING:
            opens, closes = 0, NEVER
        elif trusted and codes[places[j]] == CLOSING:
            opens, closes = NEVER, 0
        neither = 1 if said[j] & INCHES and not (trusted and is_curly(codes[places[j]])) else NEVER
        new, new_order, reached = (-1, -1, -1), (0, 0, 0), 0
        for q in range(many):
            depth = order[q]
            for sign in (1, -1, 0):
                price = opens + 5 * depth if sign == 1 else closes if sign == -1 else neither
                then = depth + sign
                if 0 <= then <= 2 and price < NEVER and (new[then] < 0 or costs[depth] + price < new[then]):
                    if new[then] < 0:
                        new_order = _with(new_order, reached, then)
                        reached += 1
                    new = _with(new, then, costs[depth] + price)
                    back[3 * j + then] = sign
        costs, order, many = new, new_order, reached
    depth = ends_inside
    if not 0 <= costs[depth] < DEAREST:
        return False
    for j in range(stop - 1, first - 1, -1):
        if said[j] & USABLE:
            reading[j] = back[3 * j + depth]
            depth -= reading[j]
    return True


def _with(three: tuple[int, int, int], at: int, value: int) -> tuple[int, int, int]:
    return value if at == 0 else three[0], value if at == 1 else three[1], value if at == 2 else three[2]


def write(
    codes: Any,
    kinds: Any,
    places: Any,
    first: int,
    stop: int,
    said: Any,
    reading: Any,
    n: int,
    starts: Any,
    ends: Any,
    marks: Any,
) -> int:
    """Writes the edits of one paragraph after the `n` there are -> how many there are then.

    A quotation within a quotation takes ‘ ’ (GB/T 15834-2011, 4.8.3.4).
    """
    depth = last = 0
    for j in range(first, stop):
        if said[j] & USABLE:
            depth -= reading[j]
    depth = max(depth, 0)
    for j in range(first, stop):
        if not said[j] & USABLE:
            continue
        depth -= reading[j] == -1
        if reading[j] and not is_curly(codes[places[j]]):
            start, end = places[j], places[j] + 1
            before, beyond = start, end
            while before > 0 and kinds[before - 1] & IS_BLANK:
                before -= 1
            while kinds[beyond] & IS_BLANK:
                beyond += 1
            if reading[j] == 1:
                end = beyond
                if before > 0 and kinds[before - 1] & (IS_CHINESE | IS_WIDE_MARK):
                    start = before
            else:
                start = before
                if kinds[beyond] & (IS_CHINESE | IS_WIDE_MARK):
                    end = beyond
            starts[n], ends[n] = max(start, last), end
            last = end
            if reading[j] == 1:
                marks[n] = _INNER_OPENING if depth > 0 else OPENING
            else:
                marks[n] = _INNER_CLOSING if depth > 0 else CLOSING
            n += 1
        depth += reading[j] == 1
    return n


def pair(
    codes: Any, kinds: Any, places: Any, line_ends: Any, k: int, n: int,
    opening: Any, closing: Any, said: Any, back: Any, reading: Any, starts: Any, ends: Any, marks: Any,
) -> tuple[int, int]:  # fmt: skip
    """Pairs the quotes of paragraphs with straight ones, from mark `k` on, until a paragraph cannot be read by itself.

    -> the first mark of that paragraph (or the number of marks), the number of edits.
    """
    while k < len(places):
        stop = next_line(line_ends, k)
        straight = usable = False
        for j in range(k, stop):
            straight |= not is_curly(codes[places[j]])
            usable |= said[j] & USABLE != 0
        if straight and usable:
            if not read(codes, places, k, stop, True, 0, 0, opening, closing, said, back, reading):
                return k, n
            n = write(codes, kinds, places, k, stop, said, reading, n, starts, ends, marks)
        k = stop
    return k, n


def next_line(line_ends: Any, k: int) -> int:
    """The first mark after the line of mark `k`."""
    stop = k + 1
    while stop < len(line_ends) and line_ends[stop] == line_ends[k]:
        stop += 1
    return stop


def turn(
    codes: Any, places: Any, line_ends: Any, doubted: Any, n: int,
    opening: Any, closing: Any, said: Any, back: Any, reading: Any, starts: Any, ends: Any, marks: Any,
) -> int:  # fmt: skip
    """Turns curly quotes in paragraphs that have no straight ones, where the document is `doubted`; read as if they were straight.

    Writes their edits after the `n` there are -> how many there are then.
    """
    k = 0
    while k < len(places):
        stop = next_line(line_ends, k)
        depth = lowest = 0
        curly = True
        for j in range(k, stop):
            curly &= is_curly(codes[places[j]])
            depth += 1 if codes[places[j]] == OPENING else -1
            lowest = min(lowest, depth)
        nests = depth == lowest == 0
        if (
            curly
            and doubted[k]
            and not nests
            and (stop - k) % 2 == 0
            and read(codes, places, k, stop, False, 0, 0, opening, closing, said, back, reading)
            and not _nested(k, stop, said, reading)
        ):
            for j in range(k, stop):
                mark = OPENING if reading[j] == 1 else CLOSING
                if said[j] & USABLE and codes[places[j]] != mark:
                    starts[n], ends[n], marks[n] = places[j], places[j] + 1, mark
                    n += 1
        k = stop
    return n


def _nested(first: int, stop: int, said: Any, reading: Any) -> bool:
    """Whether one quotation opens directly within another."""
    last = 0
    for j in range(first, stop):
        if said[j] & USABLE:
            if last == reading[j] == 1:
                return True
            last = reading[j]
    return False
