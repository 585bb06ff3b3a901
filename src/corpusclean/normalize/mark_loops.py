"""Which half-width marks and brackets belong to Chinese, as far as their neighbours tell; what takes words is handed back.

Each edit is kept at the place of its mark: `edits` has three numbers for each character, BEGIN and STOP (0: none) of the edit of
the mark that stands there, and CHINESE, 1 where a character is known to become full-width.
"""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import (
    IS_ALNUM,
    IS_BLANK,
    IS_CHINESE,
    IS_CJK_MARK,
    IS_DIGIT,
    IS_HAN,
    IS_MARK,
    IS_NUMERAL,
    IS_SPELLING,
)  # fmt: skip
from corpusclean.mend_loops import AFTER, END, START, TIMES
from corpusclean.view_loops import line_of

BEGIN, STOP, CHINESE = range(3)
_STOP, _COMMA, _COLON, _QUERY, _EXCLAMATION = ord("."), ord(","), ord(":"), ord("?"), ord("!")
_QUOTE, _PERCENT, _PIPE, _DASH = ord('"'), ord("%"), ord("|"), ord("-")
_OPENING, _CLOSING, _WIDE_OPENING, _WIDE_CLOSING = ord("("), ord(")"), ord("（"), ord("）")
_CLOSING_QUOTES = (ord("”"), ord("’"))
_BETWEEN = (ord("”"), ord("’"), ord("…"), ord("—"))
_AFTER_MARK = tuple(map(ord, '"“‘…—(<\n'))
_AFTER_STOP = tuple(map(ord, '"“(\n'))
_TRANSPARENT = tuple(map(ord, "\"'“”‘’…—"))
_UNITS = tuple(map(ord, "%‰℃"))
_DIVIDING, _COMPATIBLE = tuple(map(ord, ",;.")), 0xF900
_LEADING = tuple(map(ord, "\"'(“‘,.;:?!，。；：？！、"))
_BEFORE_BRACKET = tuple(map(ord, "\"'“”‘’-"))
_CHINESE_SIGNS = tuple(map(ord, "℃°‰·…—"))
_FULL_STOP = ord("。")
_STOPS = (_STOP, _FULL_STOP)
_HALF_WIDTH = tuple(map(ord, ",;:()"))
_DOT, _ELLIPSIS, _MIDLINE = ord("·"), ord("…"), ord("⋯")
_WIDE_DASH, _BAR, _RULE = ord("－"), ord("―"), ord("─")


def easy(codes: Any, kinds: Any, i: int) -> int:
    """The end of the mark at `i` with the blanks after it, where its neighbours alone say that it is Chinese, else 0."""
    mark = codes[i]
    before = kinds[i - 1] if i else 0
    left = codes[i - 1] if i else 0
    end = i + 1
    while kinds[end] & IS_BLANK:
        end += 1
    after, right = kinds[end], codes[end]
    follows = after & IS_CHINESE != 0
    if mark == _STOP:
        return end if _easy_stop(codes, kinds, i, end) else 0
    known = before & IS_CHINESE or (left in _BETWEEN and i > 1 and kinds[i - 2] & IS_CHINESE)
    if known and (end == len(codes) - 1 or follows or after & IS_ALNUM or right in _AFTER_MARK):
        return end
    if follows and mark != _EXCLAMATION and (before & IS_DIGIT or left in (_PERCENT, _QUOTE)):
        return end
    return 0


def _easy_stop(codes: Any, kinds: Any, i: int, end: int) -> bool:
    """The same for a full stop: 约翰.史密斯 keeps its dot, and 一.总则."""
    before = kinds[i - 1] if i else 0
    left = codes[i - 1] if i else 0
    after, right = kinds[end], codes[end]
    if after & IS_HAN and (left in (_PERCENT, _QUOTE)):
        return True
    if not (before & IS_CHINESE or (left in _CLOSING_QUOTES and i > 1 and kinds[i - 2] & IS_CHINESE)) or before & IS_NUMERAL:
        return False
    if end == len(codes) - 1 or right in _AFTER_STOP or after & (IS_CJK_MARK | IS_DIGIT):
        return True
    return after & IS_HAN != 0 and (end > i + 1 or not before & IS_SPELLING)


def is_open(codes: Any, kinds: Any, i: int) -> Any:
    """Whether the mark or stroke at `i` takes a look: those of 3,000, 12:30 and v1.2 take none."""
    if kinds[i] & IS_MARK:
        divides = codes[i] in (_STOP, _COMMA, _COLON)
        return not (divides and i > 0 and kinds[i - 1] & IS_ALNUM and kinds[i + 1] & IS_ALNUM)
    if codes[i] == _FULL_STOP:
        return codes[i + 1] in _STOPS and codes[i + 2] in _STOPS and not (i > 0 and codes[i - 1] in _STOPS)
    return _starts_run(codes, i)


