"""quotes: straight quotes become “ ” and ‘ ’, paired over the whole paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from corpusclean.characters import BLANKS, HAN, WIDE
from corpusclean.edits import Layer, Note, nothing
from corpusclean.kinds import IS_LINE_END, IS_QUOTE
from corpusclean.mending import layer_of
from corpusclean.normalize import pairing_loops, quote_loops
from corpusclean.normalize.quote_loops import AFTER_DIGIT, INCHES, NEVER, USABLE
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.running import Numbers
from corpusclean.views import View, view_of

Edit = tuple[int, int, str]

_GAP = lazy_pattern(r"\s*")
_HAN = lazy_pattern(rf"[{HAN}]")
_INCHES = lazy_pattern(r"(?:^|[^\d\"'.])\d{1,3}(?:\.\d+)?(?:'\d{1,2})?$", re.MULTILINE)
_MINUTES = lazy_pattern(r"\d['′]\d{1,2}$")


def find(text: str, options: Any, protected: Protected) -> Layer:
    """Straight quotes of Chinese paragraphs become “ ”; of those left and right the surroundings decide, then alternation.

    他说:"好" -> 他说：“好”; in code, English sentences, 5'10" and 27" they stay.  A quotation that runs over paragraphs opens in
    each and closes in the last; curly quotes that stand the wrong way round (”好“) are turned.  A paragraph whose quotes cannot
    be paired stays as it is, with a note `unpaired_quote`.
    """
    view = view_of(text)
    notes: list[Note] = []
    marks, paired, many = None, 0, 0
    if view.seen & IS_QUOTE:
        places = view.places(IS_QUOTE | IS_LINE_END)
        doubted = view.loose_room(len(places))
        straight, wrong, quotes = view.loops(quote_loops).survey(view.codes, places, doubted)
        if straight or wrong:
            marks = _Marks(view, places[:quotes], protected)
            paired = marks.paired(notes) if straight else 0
            many = marks.turned(doubted, paired) if wrong else paired
    single = list(_single_quotes(text, protected)) if "'" in text else []
    if marks and many and not single and paired in (0, many):
        return layer_of("quotes", view, marks.found, many, tuple(notes))
    if not many and not single:
        return Layer("quotes", notes=tuple(notes)) if notes else nothing("quotes")
    edits = sorted([*(marks.edits(many) if marks else ()), *single])
    starts, ends, afters = zip(*edits, strict=True)
    return Layer("quotes", starts, ends, afters, notes=tuple(notes))


class _Marks:
    """The double quotation marks of a text, what it costs to read each as opening or closing, and how they are read."""

    def __init__(self, view: View, places: Numbers, protected: Protected) -> None:
        self.view, self.text, self.codes, self.kinds = view, view.text, view.codes, view.kinds
        self.pairing = view.loops(pairing_loops)
        self.places = places
        many = len(places)
        self.found = view.rows(3, many)
        opening, closing, covered, self.line_ends, self.said, self.reading = view.rows(6, many)
        self.costs = opening, closing, self.said, view.room(3 * many), self.reading
        args = protected.table(view), covered, opening, closing, self.said, self.line_ends
        if view.loops(quote_loops).weigh(self.codes, self.kinds, places, *args):
            self._look_for_inches()

    def _look_for_inches(self) -> None:
        opening, closing, said = self.costs[:3]
        for j, says in enumerate(self.view.values(said, len(self.places))):
            i = int(self.places[j]) if says & AFTER_DIGIT else 0
            if i and self.text[i - 1].isdigit():
                start = self.text.rfind("\n", 0, i) + 1
                opening[j] += 3
                if _INCHES.search(self.text, max(start, i - 8), i):
                    said[j] |= INCHES
                    if _MINUTES.search(self.text, max(start, i - 4), i):
                        opening[j] = closing[j] = NEVER

    def paired(self, notes: list[Note]) -> int:
        """Finds the edits of the paragraphs with straight quotes -> how many; of one that cannot be read, a note."""
        k = n = 0
        while True:
            k, n = self.pairing.pair(self.codes, self.kinds, self.places, self.line_ends, k, n, *self.costs, *self.found)
            if k == len(self.places):
                return int(n)
            chain = self._chain(k)
            for first, stop in chain:
                n = self._write(first, stop, n)
            if not chain:
                stop = self.pairing.next_line(self.line_ends, k)
                notes += self._unpaired(k, stop)
            k = stop

    def turned(self, doubted: Numbers, n: int) -> int:
        """Finds those of paragraphs with curly quotes alone, some of them the wrong way round, after the `n` there are -> how many."""
        return int(self.pairing.turn(self.codes, self.places, self.line_ends, doubted, n, *self.costs, *self.found))

    def edits(self, many: int) -> list[Edit]:
        starts, ends, marks = (self.view.values(column, many) for column in self.found)
        return list(zip(starts, ends, map(chr, marks), strict=True))

    def _read(self, first: int, stop: int, *, inside: bool, ends_inside: bool) -> bool:
        return bool(self.pairing.read(self.codes, self.places, first, stop, True, int(inside), int(ends_inside), *self.costs))

    def _write(self, first: int, stop: int, n: int) -> int:
        args = self.codes, self.kinds, self.places, first, stop, self.said, self.reading, n, *self.found
        return int(self.pairing.write(*args))

    def _chain(self, k: int) -> list[tuple[int, int]]:
        """The paragraphs of a quotation that opens in that of mark `k` and closes in a later one: the marks of each, or nothing.

        Each paragraph after the first opens again (GB/T 15834-2011, 4.8.3.5); the second may also just go on, where a line broke it.
        """
        stop = self.pairing.next_line(self.line_ends, k)
        if not self._read(k, stop, inside=False, ends_inside=True):
            return []
        chain = [(k, stop)]
        end = int(self.line_ends[k])
        while end < len(self.text):
            start = end + len(_GAP.match(self.text, end)[0])  # type: ignore[index]
            start = self.text.rfind("\n", 0, start) + 1
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            first, stop = bisect_left(self.places, start), bisect_left(self.places, end)
            while first < stop and not self.said[first] & USABLE:
                first += 1
            if first == stop:
                return []
            reopens = self._opens(first) and not self.text[start : self.places[first]].strip(BLANKS)
            if not reopens and len(chain) > 1:
                return []
            rest = first + reopens
            self.reading[first] = 1
            if self._read(rest, stop, inside=True, ends_inside=False):
                return [*chain, (first, stop)]
            if not reopens or not self._read(rest, stop, inside=True, ends_inside=True):
                return []
            chain.append((first, stop))
        return []

    def _opens(self, j: int) -> bool:
        """Whether mark `j` cannot close."""
        mark = self.text[self.places[j]]
        return mark == "“" or (mark != "”" and self.costs[1][j] >= NEVER)

    def _unpaired(self, first: int, stop: int) -> Iterator[Note]:
        usable = [int(self.places[j]) for j in range(first, stop) if self.said[j] & USABLE]
        straight = [i for i in usable if self.text[i] not in "“”"]
        if straight:
            message = f"the {len(usable)} quotation marks of this paragraph do not pair; left as they are"
            yield Note(straight[0], straight[0] + 1, "unpaired_quote", message)


def _single_quotes(text: str, protected: Protected) -> Iterator[Edit]:
    """'你好' -> ‘你好’: straight single quotes around Chinese, where a line has them in plain pairs; apostrophes and feet are none."""
    if "'" not in text:
        return
    for m in _SINGLE_PAIR.finditer(text):
        if not protected.covers(m.start()) and not protected.covers(m.end() - 1) and _HAN.search(m[1]):
            yield m.start(), m.start() + 1, "‘"
            yield m.end() - 1, m.end(), "’"


_SINGLE_PAIR = lazy_pattern(
    rf"(?<![A-Za-z0-9'])'(?=[{HAN}{WIDE}A-Za-z0-9])([^'‘’\"“”\n]*)(?<=[{HAN}{WIDE}A-Za-z0-9%.!?,])'(?![A-Za-z0-9'])"
)


QUOTES = Rule(
    name="quotes",
    risk=Risk.STYLE,
    find=find,
    summary="Straight quotation marks of Chinese text become “ ” and ‘ ’, paired per paragraph.",
    why="A straight mark does not say where a quotation opens; paired over the whole paragraph it can be known, and where it cannot, it is left.",
    source="GB/T 15834-2011, 4.8 (quotation marks), 4.8.3.4 (within a quotation), 4.8.3.5 (over several paragraphs)",
)
