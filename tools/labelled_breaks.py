"""Breaks whose truth is known: lines of pages aligned with their gold paragraphs, and running text cut at random.

A page is BASE.gold.txt (one paragraph a line) with readings BASE.ocr.txt, BASE.pdf.txt, as make_pages.py leaves them.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz


class Place(NamedTuple):
    """Where a line stands in the gold: paragraph number (-1: nowhere) and its span there, in folded characters."""

    paragraph: int
    start: int
    end: int

    def goes_on(self, head: Place) -> bool:
        return self.paragraph >= 0 and self.paragraph == head.paragraph and abs(head.start - self.end) <= 3


def fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def align(lines: Sequence[str], gold: Sequence[str]) -> list[Place]:
    """The place of each line: the best fuzzy match, the next place in order preferred."""
    folded = [fold(g) for g in gold]
    found: list[Place] = []
    last = Place(-1, 0, 0)
    for line in lines:
        place = _best(fold(line), folded, last)
        found.append(place)
        last = place if place.paragraph >= 0 else last
    return found


def _best(line: str, gold: Sequence[str], last: Place) -> Place:
    best, place = 65.0, Place(-1, 0, 0)
    for number, paragraph in enumerate(gold if line else ()):
        if len(paragraph) < 0.6 * len(line):
            continue
        start, end, score = 0, len(paragraph), fuzz.ratio(line, paragraph)
        if len(line) <= len(paragraph):
            match = fuzz.partial_ratio_alignment(line, paragraph, score_cutoff=60)
            if match is None:
                continue
            start, end, score = match.dest_start, match.dest_end, match.score
        if number == last.paragraph:
            near = paragraph.find(line, max(0, last.end - 2))
            if 0 <= near <= last.end + 2:
                start, end = near, near + len(line)
        follows = number == last.paragraph and -2 <= start - last.end <= 3
        whole = abs(len(line) - len(paragraph)) <= max(1, len(paragraph) // 10)
        score += (
            8 * follows
            + 4 * (number == last.paragraph + 1 and start <= 2)
            + 6 * whole
            - min(3, 0.1 * abs(number - last.paragraph))
        )
        if len(line) < 4 and not follows and not whole:
            score -= 40
        if score > best:
            best, place = score, Place(number, start, end)
    return place


def pages(folder: Path, readings: Sequence[str] = ("ocr", "pdf")) -> Iterator[tuple[str, str, list[str]]]:
    """(name, text, gold paragraphs) of each reading of each page."""
    for path in sorted(folder.glob("*.gold.txt")):
        gold = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for reading in readings:
            name = path.name.replace("gold", reading)
            yield name, path.with_name(name).read_text(encoding="utf-8"), gold


WIDE = {c: c - 0xFEE0 for c in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E]}


def cut_texts(paragraphs: Sequence[str], *, seed: int, share: float = 0.2) -> Iterator[tuple[str, set[int]]]:
    """(text, offsets of the breaks at which it goes on): documents of neighbouring paragraphs, a share of the long ones cut.

    A cut is a break between any two characters that looks like all the others of its document; after a third of the cuts the rest is dropped.
    """
    rng = random.Random(seed)
    at = 0
    while at < len(paragraphs):
        size = rng.randint(5, 20)
        between = rng.choice(("\n", "\n\n"))
        text, going_on = "", set()
        for paragraph in paragraphs[at : at + size]:
            row = paragraph.strip().translate(WIDE)
            if len(row) > 40 and rng.random() < share:
                cut = rng.randrange(10, len(row) - 6)
                text += row[:cut]
                if rng.random() < 2 / 3:
                    going_on.add(len(text))
                    text += between + row[cut:]
            else:
                text += row
            text += between
        at += size
        yield text, going_on
