"""Which quotation marks of a paragraph open and which close: the price of every reading, the cheapest, and its edits."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_BLANK, IS_CHINESE, IS_DIGIT, IS_HAN, IS_LETTER, IS_ODD_DIGIT, IS_WIDE_MARK
from corpusclean.view_loops import cover, line_of

NEVER = 100
"""The price of reading a quote against its surroundings."""
DEAREST = 20
"""A reading at this price or more is none."""
_STRAIGHT, _FULL_WIDTH, _OPENING, _CLOSING, _LINE_END = ord('"'), ord("＂"), ord("“"), ord("”"), ord("\n")
_BEFORE_OPENING = tuple(map(ord, "（《【『「(:：“"))
_AFTER_CLOSING = tuple(map(ord, "，。！？；：、）》〉】』」,.!?;:)"))
_NOT_AFTER_OPENING = tuple(map(ord, "，。！？；：、）,.;:?!)\n"))
_DIVIDERS = tuple(map(ord, "，、,；;"))
_ENDS = tuple(map(ord, "。！？!?…"))
_BETWEEN_LATIN = tuple(map(ord, " (=,"))
_INNER_OPENING, _INNER_CLOSING = ord("‘"), ord("’")

USABLE, AFTER_DIGIT, INCHES = 1, 2, 4
"""What is said of a mark: it takes part in the pairing; a digit stands before it; it can stand for inches."""


def weigh(
    codes: Any, kinds: Any, places: Any, spans: Any, covered: Any, opening: Any, closing: Any, said: Any, line_ends: Any
) -> bool:
    """Fills in what it costs to read each quotation mark as opening and as closing -> whether a digit stands before one.

    Marks in lines without Han, in protected spans and pairs within English are not usable.
    """
    cover(places, spans[0], spans[1], covered)
    k = 0
    while k < len(places):
        start, end, has_han = line_of(kinds, places[k], len(codes) - 1, IS_HAN)
        stop = k
        while stop < len(places) and places[stop] < end:
            line_ends[stop] = end
            stop += 1
        if has_han:
            lead, tail = start, end
            while lead < end and kinds[lead] & IS_BLANK:
                lead += 1
            while tail > start and (kinds[tail - 1] & IS_BLANK or codes[tail - 1] == _STRAIGHT or codes[tail - 1] == _FULL_WIDTH):
                tail -= 1
            for j in range(k, stop):
                if not covered[j]:
                    said[j] = USABLE
                    _weigh_one(codes, kinds, places[j], j, start, end, lead, tail, opening, closing, said)
            _leave_latin_pairs(codes, kinds, places, k, stop, start, said)
        k = stop
    for j in range(len(places)):
        if said[j] & AFTER_DIGIT:
            return True
    return False


def _weigh_one(
    codes: Any, kinds: Any, i: int, j: int, start: int, end: int, lead: int, tail: int, opening: Any, closing: Any, said: Any
) -> None:
    """What the surroundings of the mark at `i` say; `lead`, `tail`: where the line begins and ends but for blanks and quotes."""
    before = codes[i - 1] if i > start else 0
    after = codes[i + 1] if i + 1 < end else 0
    blank_before = i > start and kinds[i - 1] & IS_BLANK
    blank_after = i + 1 < end and kinds[i + 1] & IS_BLANK
    opens = closes = 0
    if i <= lead:
        closes = NEVER
    elif before in _BEFORE_OPENING:
        closes = 20
    elif blank_before and not blank_after:
        closes = 2
    elif before in _DIVIDERS:
        closes = 1
    elif kinds[i - 1] & (IS_DIGIT | IS_ODD_DIGIT):
        said[j] |= AFTER_DIGIT
    if i >= tail and (blank_after or i + 1 == end):
        opens = NEVER
    elif after in _AFTER_CLOSING:
        opens = 20
    elif blank_after and not blank_before:
        opens = 2
    if before in _ENDS:
        opens += 1
    opening[j], closing[j] = opens, closes


def _leave_latin_pairs(codes: Any, kinds: Any, places: Any, first: int, stop: int, start: int, said: Any) -> None:
    """Pairs of straight quotes that stand inside a stretch of English are not usable: said "no" to it."""
    left = -1
    for right in range(first, stop):
        if not said[right]:
            continue
        if (
            left >= 0
            and codes[places[left]] == _STRAIGHT == codes[places[right]]
            and _is_in_latin(codes, kinds, places[left], places[right], start)
        ):
            said[left] = said[right] = 0
            left = -1
        else:
            left = right


def _is_in_latin(codes: Any, kinds: Any, left: int, right: int, start: int) -> bool:
    for i in range(left + 1, right):
        if codes[i] > 0x7F:
            return False
    if codes[right + 1] == ord(" ") and ord("a") <= codes[right + 2] <= ord("z"):
        return True
    i = left - 1
    while i >= max(start, left - 4) and codes[i] in _BETWEEN_LATIN:
        i -= 1
    return i >= max(start, left - 4) and kinds[i] & IS_LETTER != 0


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
        if trusted and codes[places[j]] == _OPENING:
            opens, closes = 0, NEVER
        elif trusted and codes[places[j]] == _CLOSING:
            opens, closes = NEVER, 0
        neither = 1 if said[j] & INCHES and not (trusted and _is_curly(codes[places[j]])) else NEVER
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


def _is_curly(code: int) -> bool:
    return code in (_OPENING, _CLOSING)


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
        if reading[j] and not _is_curly(codes[places[j]]):
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
                marks[n] = _INNER_OPENING if depth > 0 else _OPENING
            else:
                marks[n] = _INNER_CLOSING if depth > 0 else _CLOSING
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
            straight |= not _is_curly(codes[places[j]])
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


def survey(codes: Any, places: Any) -> tuple[bool, bool, int]:
    """Of the quotation marks and line ends of a text -> whether a mark is straight; whether a curly one seems to stand the wrong
    way round: “ before a mark that ends something, or two alike in a row; how many marks there are, now at the front of `places`.
    """
    straight = wrong = False
    last = many = 0
    for j in range(len(places)):
        code = codes[places[j]]
        if code == _LINE_END:
            last = 0
            continue
        if _is_curly(code):
            wrong |= code == last or (code == _OPENING and codes[places[j] + 1] in _NOT_AFTER_OPENING)
            last = code
        else:
            straight = True
        places[many] = places[j]
        many += 1
    return straight, wrong, many


def turn(
    codes: Any, places: Any, line_ends: Any, n: int,
    opening: Any, closing: Any, said: Any, back: Any, reading: Any, starts: Any, ends: Any, marks: Any,
) -> int:  # fmt: skip
    """Turns curly quotes in paragraphs that have no straight ones, read as if they were straight.

    Writes their edits after the `n` there are -> how many there are then.
    """
    k = 0
    while k < len(places):
        stop = next_line(line_ends, k)
        depth = lowest = 0
        curly = True
        for j in range(k, stop):
            curly &= _is_curly(codes[places[j]])
            depth += 1 if codes[places[j]] == _OPENING else -1
            lowest = min(lowest, depth)
        nests = depth == lowest == 0
        if (
            curly
            and not nests
            and (stop - k) % 2 == 0
            and read(codes, places, k, stop, False, 0, 0, opening, closing, said, back, reading)
            and not _nested(k, stop, said, reading)
        ):
            for j in range(k, stop):
                mark = _OPENING if reading[j] == 1 else _CLOSING
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
