"""What it costs to read each quotation mark of a paragraph as opening or closing."""

from __future__ import annotations

from typing import Any

from corpusclean.joined import SEPARATOR
from corpusclean.kinds import IS_BLANK, IS_DIGIT, IS_HAN, IS_LETTER, IS_ODD_DIGIT
from corpusclean.view_loops import cover, line_of

NEVER = 100
"""The price of reading a quote against its surroundings."""
_STRAIGHT, _FULL_WIDTH, _LINE_END, _SEPARATOR = ord('"'), ord("＂"), ord("\n"), ord(SEPARATOR)
OPENING, CLOSING = ord("“"), ord("”")
_BEFORE_OPENING = tuple(map(ord, "（《【『「(:：“"))
_AFTER_CLOSING = tuple(map(ord, "，。！？；：、）》〉】』」,.!?;:)"))
_NOT_AFTER_OPENING = (0, *map(ord, "，。！？；：、）,.;:?!)\n"))  # nor at the end of the text
_MAY_BEGIN = tuple(map(ord, ":."))
"""What a name in code can begin with: ":value", ".txt"."""
_DIVIDERS = tuple(map(ord, "，、,；;"))
_ENDS = tuple(map(ord, "。！？!?…"))
_BETWEEN_LATIN = tuple(map(ord, " (=,"))

USABLE, AFTER_DIGIT, INCHES = 1, 2, 4
"""What is said of a mark: it takes part in the pairing; a digit stands before it; it can stand for inches."""


def survey(codes: Any, places: Any, doubted: Any) -> tuple[bool, bool, int]:
    """Of the quotation marks and line ends of a text -> whether a mark is straight; whether a curly one seems to stand the wrong
    way round: “ before a mark that ends something, or two alike in a row; how many marks there are, now at the front of `places`.

    `doubted` becomes 1 for all marks of a document in which one stands so.
    """
    straight = wrong = any_wrong = False
    last = many = first = 0
    for j in range(len(places)):
        at = places[j]
        code = codes[at]
        if code == _LINE_END:
            last = 0
            if codes[at + 1] == _SEPARATOR:
                for k in range(first, many):
                    doubted[k] = wrong
                first, wrong = many, False
            continue
        if is_curly(code):
            wrong |= code == last or (code == OPENING and codes[at + 1] in _NOT_AFTER_OPENING)
            any_wrong |= wrong
            last = code
        else:
            straight = True
        places[many] = at
        many += 1
    for k in range(first, many):
        doubted[k] = wrong
    return straight, any_wrong, many


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
        opens = 2 if after in _MAY_BEGIN and kinds[i + 2] & IS_LETTER else 20
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


def is_curly(code: int) -> bool:
    return code in (OPENING, CLOSING)
