"""Pages whose columns were read across, as blocks whose true order is known from the gold paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from labelled_breaks import Place, align, fold, pages

from corpusclean.lines.layout import Line, lines_of
from corpusclean.lines.read_across import read_across

SHORT_CHARS = 6
"""The last line of a paragraph may be too short to be found by itself."""


class PageBlocks(NamedTuple):
    """The lines of a text, the lines that begin the blocks of one page and the line after it, and where each line stands in the gold."""

    lines: list[Line]
    starts: list[int]
    places: list[Place]

    @property
    def texts(self) -> list[list[str]]:
        return [[line.text for line in self.lines[a:b]] for a, b in pairwise(self.starts)]

    @property
    def true_order(self) -> list[int]:
        """The blocks that stand in the gold, in its order."""
        heads = [self.places[start] for start in self.starts[:-1]]
        return sorted(
            (b for b, head in enumerate(heads) if head.paragraph >= 0), key=lambda b: (heads[b].paragraph, heads[b].start)
        )


def page_blocks(folder: Path) -> Iterator[PageBlocks]:
    for _, text, gold in pages(folder, ("columns",)):
        lines = lines_of(text)
        places = with_short_ends(lines, align([line.text for line in lines], gold), gold)
        for part in read_across(text, lines):
            inner = [n for n in range(part[0], part[-1]) if n in part or not follows(places[n - 1], places[n])]
            yield PageBlocks(lines, [*inner, part[-1]], places)


def follows(tail: Place, head: Place) -> bool:
    """Whether a line goes on after another, or begins the paragraph after it."""
    return tail.goes_on(head) or (head.paragraph == tail.paragraph + 1 and head.start <= 2)


def with_short_ends(lines: list[Line], places: list[Place], gold: list[str]) -> list[Place]:
    """The places, with those of short lines that are all a paragraph lacks at its end."""
    ends: dict[int, int] = {}
    for place in places:
        if place.paragraph >= 0:
            ends[place.paragraph] = max(ends.get(place.paragraph, 0), place.end)
    found = list(places)
    folded = [fold(paragraph) for paragraph in gold]
    for number, line in enumerate(lines):
        row = fold(line.text)
        if found[number].paragraph >= 0 or not 0 < len(row) <= SHORT_CHARS:
            continue
        lacking = (k for k, end in ends.items() if len(folded[k]) - end == len(row) and folded[k].endswith(row))
        if (paragraph := next(lacking, None)) is not None:
            ends[paragraph] = len(folded[paragraph])
            found[number] = Place(paragraph, ends[paragraph] - len(row), ends[paragraph])
    return found
