"""Turns: lines at which another begins to speak, in talks that stand within a text (问：… 答：…).

Where most lines are of that kind, `blocks.speeches` says so; an interview in a book is told by its speakers: a name and a colon that
come again at the beginning of lines, and hardly anywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpusclean.characters import HAN
from corpusclean.patterns import lazy_pattern

MIN_TURNS = 4
"""Lines that begin with the speaker."""
MIN_AT_START = 0.8
"""Share of the places where the name stands before a colon: 他说 stands anywhere."""
_COLON = lazy_pattern("[：:]")
_SPEAKER = lazy_pattern(rf"([{HAN}A-Za-z](?:[ \u3000·]{{0,3}}[{HAN}A-Za-z]){{0,7}})[ \u3000]{{0,2}}[：:]")


def turns(lines: Sequence[str], maybe: Sequence[int]) -> set[int]:
    """The numbers of the lines that begin with a speaker; `maybe`: of those with a colon near their beginning.

    >>> talk = ["问：你撑了多少年船？", "答：四十年，", "从我父亲手里接过来的。"] * 4
    >>> sorted(turns(talk, [n for n in range(12) if n % 3 < 2]))
    [0, 1, 3, 4, 6, 7, 9, 10]
    """
    if len(maybe) < MIN_TURNS:
        return set()
    places: dict[str, set[int]] = {}
    for n in maybe:
        if m := _SPEAKER.match(lines[n]):
            places.setdefault(_bare(m[1]), set()).add(n)
    often = {name: found for name, found in places.items() if len(found) >= MIN_TURNS}
    if not often:
        return set()
    text = _bare("\n".join(lines))
    sizes = {len(name) for name in often}
    before_colons = (text[max(m.start() - size, 0) : m.start()] for m in _COLON.finditer(text) for size in sizes)
    everywhere = Counter(name for name in before_colons if name in often)
    return {n for name, found in often.items() if len(found) >= MIN_AT_START * everywhere[name] for n in found}


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")
