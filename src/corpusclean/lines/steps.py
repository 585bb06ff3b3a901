"""The rule `steps`: puts rows together that a program has cut into steps.

`pdftotext -layout` begins a new line where the box of a word overlaps that of the word before it, as boxes do beside full-width
marks that were set narrow.  The word keeps its place in the row, so that each piece stands where the one above it ends:

    问他为什么回来，他说：
              “船还没有修好。
                     ”老孙点点头，又去
    看他的网。
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpusclean.characters import HAN, WIDE
from corpusclean.config import Switch
from corpusclean.edits import Layer, nothing
from corpusclean.lines.breaks import probability
from corpusclean.lines.language import continues_all
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule, always

OVERLAP = 1
"""Places by which a step begins before the end of the line above: of the lines of 158 PDFs that begin far from the margin 3,500 do; two
places before it, or three to six, begin some 280 each, by chance."""
BY_CHANCE = range(2, 7)
FEWEST_PLACES = 4
"""Steps begin in so many places at least: a table, or verse of which every other line is set in, has the same few again and again."""
FAR = 8
"""Places from the margin; nearer to it first lines and lists begin, too, and steps are told from chance for themselves."""
NATS, MOST_NATS = 0.7, 6.0
"""What a nat of the language model is worth here, and so many of them are heard."""
LEAST = 2.5
"""Log odds from which a row is put together."""

_LINE = lazy_pattern(r"( *)([^ \n\f].*)")
_WIDE = lazy_pattern(rf"[{HAN}{WIDE}]")


class _Break(NamedTuple):
    """A line break with the blanks around it: [start, end)."""

    start: int
    end: int
    tail: str
    """The line above, with the blanks before it."""
    head: str
    """The line below, without them."""
    indent: int
    """Places from the margin to the head."""

    @property
    def early(self) -> int:
        """Places by which the head begins before the end of the tail."""
        return len(self.tail) - self.indent

    def may_be_step(self) -> bool:
        return self.early == OVERLAP and bool(_WIDE.match(self.tail[-1]) or _WIDE.match(self.head))


def find(text: str, options: Switch, protected: Protected) -> Layer:
    """Puts the pieces of each row together, if the text has steps and the language model does not object.

    That it has steps shows in how many of its lines begin one place before the end of the line above, and how many a few places
    earlier.
    """
    if "\n " not in text:
        return nothing("steps")
    breaks = [one for one in _breaks(text) if one.early == OVERLAP or one.early in BY_CHANCE]
    if len({one.indent for one in breaks if one.may_be_step()}) < FEWEST_PLACES:
        return nothing("steps")
    weighed = [pair for far in (False, True) for pair in _weighed([one for one in breaks if (one.indent >= FAR) == far])]
    joined = sorted((one.start, one.end, probability(odds)) for one, odds in weighed if odds >= LEAST)
    if not joined:
        return nothing("steps")
    starts, ends, sure = zip(*joined, strict=True)
    return Layer("steps", starts, ends, [""] * len(starts), [f"begins where the line above ends (p = {p:.3f})" for p in sure])


def _breaks(text: str) -> Iterator[_Break]:
    """The breaks before lines that are set in."""
    for above, below in pairwise(_LINE.finditer(text)):
        if below[1] and above.end() + 1 == below.start():
            tail = above[0].rstrip()
            yield _Break(above.start() + len(tail), below.start(2), tail, below[2], len(below[1]))


def _weighed(breaks: Sequence[_Break]) -> Iterator[tuple[_Break, float]]:
    """Those that may be steps, each with the log odds that it is one."""
    steps = [one for one in breaks if one.may_be_step()]
    by_chance = sum(one.early != OVERLAP for one in breaks) / len(BY_CHANCE)
    habit = math.log((max(len(steps) - by_chance, 0) + 0.5) / (by_chance + 0.5))
    for one, nats in zip(steps, continues_all([(one.tail, one.head) for one in steps]), strict=True):
        yield one, habit + NATS * max(-MOST_NATS, min(MOST_NATS, nats))


STEPS = Rule(
    name="steps",
    risk=Risk.GUESS,
    find=find,
    summary="Puts rows together that a program cut into steps, each beginning where the one above ends.",
    why="A row in pieces hides its column, and no piece of it is as wide as a line.",
    source="docs/line-repair.md",
    whole=always,
)
