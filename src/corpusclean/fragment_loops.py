"""Where fragments may be: the places at which it pays to try the pattern of telling characters."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_ALNUM, IS_BLANK, IS_DIGIT, IS_HAN, IS_LETTER, IS_LINE_END, IS_PART, IS_SIGN

_STOP, _COLON, _SEMICOLON, _EXCLAMATION, _OPENING = ord("."), ord(":"), ord(";"), ord("!"), ord("(")
_QUOTE, _APOSTROPHE, _BLANK = ord('"'), ord("'"), ord(" ")
_AFTER_COLON = tuple(map(ord, "-)(DPiwq"))
_AFTER_QUOTE = tuple(map(ord, ":+x×%"))
_AFTER_LETTER = tuple(map(ord, "(;: "))


def find_telling(codes: Any, kinds: Any, found: Any) -> int:
    """Fills in the places whose neighbours do not rule out that the pattern matches there -> how many."""
    n = 0
    for i in range(len(found)):
        if kinds[i] & (IS_PART | IS_SIGN) and (kinds[i] & IS_SIGN or _may_tell(codes, kinds, i)):
            found[n] = i
            n += 1
    return n


def _may_tell(codes: Any, kinds: Any, i: int) -> Any:
    code, after = codes[i], codes[i + 1]
    before = kinds[i - 1] if i else 0
    if kinds[i] & IS_LETTER:
        return after in _AFTER_LETTER or (i > 0 and codes[i - 1] == _STOP)
    if code in (_COLON, _SEMICOLON, _EXCLAMATION):
        return after in _AFTER_COLON or before & IS_ALNUM != 0 or (i > 0 and codes[i - 1] in (ord("_"), ord("+")))
    if code == _QUOTE:
        return after in _AFTER_QUOTE or after <= _BLANK or kinds[i + 1] & (IS_BLANK | IS_LINE_END) != 0
    if code == _APOSTROPHE:
        return before & kinds[i + 1] & IS_DIGIT != 0
    return kinds[i + 1] & IS_HAN == 0
