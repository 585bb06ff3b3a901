"""Whether a line has the marks of sentences, half or full width."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_BLANK, IS_HAN

_WIDE_PAUSES, _WIDE_STOPS = (ord("，"), ord("；")), (ord("。"), ord("？"), ord("！"))
_PAUSES, _QUESTIONS, _STOP = (ord(","), ord(";")), (ord("?"), ord("!")), ord(".")
_QUOTES = (ord('"'), ord("”"), ord("’"))
_ENDS_CLAUSE = tuple(map(ord, '”’")）%'))
_CLAUSE = 12
"""Characters that go on after a comma, in a sentence."""


def has_sentence(codes: Any, kinds: Any, start: int, end: int) -> bool:
    """Whether the marks of sentences stand in the line [start, end)."""
    for i in range(start, end):
        code = codes[i]
        goes_on = i + _CLAUSE < end
        if code in _WIDE_STOPS or (code in _WIDE_PAUSES and goes_on):
            return True
        if i > start and (kinds[i - 1] & IS_HAN or codes[i - 1] in _ENDS_CLAUSE):
            if code in _QUESTIONS or (code in _PAUSES and goes_on):
                return True
            if code == _STOP and _ends_clause(codes, kinds, i, start, end):
                return True
        if (code == _STOP or code in _QUESTIONS) and _after_blanks(codes, kinds, i + 1, end) == end:
            return True
    return False


def _ends_clause(codes: Any, kinds: Any, i: int, start: int, end: int) -> bool:
    """Whether the full stop at `i`, after Han or a closing mark, ends a sentence."""
    after = codes[i + 1] if i + 1 < end else 0
    if kinds[i - 1] & IS_HAN and after != _STOP and not ord("a") <= after <= ord("z"):
        return True
    at = _after_blanks(codes, kinds, i + 1, end)
    return at == end or kinds[at] & IS_HAN != 0


def _after_blanks(codes: Any, kinds: Any, at: int, end: int) -> int:
    """Where a closing quote, if there is one, and the blanks from `at` on end."""
    if at < end and codes[at] in _QUOTES:
        at += 1
    while at < end and kinds[at] & IS_BLANK:
        at += 1
    return at
