"""Breaks whose truth is known: lines of pages aligned with their gold paragraphs, and running text cut at random.

A page is BASE.gold.txt (one paragraph a line) with readings BASE.ocr.txt, BASE.pdf.txt, as make_pages.py leaves them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from corpusclean.lines import blocks
from corpusclean.lines.arrange import Rows
from corpusclean.lines.reading import Reading


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
    """The place of each line: the best fuzzy match, the next place in order preferred.  A character or two that were misread after
    all but the end of a paragraph are its end."""
    folded = [fold(g) for g in gold]
    found: list[Place] = []
    last = Place(-1, 0, 0)
    for line in lines:
        row = fold(line)
        place = _best(row, folded, last)
        if (
            place.paragraph < 0 < len(row) <= 2
            and found
            and found[-1] == last
            and 0 < len(folded[last.paragraph]) - last.end <= 2
        ):
            place = Place(last.paragraph, last.end, len(folded[last.paragraph]))
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
    """(name, text, gold paragraphs) of each reading there is of each page."""
    for path in sorted(folder.glob("*.gold.txt")):
        gold = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for reading in readings:
            name = path.name.replace("gold", reading)
            if path.with_name(name).exists():
                yield name, path.with_name(name).read_text(encoding="utf-8"), gold


WIDE = {c: c - 0xFEE0 for c in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E]}


AGAIN = 0.25
"""Share of the rests that are cut once more: raw OCR leaves pieces with neither start nor end, which look like headings."""
TITLED, TORN = 0.1, 0.1
"""Share of the paragraphs above which a heading stands, and of those that have lost their end."""


def cut_texts(paragraphs: Sequence[str], *, seed: int, share: float = 0.2) -> Iterator[tuple[str, set[int], set[int]]]:
    """(text, offsets of the breaks at which it goes on, of those whose rest is lost): documents of neighbouring paragraphs, a share of the long ones cut.

    A cut is a break between any two characters that looks like all the others of its document; after a third of the cuts the rest is dropped,
    and what is left may be cut again.  Half of the documents begin with a title.
    """
    rng = random.Random(seed)
    reading = Reading(Rows.plain([paragraph.strip().translate(WIDE) for paragraph in paragraphs if paragraph.strip()]))
    titles = [text for i, text in enumerate(reading.texts) if reading.kinds[i] == blocks.HEADING]
    at = 0
    while at < len(paragraphs):
        size = rng.randint(5, 20)
        between = rng.choice(("\n", "\n\n"))
        text, going_on, lost = rng.choice(titles) + between if rng.random() < 0.5 else "", set(), set()
        for paragraph in paragraphs[at : at + size]:
            row = paragraph.strip().translate(WIDE)
            if rng.random() < TITLED:
                text += rng.choice(titles) + between
            pieces, torn = cut_again(row, rng) if len(row) > 30 and rng.random() < share else ([row], False)
            for piece in pieces[:-1]:
                text += piece
                going_on.add(len(text))
                text += between
            text += pieces[-1]
            if torn:
                lost.add(len(text))
            text += between
        at += size
        yield text, going_on, lost


def cut_again(row: str, rng: random.Random) -> tuple[list[str], bool]:
    """The pieces of a paragraph cut once or more often, and whether the rest after the last is lost."""
    pieces = []
    while len(row) > 4:
        cut = rng.randrange(2, len(row) - 2)
        pieces.append(row[:cut])
        if rng.random() < 1 / 3:
            return pieces, True
        row = row[cut:]
        if rng.random() > AGAIN:
            break
    return [*pieces, row], False


NO_START, NO_END = "，。、；：？！）》”’…—％", "（《“‘"


def wrapped_texts(paragraphs: Sequence[str], *, seed: int) -> Iterator[tuple[str, set[int]]]:
    """(text, offsets of the breaks at which it goes on): documents wrapped at one width, as terminals and mailers leave them.

    Paragraphs are set off by an indent, by an indent that was lost (a shorter first line), by a blank line, or by nothing.
    """
    rng = random.Random(seed)
    at = 0
    while at < len(paragraphs):
        size, width = rng.randint(8, 25), rng.randint(12, 40)
        style = rng.choice(("indent", "lost indent", "blank", "none"))
        text, going_on = "", set()
        for paragraph in paragraphs[at : at + size]:
            row = paragraph.strip().translate(WIDE)
            first = width - 2 if "indent" in style and len(row) > 20 else width
            pieces = hard_wrap(row, first, width)
            text += "　　" if style == "indent" and len(row) > 20 else ""
            for piece in pieces[:-1]:
                text += piece
                going_on.add(len(text))
                text += "\n"
            text += pieces[-1] + ("\n\n" if style == "blank" else "\n")
        at += size
        yield text, going_on


def hard_wrap(text: str, first: int, width: int) -> list[str]:
    """Lines of so many em at most; no closing mark starts a line, no opening one ends it, numbers and words stay whole."""
    lines, line, room = [], "", first * 2
    for unit in re.findall(r"[A-Za-z0-9.%]+|.", text):
        size = sum(1 if c.isascii() else 2 for c in unit)
        if line and size > room and unit not in NO_START:
            carry = line[-1] if line[-1] in NO_END and len(line) > 1 else ""
            lines.append(line[: len(line) - len(carry)])
            line, room = carry, width * 2 - 2 * len(carry)
        line, room = line + unit, room - size
    return [*lines, line]


SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜",
    "文武志国建明晓红丽敏学军永康海燕春生小平玉兰家宝振东",
)


def interrupt(
    lines: Sequence[str], goes_on: Sequence[bool], said: Sequence[str], rng: random.Random, *, share: float = 0.05
) -> tuple[list[str], dict[int, int]]:
    """The lines with something between two of them that belong together, now and then; and the truth: line -> the one that follows.

    In between comes what cuts a column: a caption in one of the usual forms, wrapped at its own width, furniture, a few lines of
    another text.  `goes_on[i]`: line i + 1 goes on after line i.
    """
    out: list[str] = []
    truth: dict[int, int] = {}
    tail = -1
    for i, line in enumerate(lines):
        if tail >= 0:
            truth[tail] = len(out)
        out.append(line)
        tail = -1
        if i < len(goes_on) and goes_on[i]:
            tail = len(out) - 1
            if rng.random() < share and len(line) > 8:
                out += between(rng.choice(said), len(line), rng)
    return out, truth


def between(said: str, width: int, rng: random.Random) -> list[str]:
    name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2))))
    credit = rng.choice((f"新华社记者 {name}摄", f"本报记者 {name}摄", f"{name} 摄", f"（{name}摄）", f"新华社记者{name}/摄"))
    form = rng.random()
    if form < 0.1:
        return [rng.choice((f"{rng.randint(1, 28)}日 星期{rng.choice('一二三四五六日')}", f"— {rng.randint(1, 30)} —"))]
    if form < 0.25:
        return wrap(said, width)
    caption = said.split("。")[0][: rng.randint(8, 60)].strip("，、；：“”（）")
    if form < 0.45:
        return [*wrap(f"图为{caption}。", width + rng.randint(0, 3)), credit]
    if form < 0.6:
        return wrap(f"{rng.choice('▲▼►△')}{caption}。{credit}", width + rng.randint(0, 3))
    if form < 0.8:
        return wrap(f"{caption}。（{name}摄）", width + rng.randint(0, 3))
    if form < 0.9:
        return [*wrap(f"{caption}。", width + rng.randint(0, 3)), credit]
    return wrap(f"{caption}。", width + rng.randint(0, 3))


def wrap(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def interrupted_texts(paragraphs: Sequence[str], said: Sequence[str], *, seed: int) -> Iterator[tuple[list[str], dict[int, int]]]:
    """(lines, truth: line -> the line with which its sentence goes on): whole paragraphs, a few cut by a caption or by paragraphs.

    After a third of the cuts the rest is lost, and one row in ten has lost its end otherwise.
    """
    rng = random.Random(seed)

    def whole(row: str) -> str:
        return row[: rng.randrange(8, len(row) - 2)] if len(row) > 12 and rng.random() < TORN else row

    at = 0
    while at < len(paragraphs):
        size = rng.randint(6, 20)
        lines: list[str] = []
        truth: dict[int, int] = {}
        rest: tuple[int, int, str] | None = None  # tail, lines to wait, the rest
        for paragraph in paragraphs[at : at + size]:
            row = paragraph.strip().translate(WIDE)
            if rest is None and len(row) > 60 and rng.random() < 0.25:
                cut = rng.randrange(15, len(row) - 8)
                lines.append(row[:cut])
                if rng.random() < 1 / 3:
                    continue
                if rng.random() < 0.5:
                    tail = len(lines) - 1
                    lines += between(rng.choice(said), 1000, rng)
                    truth[tail] = len(lines)
                    lines.append(whole(row[cut:]))
                else:
                    rest = (len(lines) - 1, rng.randint(1, 2), row[cut:])
                continue
            lines.append(whole(row))
            if rest is not None:
                rest = (rest[0], rest[1] - 1, rest[2])
                if not rest[1]:
                    truth[rest[0]] = len(lines)
                    lines.append(whole(rest[2]))
                    rest = None
        at += size
        yield lines, truth
