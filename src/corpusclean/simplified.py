"""Traditional characters read as simplified ones, one for each: patterns and models are made for these, and hear both alike.

Nothing is converted so; that is what the rule `script` does, which knows words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpusclean import opencc_files

_IDEOGRAPHS = 0x3400, 0xA000
_BEYOND = "\U00010000"


def simplify(text: str) -> str:
    """The text in simplified characters, each in its place.

    >>> simplify("圖為工人檢修設備。")
    '图为工人检修设备。'
    """
    return text.translate(simplified()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    """Finds a traditional character in a tenth of the time in which a text without one is translated."""
    return re.compile(f"[{''.join(map(chr, simplified()))}]")


@cache
def simplified() -> Mapping[int, int]:
    """Code point of a traditional character -> that of the simplified one it becomes where it stands alone; both of the basic plane.

    Source: OpenCC, TSCharacters.
    """
    pairs = opencc_files.entries("TSCharacters.txt").items() if opencc_files.are_text() else _by_the_wheel()
    single = ((key, value) for key, value in pairs if len(key) == len(value) == 1 and key != value)
    return {ord(key): ord(value) for key, value in single if max(key, value) < _BEYOND}


def _by_the_wheel() -> list[tuple[str, str]]:
    from opencc import OpenCC

    characters = list(map(chr, range(*_IDEOGRAPHS)))
    return list(zip(characters, OpenCC("t2s").convert("\n".join(characters)).split("\n"), strict=True))
