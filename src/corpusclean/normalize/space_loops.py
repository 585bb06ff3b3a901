"""Which blanks are traces of setting, scanning and wrapping, as far as their neighbours and their line tell."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import (
    IS_BLANK,
    IS_DIGIT,
    IS_HALF_WIDTH,
    IS_HAN,
    IS_LETTER,
    IS_LINE_END,
    IS_ODD_DIGIT,
    IS_SURNAME,
    IS_WIDE_MARK,
)
from corpusclean.normalize.sentence_loops import has_sentence
from corpusclean.view_loops import line_of

START, END, BETWEEN_HAN, LINE, VERDICT = range(5)
"""The rows of blanks: from where to where; 1 for one or two between Han characters, LEADS after what may be a speaker's name; the
number of their line; what becomes of them."""
LEADS = 2
LINE_START, LINE_STOP, CHINESE, PROSE, DIVIDED, DATED, TONED, SEEN_TO, OPENED = range(9)
"""The rows of lines.  DIVIDED: it has a bracket or a mention, in which blanks may divide; TONED: it spells Chinese in letters, -1 if
not; OPENED: whether a bracket is open at SEEN_TO characters from its start, with no end of a clause in it."""
STAYS, GOES, ASKS = range(3)
SHORT = 60
"""A line of so many characters is prose if it has the marks of sentences; a shorter one is judged by more."""
LEAD = 24
"""Characters in which a label or a dateline may open a line."""
LONGEST_NAME = 4
"""Characters of a speaker's name at the start of a line."""

_TAB, _BLANK, _DASH, _PERCENT, _PLUS = ord("\t"), ord(" "), ord("-"), ord("%"), ord("+")
_TAKES_BLANKS = tuple(map(ord, ",;:?!.()\"'"))
_AFTER_INDENT = tuple(map(ord, "\"'(.<"))
_DIVIDERS = tuple(map(ord, "(（@＠"))
_OPENING, _CLOSING = (ord("（"), ord("(")), (ord("）"), ord(")"))
_STRADDLING = tuple(map(ord, "“”‘’…—"))
_STOPS = tuple(map(ord, "，。；：？！、"))
_CLOSE_STOPS = tuple(map(ord, "，。；！？"))
_CLAUSE_ENDS = tuple(map(ord, "，。；"))
_TITLE_ENDS = tuple(map(ord, "者员員"))
_ORDINAL, _ARTICLES, _NEWS = (
    ord("第"),
    tuple(map(ord, "条條章节節编編篇款项項部分回集卷课課讲講届屆")),
    tuple(map(ord, "讯訊电電")),
)
_AT, _LONGEST_MENTION, _IDEOGRAPHIC = ord("@"), 20, ord("\u3000")
_ITEM_SIGNS, _AFTER_NUMBER = tuple(map(ord, "-*+>|#=~")), tuple(map(ord, ".)、"))
_LATIN_SIGNS = tuple(map(ord, "%℃°$€£￥¥+"))
_TONED = tuple(sorted(map(ord, "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")))
_FIRST_TONED, _LAST_TONED = _TONED[0], _TONED[-1]


def find_blanks(codes: Any, kinds: Any, places: Any, blanks: Any, lines: Any) -> tuple[int, int, bool]:
    """Fills in the runs of blanks that may go, and their lines -> how many runs, how many lines, whether a line asks.

    Those after a half-width mark are none of them: the mark takes them along when it becomes full-width.
    """
    n = many = done = 0
    asks = False
    for j in range(len(places)):
        start = places[j]
        if start < done:
            continue
        end = start
        while kinds[end] & IS_BLANK:
            end += 1
        done = end
        start, stop = _that_may_go(codes, kinds, start, end)
        if start == stop:
            continue
        if not many or start > lines[LINE_STOP][many - 1]:
            lines[LINE_START][many], lines[LINE_STOP][many], lines[CHINESE][many] = line_of(kinds, start, len(codes) - 1, IS_HAN)
            _look_at_line(codes, kinds, lines, many)
            asks |= lines[PROSE][many] == ASKS
            many += 1
        blanks[START][n], blanks[END][n], blanks[LINE][n] = start, stop, many - 1
        blanks[BETWEEN_HAN][n] = stop - start < 3 and stop == end and start > 0 and kinds[start - 1] & kinds[stop] & IS_HAN != 0
        n += 1
    return n, many, asks