def widen(codes: Any, kinds: Any, places: Any, many: int, covered: Any, edits: Any) -> None:
    """The edits of the marks whose neighbours decide."""
    begins, stops, chinese = edits[BEGIN], edits[STOP], edits[CHINESE]
    for j in range(many):
        i = places[j]
        if kinds[i] & IS_MARK and not covered[j]:
            end = easy(codes, kinds, i)
            if end:
                begins[i], stops[i], chinese[i] = i, end, 1


def put(place: int, start: int, end: int, edits: Any) -> None:
    """Keeps the edit of the mark at `place`; the characters it covers are Chinese from now on."""
    edits[BEGIN][place], edits[STOP][place] = start, end
    for i in range(start, end):
        edits[CHINESE][i] = 1


MARK, RUN = 1, 2
"""What is asked: whether a mark is the Latin word's or the number's before it; what a run of dots or dashes is."""
PLACE, ANSWERED, DONE, ASKED, LINE_START, LINE_END, MARK_START, MARK_STOP, LEFT, RIGHT, MARK_END, LEAD_START, LEAD_END, SIZE = (
    range(14)
)
"""What `judge` remembers between two questions: numbers of its `state`."""


def go_on(
    codes: Any, kinds: Any, places: Any, many: int, covered: Any, edits: Any, state: Any, shortens: bool, found: Any
) -> tuple[bool, int, bool]:
    """Judges the marks that are left, and collects all edits where nothing has to be asked -> whether it has; see `collect`."""
    if judge(codes, kinds, places, many, covered, edits, state):
        return True, 0, False
    n, unsaid = collect(codes, edits, shortens, found)
    return False, n, unsaid


def judge(codes: Any, kinds: Any, places: Any, many: int, covered: Any, edits: Any, state: Any) -> bool:
    """Goes on through the marks whose neighbours alone do not decide, from left to right, until it has to ask -> whether it does.

    Quotes, dashes, ellipses and blanks are looked through.
    """
    j = state[PLACE]
    while j < many:
        i = places[j]
        if i >= state[LINE_END]:
            state[LINE_START], state[LINE_END], is_chinese = line_of(kinds, i, len(kinds) - 1, IS_CHINESE)
            if not is_chinese:
                state[DONE] = state[LINE_END]
        answered = state[ANSWERED]
        state[ANSWERED] = 0
        if i >= state[DONE] and not covered[j]:
            if not answered and _starts_run(codes, i):
                state[PLACE], state[ASKED] = j, RUN
                return True
            if kinds[i] & IS_MARK and not edits[STOP][i] and _judge(codes, kinds, i, edits, state):
                state[PLACE], state[ASKED] = j, MARK
                return True
        j += 1
    return False


def _starts_run(codes: Any, i: int) -> bool:
    """Whether dots or dashes start at `i` that may become …… or ——."""
    code, after = codes[i], codes[i + 1]
    if code in _STOPS:
        further = codes[i + 2] if after else 0
        return (further == _STOP and after == ord(" ")) or (further in _STOPS and after in _STOPS)
    if code == _ELLIPSIS:
        return after != _ELLIPSIS and (i == 0 or codes[i - 1] != _ELLIPSIS)
    if code in (_DOT, _DASH, _WIDE_DASH, _RULE):
        return bool(after == code)
    return bool(code in (_MIDLINE, _BAR))


def _judge(codes: Any, kinds: Any, i: int, edits: Any, state: Any) -> bool:
    """Widens the mark at `i` if Chinese stands before it -> whether that has to be asked, because something else does."""
    mark, start, stop = codes[i], i, i + 1
    line_start, line_end = state[LINE_START], state[LINE_END]
    while mark in (_QUERY, _EXCLAMATION) and codes[stop] in (_QUERY, _EXCLAMATION):
        stop += 1
    while start > line_start and kinds[start - 1] & IS_BLANK:
        start -= 1
    end = stop
    while end < line_end and kinds[end] & IS_BLANK:
        end += 1
    if codes[end] == _PIPE:  # the cell of a table keeps its blank
        end = stop
    left = before(codes, kinds, start, line_start)
    if left < line_start or codes[i - 1] == mark or codes[stop] == mark:
        return False
    if edits[CHINESE][left] or kinds[left] & IS_CHINESE:
        if mark != _STOP or _ends_sentence(codes, kinds, i, line_start):
            put(i, start, end, edits)
            state[DONE] = end
        return False
    if end < state[LEAD_START] or end > state[LEAD_END]:  # looked at once for all marks in it: nothing here may be quadratic
        state[LEAD_START] = state[LEAD_END] = end
        while state[LEAD_END] < line_end and codes[state[LEAD_END]] in _LEADING:
            state[LEAD_END] += 1
    right = state[LEAD_END]
    latin_after = right < line_end and not kinds[right] & IS_CHINESE and not edits[CHINESE][end]
    if (latin_after or start < i) and codes[left] not in _UNITS:
        return False
    if codes[left] in _UNITS and mark in _DIVIDING and right < line_end and _is_letter_or_digit(codes, kinds, right):
        put(i, start, end, edits)
        state[DONE] = end
        return False
    state[MARK_START], state[MARK_STOP], state[LEFT], state[RIGHT], state[MARK_END] = start, end, left, right, stop
    return True


