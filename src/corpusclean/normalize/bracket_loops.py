"""Marks and round brackets of a text together; a pair of brackets becomes full-width if Chinese stands in it, or before it."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_ALNUM, IS_BLANK, IS_BRACKET, IS_CHINESE, IS_HAN, IS_LETTER, IS_LINE_END, IS_MARK
from corpusclean.normalize.mark_loops import CHINESE, go_on, is_open, put, widen
from corpusclean.view_loops import cover, line_of

_OPENING, _CLOSING, _WIDE_OPENING, _WIDE_CLOSING = ord("("), ord(")"), ord("（"), ord("）")
_STOP, _PIPE, _BLANK, _QUOTE, _APOSTROPHE = ord("."), ord("|"), ord(" "), ord('"'), ord("'")
_BEFORE_BRACKET = tuple(map(ord, "\"'“”‘’-"))
_CHINESE_SIGNS = tuple(map(ord, "℃°‰·…—"))


PLACES, BRACKETS = range(2)
COVERED, PARTNERS, OPENED, FOUND = range(4)
ROOM = FOUND + 4


def survey(codes: Any, kinds: Any, places: Any, found: Any) -> tuple[int, int]:
    """Of the places of marks, strokes, brackets and line ends, fills in those of marks and strokes that take a look, and those of
    brackets and line ends -> how many of both.  Without a half-width bracket there are none of the latter.
    """
    marks, brackets = found[PLACES], found[BRACKETS]
    n = many = 0
    half = False
    for j in range(len(places)):
        i = places[j]
        if kinds[i] & (IS_BRACKET | IS_LINE_END):
            half |= codes[i] == _OPENING or codes[i] == _CLOSING
            brackets[many] = i
            many += 1
        elif is_open(codes, kinds, i):
            marks[n] = i
            n += 1
    return n, many if half else 0


def begin(
    codes: Any, kinds: Any, places: Any, marks: int, brackets: int, spans: Any, alone: bool, shortens: bool,
    room: Any, edits: Any, state: Any,
) -> tuple[bool, int, bool]:  # fmt: skip
    """The edits of marks and brackets whose neighbours decide; `alone`: and of all others, as `go_on` finds them."""
    if marks:
        cover(places[PLACES][:marks], spans[0], spans[1], room[COVERED])
        widen(codes, kinds, places[PLACES], marks, room[COVERED], edits)
    if brackets:
        pair_brackets(codes, kinds, places[BRACKETS][:brackets], spans, room[PARTNERS], room[OPENED], edits)
    if alone:
        return go_on(codes, kinds, places[PLACES], marks, room[COVERED], edits, state, shortens, room[FOUND:])
    return False, 0, False


def pair_brackets(codes: Any, kinds: Any, places: Any, spans: Any, partners: Any, opened: Any, edits: Any) -> None:
    """The edits of the round brackets at `places`, among which are line ends.  A half-width bracket in one of the spans is none."""
    size = len(codes) - 1
    k = 0
    depth = 0
    for j in range(len(places)):
        code = codes[places[j]]
        while k < len(spans[0]) and spans[1][k] <= places[j]:
            k += 1
        covered = k < len(spans[0]) and spans[0][k] <= places[j]
        if kinds[places[j]] & IS_LINE_END:
            depth = 0
        elif code == _WIDE_OPENING or (code == _OPENING and not covered):
            opened[depth] = j
            depth += 1
        elif depth and (code == _WIDE_CLOSING or (code == _CLOSING and not covered)):
            depth -= 1
            if code == _CLOSING or codes[places[opened[depth]]] == _OPENING:
                partners[opened[depth]] = places[j]
    han = line_end = -1
    line_start = 0
    has_han = False
    for j in range(len(places)):
        o, i = places[j], partners[j]
        if not i:
            continue
        if han < o:  # sought once for all brackets before it, as nothing here may be quadratic
            han = o
            while han < size and not kinds[han] & IS_HAN:
                han += 1
        if o > line_end:
            line_start, line_end, has_han = line_of(kinds, o, size, IS_HAN)
        if han < i or (has_han and _belongs(codes, kinds, o, i, line_start, edits)):
            _widen_pair(codes, kinds, o, i, edits)


def _belongs(codes: Any, kinds: Any, o: int, i: int, line_start: int, edits: Any) -> bool:
    """Whether the brackets at `o` and `i`, with no Han between, belong to the Chinese of their line."""
    if codes[o] == _WIDE_OPENING or codes[i] == _WIDE_CLOSING:
        return True
    if codes[i + 1] == _BLANK and kinds[i + 2] & IS_ALNUM:  # (c) 2020, (int) x, (010) 6234: what follows belongs to them
        return False
    at = o
    while at > line_start and (kinds[at - 1] & IS_BLANK or codes[at - 1] in _BEFORE_BRACKET):
        at -= 1
    if at > line_start and not kinds[at - 1] & IS_MARK:
        return _is_chinese(codes, kinds, at - 1) or (codes[at - 1] == _OPENING and edits[CHINESE][at - 1] != 0)
    if at - 1 > line_start and codes[at - 1] == _STOP and kinds[at - 2] & IS_LETTER:  # Eq. (3), No. (5)
        return False
    while at > line_start and (kinds[at - 1] & IS_MARK or codes[at - 1] == _QUOTE or codes[at - 1] == _APOSTROPHE):
        at -= 1
    if at > line_start and _is_chinese(codes, kinds, at - 1):
        return True
    at = i + 1
    while at < min(i + 12, len(codes) - 1) and (kinds[at] & IS_BLANK or codes[at] == _QUOTE or codes[at] == _APOSTROPHE):
        at += 1
    return at < i + 12 and kinds[at] & IS_HAN != 0


def _is_chinese(codes: Any, kinds: Any, at: int) -> bool:
    return kinds[at] & IS_CHINESE != 0 or codes[at] in _CHINESE_SIGNS


def _widen_pair(codes: Any, kinds: Any, o: int, i: int, edits: Any) -> None:
    """The edits of one pair, with the blanks that set it off; blanks alone inside are a blank to fill in."""
    filled = o + 1
    while kinds[filled] & IS_BLANK:
        filled += 1
    if codes[o] == _OPENING:
        start, end = o, o + 1
        while start > 0 and kinds[start - 1] & IS_BLANK:
            start -= 1
        while filled < i and kinds[end] & IS_BLANK:
            end += 1
        if start == 0 or kinds[start - 1] & IS_LINE_END:
            start = o
        put(o, start, end, edits)
    if codes[i] == _CLOSING:
        start, end = i, i + 1
        while filled < i and start > o + 1 and kinds[start - 1] & IS_BLANK:
            start -= 1
        while kinds[end] & IS_BLANK:
            end += 1
        if codes[end] == _PIPE:
            end = i + 1
        put(i, start, end, edits)
