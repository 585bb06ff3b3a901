"""Folding: a text as the language model sees it."""

from __future__ import annotations

import unicodedata

from corpusclean.patterns import lazy_pattern

_SPACES = lazy_pattern(r"\s\s*")
_MARKS = dict(zip(",;:?!()[]「」『』\"'~-", "，；：？！（）（）“”“”“‘—－", strict=True))


class _Folding(dict[int, str]):
    """Translation of a code point to its class, found when first met."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code))[:1]
        if char.isdecimal():
            char = "0"
        elif "a" <= char.lower() <= "z":
            char = "a"
        self[code] = char = _MARKS.get(char, char)
        return char


_FOLDING = _Folding({ord(c): c for c in "，；：？！（）…—“”‘’"})


def folded(code: int) -> int:
    """The code point that stands for this one."""
    return ord(_FOLDING[code])


def fold(text: str) -> str:
    """The text without spaces, a digit as 0, a Latin letter as a, half-width marks as full-width ones.

    >>> fold("2024年 第３届GDP, 增5%")
    '0000年第0届aaa，增0%'
    """
    return _SPACES.sub("", text).translate(_FOLDING)
