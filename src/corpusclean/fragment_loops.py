"""Where fragments may be: the telling characters of a text."""

from __future__ import annotations

from typing import Any

from corpusclean.kinds import IS_ALNUM, IS_DIGIT, IS_FACE_SIGN, IS_HAN, IS_LETTER, IS_LINE_END, IS_PART, IS_SIGN

_STOP, _COMMA, _COLON, _SEMICOLON, _EXCLAMATION, _OPENING = ord("."), ord(","), ord(":"), ord(";"), ord("!"), ord("(")
_QUOTE, _APOSTROPHE, _BLANK, _UNDERSCORE, _PLUS = ord('"'), ord("'"), ord(" "), ord("_"), ord("+")
_HYPHEN, _INFINITY, _A, _Z = ord("-"), ord("∞"), ord("a"), ord("z")
_OPENING_QUOTE = ord("“")
_SPACES = tuple(map(ord, " \t\n\r\f\v"))
_COLONS = (_COLON, _SEMICOLON)
_AFTER_WORD = tuple(map(ord, "(;"))
_CLOSING = tuple(map(ord, "）)》”"))
_OF_FACES = tuple(map(ord, ")(DP"))
_AFTER_QUOTE = tuple(map(ord, ":+x×%"))
_OPERATORS = tuple(map(ord, "-+*/^"))
_WILDCARDS = tuple(map(ord, "*?"))
_IMPORTANT, _WRITE, _QUIT = tuple(map(ord, "important")), tuple(map(ord, "wq")), tuple(map(ord, "q!"))
_WIDE_MARKS = tuple(map(ord, "，。！？；"))
_FEWEST_ROWS, _LONGEST_FIELD = 3, 17


def find_telling(codes: Any, kinds: Any, found: Any) -> tuple[int, bool]:
    """Fills in the places of characters one of which stands in every fragment -> how many; whether rows of a table may be there.

    Most Chinese lines have none.
    """
    n = commas = field = rows = 0
    last_commas, is_row, may_be_table = -1, True, False
    for i in range(len(found)):
        kind, code = kinds[i], codes[i]
        if kind & (IS_PART | IS_SIGN):
            if kind & IS_SIGN or _tells(codes, kinds, i):
                found[n] = i
                n += 1
        elif code == _COMMA:
            is_row &= field <= _LONGEST_FIELD
            commas += 1
            field = -1
        elif code in _WIDE_MARKS:
            is_row = False
        field += 1
        if kind & IS_LINE_END or i == len(found) - 1:
            is_row &= commas > 1 and field - 1 <= _LONGEST_FIELD
            rows = 0 if not is_row else rows + 1 if commas == last_commas else 1
            may_be_table |= rows >= _FEWEST_ROWS
            last_commas = commas
            commas = field = 0
            is_row = True
    return n, may_be_table


def _tells(codes: Any, kinds: Any, i: int) -> Any:
    """Whether a letter or a mark has neighbours that sentences do not have."""
    code, after = codes[i], codes[i + 1]
    if kinds[i] & IS_LETTER:
        return after in _AFTER_WORD or (_A <= code <= _Z and _letter_tells(codes, kinds, i))
    if code in _COLONS:
        return _colon_tells(codes, kinds, i)
    if code == _EXCLAMATION:
        return _is_command(codes, i + 1)
    if code == _QUOTE:
        return after in _AFTER_QUOTE or (after in _SPACES and codes[i + 2] in _AFTER_QUOTE)
    if code == _APOSTROPHE:
        return i > 0 and kinds[i - 1] & kinds[i + 1] & IS_DIGIT != 0
    return _bracket_tells(codes, kinds, i)


def _letter_tells(codes: Any, kinds: Any, i: int) -> Any:
    """key: value, word 中; node.js"""
    after = codes[i + 1]
    if after == _COLON or (after == _BLANK and kinds[i + 2] & IS_HAN):
        return True
    return i > 1 and codes[i - 1] == _STOP and (kinds[i - 2] & (IS_ALNUM | IS_HAN) != 0 or codes[i - 2] in _CLOSING)


def _colon_tells(codes: Any, kinds: Any, i: int) -> Any:
    """:-) :wq int x; i++; “:name"""
    if codes[i] == _COLON and i > 0 and codes[i - 1] == _OPENING_QUOTE:
        return True
    at = i + 2 if codes[i + 1] == _HYPHEN else i + 1
    if codes[at] in _OF_FACES or (codes[i] == _COLON and _is_command(codes, i + 1)):
        return True
    if codes[i] == _SEMICOLON and i > 0 and codes[i - 1] == _PLUS:
        return True
    return i > 2 and _is_word(codes, kinds, i - 1) and codes[i - 2] == _BLANK and _A <= codes[i - 3] <= _Z


def _bracket_tells(codes: Any, kinds: Any, i: int) -> Any:
    """(x, y) (a+b) (CH3) (*ﾟ"""
    first = at = i + 1
    if codes[at] in _WILDCARDS or kinds[at] & IS_FACE_SIGN:
        return True
    if kinds[at] & IS_LETTER and codes[at] < _A:
        while kinds[at] & IS_LETTER:
            at += 1
        if kinds[at] & IS_DIGIT:
            return True
        at = first
    while kinds[at] & IS_ALNUM:
        at += 1
    after = at + 1 if codes[at] in _SPACES else at
    if 0 < at - first <= 3 and codes[after] in _OPERATORS:
        return True
    at = first = first + 1 if codes[first] == _HYPHEN else first
    while _is_word(codes, kinds, at) or codes[at] == _STOP or codes[at] == _INFINITY:
        at += 1
    after = at + 1 if codes[at] in _SPACES else at
    return 0 < at - first <= 10 and codes[after] == _COMMA


def _is_word(codes: Any, kinds: Any, at: int) -> Any:
    return kinds[at] & IS_ALNUM != 0 or codes[at] == _UNDERSCORE


def _is_command(codes: Any, at: int) -> bool:
    """!important, :wq, :q!"""
    return _stands(codes, at, _IMPORTANT) or _stands(codes, at, _WRITE) or _stands(codes, at, _QUIT)


def _stands(codes: Any, at: int, word: tuple[int, ...]) -> bool:
    for k in range(len(word)):
        if codes[at + k] != word[k]:
            return False
    return True