def _that_may_go(codes: Any, kinds: Any, start: int, end: int) -> tuple[int, int]:
    """The part of the run of blanks [start, end) that may go -> start, end; empty if none."""
    if start == 0 or not kinds[start - 1] & IS_HALF_WIDTH:
        return start, end
    if kinds[start - 1] & IS_DIGIT and codes[start + 1] == _PERCENT:
        return start, start + 1
    last = end == len(codes) - 1
    wide_after = last or kinds[end] & (IS_WIDE_MARK | IS_LINE_END) != 0
    half_after = not last and kinds[end] & IS_HALF_WIDTH != 0
    takes = codes[start - 1] in _TAKES_BLANKS
    if wide_after or (not takes and not half_after):
        return start, end
    if takes and not half_after and end - start > 1:
        return start + 1, end
    return start, start


def _look_at_line(codes: Any, kinds: Any, lines: Any, k: int) -> None:
    """Says of a line whether it is prose, if its length lets that be seen here, and whether it has a bracket or a mention."""
    start, end = lines[LINE_START][k], lines[LINE_STOP][k]
    lines[PROSE][k] = has_sentence(codes, kinds, start, end) if end - start >= SHORT else ASKS
    for i in range(start, end):
        if codes[i] in _DIVIDERS:
            lines[DIVIDED][k] = 1
            return


def judge_blanks(codes: Any, kinds: Any, blanks: Any, lines: Any, many: int, spans: Any, removes: bool) -> tuple[bool, int]:
    """Fills in what becomes of each run of blanks -> whether something has to be asked; how many may stand after a speaker's name.

    `spans`: starts and ends of what is protected; `removes`: whether a blank between Han and Latin goes.
    """
    asks = False
    k = leads = 0
    for j in range(many):
        start, end = blanks[START][j], blanks[END][j]
        while k < len(spans[0]) and spans[1][k] < start:
            k += 1
        covered = _touches(spans, k, start, start + 1)
        if blanks[BETWEEN_HAN][j]:
            verdict = STAYS if covered else _judge_between_han(codes, kinds, start, end, lines, blanks[LINE][j])
            if start - lines[LINE_START][blanks[LINE][j]] <= LONGEST_NAME:
                blanks[BETWEEN_HAN][j] = LEADS
                leads += 1
        else:
            verdict = _judge(codes, kinds, start, end, lines, blanks[LINE][j], spans, k, covered, removes)
        blanks[VERDICT][j] = verdict
        asks |= verdict == ASKS
    return asks, leads


def collect(blanks: Any, many: int, found: Any) -> int:
    """Fills in the runs of blanks that go, as `mend_loops` has edits -> how many."""
    n = 0
    for j in range(many):
        if blanks[VERDICT][j] == GOES:
            found[0][n], found[1][n] = blanks[START][j], blanks[END][j]
            n += 1
    return n


def _touches(spans: Any, k: int, start: int, end: int) -> bool:
    """Whether one of the spans, from number `k` on, overlaps [start, end)."""
    while k < len(spans[0]) and spans[1][k] <= start:
        k += 1
    return k < len(spans[0]) and spans[0][k] < end


def _judge_between_han(codes: Any, kinds: Any, start: int, end: int, lines: Any, line: int) -> int:
    """In prose it goes, unless a name, a label or a bracket is near."""
    prose = lines[PROSE][line]
    at = start - lines[LINE_START][line]
    near = lines[DIVIDED][line] or at < LEAD or kinds[end] & IS_SURNAME or codes[start] != _BLANK
    if prose and not near:
        return GOES
    if not prose or codes[start] == _IDEOGRAPHIC or codes[end - 1] == _IDEOGRAPHIC:
        return ASKS if kinds[start - 1] & IS_SURNAME else STAYS
    if (
        (kinds[end] & IS_SURNAME and codes[start - 1] in _TITLE_ENDS)
        or _may_end_label(codes, kinds, lines[LINE_START][line], start)
        or (lines[DIVIDED][line] and (_is_mentioned(codes, start) or _is_in_brackets(codes, start, lines, line)))
    ):
        return ASKS
    return GOES


def _may_end_label(codes: Any, kinds: Any, line_start: int, start: int) -> bool:
    """Whether a label or a dateline may end at `start`: 第一条, 2.1, A, 本报讯."""
    if start - line_start > LEAD:
        return False
    while line_start < start and kinds[line_start] & IS_BLANK:
        line_start += 1
    if codes[start - 1] in _ARTICLES:
        return bool(codes[line_start] == _ORDINAL)
    if kinds[start - 1] & IS_LETTER:
        return line_start == start - 1
    return codes[start - 1] in _NEWS or kinds[start - 1] & kinds[line_start] & (IS_DIGIT | IS_ODD_DIGIT) != 0


