"""Folding: a text as the language model sees it."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from corpusclean.patterns import lazy_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]

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


def fold(text: str) -> str:
    """The text without spaces, a digit as 0, a Latin letter as a, half-width marks as full-width ones.

    >>> fold("2024年 第３届GDP, 增5%")
    '0000年第0届aaa，增0%'
    """
    return _SPACES.sub("", text).translate(_FOLDING)


def fold_codes(text: str) -> Codes:
    """The same of a text without spaces, as code points: uint32[len(text)], a tenth of the time."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    plane = np.minimum(codes, _BEYOND)
    found: Codes = _table()[plane]
    unmet = np.flatnonzero(found == _UNMET)
    for code in set(plane[unmet].tolist()) - {_BEYOND}:
        _table()[code] = ord(_FOLDING[code])
    found[unmet] = [ord(_FOLDING[code]) for code in codes[unmet].tolist()]
    return found


_BEYOND, _UNMET = 0x10000, 0xFFFFFFFF


@cache
def _table() -> Codes:
    """What each character of the first plane is folded to, once it has been met; the last place stands for all beyond."""
    import numpy as np

    return np.full(_BEYOND + 1, _UNMET, "<u4")
