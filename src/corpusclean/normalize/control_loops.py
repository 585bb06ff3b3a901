"""Which of the characters nobody sees go wherever they stand."""

from __future__ import annotations

from typing import Any

from corpusclean.mend_loops import END, START

GONE = "\ufeff\u00ad\u2060\x00\x08\x7f\ufffc"
_GONE = tuple(map(ord, GONE))
_ZERO_WIDTH = 0x200B


def vanish(codes: Any, places: Any, found: Any) -> int:
    """Fills in the removals of all of `places` that go -> how many; -1 where another character stands, which may be needed."""
    n = 0
    for j in range(len(places)):
        i = places[j]
        if codes[i] == _ZERO_WIDTH:
            if i and is_unspaced(codes[i - 1]) and is_unspaced(codes[i + 1]):
                continue
        elif codes[i] not in _GONE:
            return -1
        found[START][n], found[END][n] = i, i + 1
        n += 1
    return n


def is_unspaced(code: int) -> bool:
    """Of Thai, Lao, Burmese, Khmer or Tai, whose space has no width."""
    return 0x0E00 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF or 0x1950 <= code <= 0x19DF