def _is_mentioned(codes: Any, start: int) -> bool:
    for i in range(max(start - _LONGEST_MENTION, 0), start):
        if codes[i] == _AT:
            return True
    return False


def _is_in_brackets(codes: Any, start: int, lines: Any, line: int) -> bool:
    """Whether `start` stands in a bracket with no end of a clause before it.  Of a line it is asked from left to right."""
    at = lines[LINE_START][line] + lines[SEEN_TO][line]
    while at < start:
        if codes[at] in _OPENING:
            lines[OPENED][line] = 1
        elif codes[at] in _CLOSING or codes[at] in _CLAUSE_ENDS:
            lines[OPENED][line] = 0
        at += 1
    lines[SEEN_TO][line] = at - lines[LINE_START][line]
    return bool(lines[OPENED][line])


def _judge(
    codes: Any, kinds: Any, start: int, end: int, lines: Any, line: int, spans: Any, k: int, covered: bool, removes: bool
) -> int:  # fmt: skip
    line_start = lines[LINE_START][line]
    if end == lines[LINE_STOP][line]:
        return STAYS if covered and start > line_start else GOES
    prose, code = lines[PROSE][line], codes[end]
    if start == line_start:
        if not lines[CHINESE][line] or _touches(spans, k, start, end + 1):
            return STAYS
        if code > ord("~") or code in _AFTER_INDENT or (code == _DASH and codes[end + 1] == _DASH):
            return GOES
        return _judge_indent(codes, kinds, end) if prose else STAYS
    left, before = kinds[start - 1], codes[start - 1]
    if before in _OPENING and code in _CLOSING:  # where an answer goes
        return STAYS
    if before == _PLUS and (start - 1 == line_start or kinds[start - 2] & IS_BLANK):  # of an item, or between two things added
        return STAYS
    if left & kinds[end] & IS_HAN:
        return ASKS if left & IS_SURNAME else STAYS
    if not lines[CHINESE][line] or _touches(spans, k, start - 1, end + 1):
        return STAYS
    for i in range(start, end):
        if codes[i] == _TAB:
            return STAYS
    if (left | kinds[end]) & IS_WIDE_MARK:
        if (before in _STRADDLING and code < 0x80) or (code in _STRADDLING and before < 0x80):
            return STAYS
        if prose:
            return GOES if end - start < 3 or before in _CLOSE_STOPS else STAYS
        return GOES if end - start == 1 and (before in _STOPS or code in _STOPS) else STAYS
    if not (prose or lines[DATED][line]) or end - start > 2:
        return STAYS
    if left & (IS_DIGIT | IS_ODD_DIGIT) and code == _PERCENT:
        return GOES
    if not removes or not (
        _is_latin(codes, kinds, end) if left & IS_HAN else kinds[end] & IS_HAN and _is_latin(codes, kinds, start - 1)
    ):
        return STAYS
    if _is_toned(codes, lines, line):
        return STAYS
    return ASKS if _may_end_label(codes, kinds, line_start, start) else GOES


def _judge_indent(codes: Any, kinds: Any, at: int) -> int:
    """The indent of prose goes, unless the sign or the number of an item follows: - , 2."""
    if codes[at] in _ITEM_SIGNS:
        return STAYS
    first = at
    while kinds[at] & IS_DIGIT:
        at += 1
    if kinds[at] & IS_ODD_DIGIT:
        return ASKS
    return STAYS if at > first and codes[at] in _AFTER_NUMBER else GOES


def _is_latin(codes: Any, kinds: Any, at: int) -> bool:
    code = codes[at]
    return kinds[at] & (IS_DIGIT | IS_LETTER) != 0 or code in _LATIN_SIGNS or 0xC0 <= code <= 0x24F or 0x370 <= code <= 0x3FF


def _is_toned(codes: Any, lines: Any, line: int) -> bool:
    """Whether the line spells Chinese in letters: hùn."""
    if not lines[TONED][line]:
        lines[TONED][line] = -1
        for i in range(lines[LINE_START][line], lines[LINE_STOP][line]):
            if _FIRST_TONED <= codes[i] <= _LAST_TONED and codes[i] in _TONED:
                lines[TONED][line] = 1
                break
    return bool(lines[TONED][line] > 0)
