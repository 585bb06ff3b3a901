"""Shapes: which kinds of block a line can be at all, by its first character, its last one, and any inside, and whether it can be
foreign; the patterns decide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from corpusclean.foreign import SIGNS
from corpusclean.lines.blocks import FURNITURE, KINDS, OTHER
from corpusclean.lines.loops.characters import SIZE
from corpusclean.simplified import simplified

AT_LAST, AT_INSIDE = 16, 32
"""A kind's bit is its number in `KINDS`; from these bits on it stands for a last character, and for one anywhere."""
ALL_KINDS = (1 << AT_LAST) - 1
FOREIGN_SIGN = 1 << 48
"""Of the characters of which each span of foreign lines has one."""
FURNITURE_ONLY, LATIN_ONLY = (1 << [kind.name for kind in KINDS].index(name) for name in (FURNITURE, OTHER))


@cache
def shapes_table() -> Sequence[int]:
    """The bits of each character: [SIZE]."""
    found = [0] * SIZE
    for number, kind in enumerate(KINDS):
        for at, characters in ((0, kind.first), (AT_LAST, kind.last), (AT_INSIDE, kind.inside)):
            for code in map(ord, characters):
                found[code] |= 1 << number + at
    for code, simple in simplified().items():
        found[code] |= found[simple]
    for code in map(ord, SIGNS):
        found[code] |= FOREIGN_SIGN
    return found
