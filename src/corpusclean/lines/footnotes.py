"""Footnotes: notes at the foot of a page, which stand between the halves of a sentence wherever a page ends within one.

They are told from the items of a list by what they explain: their marks stand in the text above them, or alone on their lines as
raised marks do, or they are set smaller below a gap, so that their lines hold more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpusclean.characters import CIRCLED, HAN
from corpusclean.lines.layout import Lines, em
from corpusclean.lines.page_marks import is_open
from corpusclean.lines.running_heads import page_ends
from corpusclean.patterns import lazy_pattern

MIN_EXPLAINED = 0.5
"""Share of the marks that stand in the text above."""
MIN_WIDER = 1.08
"""So much wider than the column of the page is the widest line of notes that are set smaller."""
COLUMN_SHARE = 0.8
"""Share of the lines of a page that are no wider than its column."""
MOST_NOTES = 60
"""Notes on a page, at the most."""
_MARK = lazy_pattern(rf"(?P<circled>[{CIRCLED}])|[\[［〔【] ?(?P<bracketed>\d{{1,3}}) ?[\]］〕】]|(?P<bare>\d{{1,3}})[ \u3000]?(?=[{HAN}《“「A-Z]|$)")
_UNITS = "年月日时分秒点版页卷元万亿千百多余个名位次人户亩里米岁"
_UNIT = lazy_pattern(rf"\d+[ \u3000]?[{_UNITS}]")
_AFTER_REFERENCES = frozenset("，。；：、？！”』」）")
"""A mark before one of them stands in the text."""
_AFTER_NUMBERS = frozenset(_UNITS + "%％.．、")


class _Mark(NamedTuple):
    """The mark a line begins with."""

    line: int
    number: int
    alone: bool
    bare: bool
    text: str


def footnotes(text: str, lines: Lines, left_out: Collection[int]) -> list[range]:
    """The lines of the notes at the foot of each page; `left_out`: lines that are furniture.

    Pages end at form feeds and at furniture.
    """
    if "\f" not in text and not left_out:
        return []
    marks = {n: mark for n, line in enumerate(lines.texts) if n not in left_out and (mark := _mark(n, line))}
    if not marks:
        return []
    found = []
    body: list[int] = []
    for start, end in pairwise(sorted({0, *page_ends(text, lines.starts, left_out), len(lines)})):
        page = [n for n in range(start, end) if n not in left_out]
        notes = next(_notes(lines, page, body, marks), None)
        if notes:
            found.append(notes)
        body = [n for n in page if not notes or n < notes.start] or body
    return found


def _mark(n: int, line: str) -> _Mark | None:
    m = _MARK.match(line)
    if not m or _UNIT.match(line) or line[m.end() : m.end() + 1] in _AFTER_REFERENCES:
        return None
    number = CIRCLED.index(m[0]) + 1 if m["circled"] else int(m["bracketed"] or m["bare"])
    return _Mark(n, number, m.end() == len(line), m["bare"] is not None, m[0].strip())


def _notes(lines: Lines, page: Sequence[int], before: Sequence[int], marks: dict[int, _Mark]) -> Iterator[range]:
    """The notes of a page, from each line with which they may begin; `before`: the text of the page before, which they may go on to explain."""
    for place, n in enumerate(page):
        if n in marks:
            run = [marks[n]]
            for other in page[place + 1 :]:
                if other in marks and marks[other].number == run[-1].number + 1 and marks[other].bare == run[-1].bare:
                    run.append(marks[other])
            if len(run) <= MOST_NOTES and _explain(lines, page[:place] or before, page[place:], run):
                yield range(n, page[-1] + 1)


def _explain(lines: Lines, above: Sequence[int], below: Sequence[int], run: Sequence[_Mark]) -> bool:
    """Whether the lines below are notes to those above, by their marks."""
    if all(mark.alone and not mark.bare for mark in run):
        return True
    body = "".join(line if is_open(line) else f"{line}\n" for n in above for line in (lines.texts[n],))
    explained = sum(_stands_in(mark, body) for mark in run)
    if explained and explained >= MIN_EXPLAINED * len(run):
        return True
    if not above or not lines.blanks[below[0]] > max(lines.blanks[n] for n in above[1:] or above):
        return False
    column = sorted(em(lines.texts[n]) for n in above)[int(COLUMN_SHARE * (len(above) - 1))]
    return max(em(lines.texts[n]) for n in below) >= MIN_WIDER * column


def _stands_in(mark: _Mark, body: str) -> bool:
    """Whether the text has the mark, but not where a paragraph may begin; bare numbers only after a mark of the text."""
    for m in re.finditer(re.escape(mark.text), body):
        before, after = body[m.start() - 1 : m.start()], body[m.end() : m.end() + 1]
        if before in ("", "\n"):
            continue
        if not mark.bare or (before in "。，；：？！”’』」）》、" and not after.isdigit() and after not in _AFTER_NUMBERS):
            return True
    return False