def _is_letter_or_digit(codes: Any, kinds: Any, at: int) -> Any:
    return kinds[at] & IS_ALNUM != 0 or (kinds[at] & IS_HAN != 0 and codes[at] < _COMPATIBLE)


def before(codes: Any, kinds: Any, at: int, line_start: int) -> int:
    """The place of the character before `at`, quotes, dashes, ellipses and blanks not counted."""
    at -= 1
    while at >= line_start and (kinds[at] & IS_BLANK or codes[at] in _TRANSPARENT):
        at -= 1
    return at


_LONGEST_RUN = 160
_IN_LATIN = tuple(map(ord, "“”‘’—…°′″"))
_FIRST_LETTER, _LAST_LETTER = ord("¿"), ord("ɏ")


def half_width_start(codes: Any, end: int) -> int:
    """Where the half-width characters that stand before `end` start, at most so many of them."""
    start = end
    while start > 0 and end - start < _LONGEST_RUN and _is_half_width(codes[start - 1]):
        start -= 1
    return start


def _is_half_width(code: int) -> bool:
    return ord(" ") <= code <= ord("~") or _FIRST_LETTER <= code <= _LAST_LETTER or code in _IN_LATIN


def _ends_sentence(codes: Any, kinds: Any, i: int, line_start: int) -> bool:
    """Whether a full stop after Chinese ends a sentence: not in 约翰.史密斯, 报告.docx, .NET, nor in 一.总则 at the start of a line."""
    if ord("a") <= codes[i + 1] <= ord("z") or (
        codes[i + 1] == ord("N") and codes[i + 2] == ord("E") and codes[i + 3] == ord("T")
    ):
        return False
    if i > 1 and kinds[i - 1] & kinds[i - 2] & kinds[i + 1] & IS_SPELLING and kinds[i + 2] & IS_SPELLING:
        return False
    return i - line_start > 4 or not _is_number(codes, kinds, line_start, i)


def _is_number(codes: Any, kinds: Any, start: int, end: int) -> bool:
    """Whether nothing but the number of an item stands there: 一, （十二）"""
    while start < end and kinds[start] & IS_BLANK:
        start += 1
    if codes[start] in (_OPENING, _WIDE_OPENING):
        start += 1
    digits = start
    while start < end and kinds[start] & IS_NUMERAL:
        start += 1
    found = start > digits
    if start < end and codes[start] in (_CLOSING, _WIDE_CLOSING):
        start += 1
    return found and start == end


UNSAID = -1
"""Stands for what a mark becomes where that is not one character, once or several times."""


def collect(codes: Any, edits: Any, shortens: bool, found: Any) -> tuple[int, bool]:
    """All edits in order, as `mend_loops` has them -> how many, whether some are UNSAID; where one overlaps its neighbour (both take
    a blank along), the later one gives way, or goes.

    `found` has room for their places, too.  `shortens`: !!! becomes one mark.
    """
    begins, stops = edits[BEGIN], edits[STOP]
    n = done = 0
    unsaid = False
    for i in range(len(stops)):
        if stops[i]:
            start = max(begins[i], done)
            if start < stops[i]:
                found[START][n], found[END][n], found[PLACE_OF][n] = start, stops[i], i
                found[AFTER][n] = _full(codes, i, shortens)
                unsaid |= found[AFTER][n] == UNSAID
                n += 1
                done = stops[i]
    return n, unsaid


PLACE_OF = 3
_FULL_WIDTH = ord("，") - _COMMA


def _full(codes: Any, i: int, shortens: bool) -> Any:
    """What the mark at `i`, with the others of ?! after it, becomes."""
    mark = codes[i]
    if mark == _STOP:
        return _FULL_STOP
    several = 0
    if mark in (_QUERY, _EXCLAMATION):
        while codes[i + several + 1] == mark:
            several += 1
        if codes[i + several + 1] in (_QUERY, _EXCLAMATION):
            return UNSAID
        if shortens:
            several = 0
    elif mark not in _HALF_WIDTH:
        return UNSAID
    return mark + _FULL_WIDTH + several * TIMES
