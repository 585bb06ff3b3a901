"""Kinds: what a character can be to the rules, as bits of one number, so that a loop asks with one look at a table.

The classes are those of `characters`; nothing here says anything about Chinese that is not said there.
"""

from __future__ import annotations

import re
from array import array
from functools import cache

from corpusclean.characters import (
    BLANKS,
    CJK_MARKS,
    FACE_SIGNS,
    FORMS,
    GARBLED,
    HAN,
    HANGUL,
    KANA,
    PARTS,
    SIGNS,
    SURNAMES,
    TRANSLITERATION,
    UNSEEN,
    WIDE,
)
from corpusclean.simplified import simplified

IS_HAN = 1 << 0
IS_CJK_MARK = 1 << 1
IS_WIDE_MARK = 1 << 2
IS_BLANK = 1 << 3
IS_LINE_END = 1 << 4
IS_DIGIT = 1 << 5
IS_LETTER = 1 << 6
IS_MARK = 1 << 7
"""A half-width , ; : ? ! or full stop."""
IS_QUOTE = 1 << 8
"""A double quotation mark, straight or curly."""
IS_BRACKET = 1 << 9
"""A round bracket, half or full width."""
IS_STROKE = 1 << 10
"""What dots and dashes are written with."""
IS_SPELLING = 1 << 11
"""Spells foreign names."""
IS_NUMERAL = 1 << 12
IS_ODD_DIGIT = 1 << 13
"""A digit to Python that is none of 0 to 9, and what lies beyond the first plane and is not Han."""
IS_SIGN = 1 << 14
"""Stands in no sentence."""
IS_PART = 1 << 15
"""Stands in sentences and in fragments."""
IS_UNSEEN = 1 << 16
IS_FORM = 1 << 17
IS_GARBLED = 1 << 18
"""What stands for another character, or may."""
IS_HALF_WIDTH = 1 << 19
IS_SURNAME = 1 << 20
IS_FACE_SIGN = 1 << 21
IS_OTHER_EAST_ASIAN = 1 << 22
"""Of Japanese or Korean."""
IS_CHINESE = IS_HAN | IS_CJK_MARK
IS_ALNUM = IS_DIGIT | IS_LETTER

_CLASSES = {
    IS_HAN: HAN,
    IS_CJK_MARK: CJK_MARKS,
    IS_WIDE_MARK: WIDE,
    IS_BLANK: BLANKS,
    IS_LINE_END: "\n",
    IS_DIGIT: "0-9",
    IS_LETTER: "A-Za-z",
    IS_MARK: ",;:?!.",
    IS_QUOTE: '"＂“”',
    IS_BRACKET: "()（）",
    IS_STROKE: r".。…·⋯\-－―─",
    IS_SPELLING: TRANSLITERATION,
    IS_NUMERAL: "一二三四五六七八九十",
    IS_SIGN: SIGNS,
    IS_PART: PARTS,
    IS_UNSEEN: UNSEEN,
    IS_FORM: FORMS,
    IS_GARBLED: GARBLED,
    IS_HALF_WIDTH: "!-~",
    IS_SURNAME: SURNAMES,
    IS_FACE_SIGN: FACE_SIGNS,
    IS_OTHER_EAST_ASIAN: KANA + HANGUL,
}
_PLANE = 0x10000


@cache
def kinds_table() -> array[int]:
    """The kinds of the characters of the first plane, by code point."""
    plane = "".join(map(chr, range(_PLANE)))
    table = array("I", bytes(4 * _PLANE))
    for kind, characters in _CLASSES.items():
        for run in re.finditer(f"[{characters}]+", plane):
            for code in range(*run.span()):
                table[code] |= kind
    for code, simple in simplified().items():
        table[code] |= table[simple] & (IS_SPELLING | IS_SURNAME)
    for code in range(0x80, _PLANE):
        if plane[code].isdigit():
            table[code] |= IS_ODD_DIGIT
    return table
