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
from corpusclean.lines.blocks import CODE, ITEM, TABLE, kind
from corpusclean.lines.language import Continues
from corpusclean.lines.layout import Lines, em
from corpusclean.lines.page_marks import is_cut, is_open
from corpusclean.lines.pages import page_ends
from corpusclean.patterns import lazy_pattern

MIN_EXPLAINED = 0.5
"""Share of the marks that stand in the text above."""
MIN_WIDER = 1.08
"""So much wider than the column of the page is the widest line of notes that are set smaller."""
COLUMN_SHARE = 0.8
"""Share of the lines of a page that are no wider than its column."""
MOST_PAGE_LINES = 200
"""Lines of a page, at the most."""
MOST_LINES = 12
"""Lines of one note, at the most."""
MIN_PAGES, MIN_STEADY = 3, 0.8
"""Pages that have notes with bare numbers, and share of the steps from one to the next at which they go on."""
MIN_CUTTING, MIN_CUTTING_NAMED = 0.5, 0.25
"""Share of the pages that end within a sentence, before notes are believed, and if the text names them: most do, for pages end anywhere, and
above items of a list, fields of a form and notes at the end of a story hardly one does."""
_MARK = lazy_pattern(
    rf"(?P<circled>[{CIRCLED}])|[\[［〔【] ?(?P<bracketed>\d{{1,3}}) ?[\]］〕】]|(?P<bare>\d{{1,3}})[ \u3000]?(?=[{HAN}《“「A-Z]|$)"
)
_CUT = lazy_pattern(rf"[{HAN}][，、]?[{CIRCLED}]?$")
"""Ends within a sentence of prose: lines of a table of contents, open as well, end in numbers."""
_SIGNED = lazy_pattern(rf"—[ ]?[{HAN}]{{1,10}}$")
"""Ends with who wrote the note: ——译者."""
_NO_NOTES = {ITEM, CODE, TABLE}
_UNITS = "年月日时分秒点版页卷元万亿千百多余个名位次人户亩里米岁"
_UNIT = lazy_pattern(rf"\d+[ \u3000]?[{_UNITS}]")
_AFTER_REFERENCES = frozenset("，。；：、？！”』」）")
"""A mark before one of them stands in the text."""
_AFTER_NUMBERS = frozenset(_UNITS + " %％.．、")


class _Mark(NamedTuple):
    """The mark a line begins with."""

    line: int
    number: int
    alone: bool
    """Whether nothing else stands on the line."""
    bare: bool
    """Whether it is a number without a bracket or circle."""
    text: str


class _Notes(NamedTuple):
    """The notes of a page, and the first and the last number of them."""

    lines: range
    first: int
    last: int
    bare: bool
    named: bool
    """Whether the text above has their marks."""


def footnotes(text: str, lines: Lines, left_out: Collection[int], continues: Continues) -> list[range]:
    """The lines of the notes at the foot of each page; `left_out`: lines that are furniture; `continues`: who is asked whether the text
    goes on after the notes.

    Pages end at form feeds and at furniture.
    """
    if "\f" not in text and not left_out:
        return []
    marks = {n: mark for n, line in enumerate(lines.texts) if n not in left_out and (mark := _mark(n, line))}
    if not marks:
        return []
    found: list[_Notes] = []
    body: list[int] = []
    for start, end in pairwise(sorted({0, *page_ends(text, lines.starts, left_out), len(lines)})):
        page = [n for n in range(start, end) if n not in left_out]
        notes = next(_notes(lines, page, body, marks), None) if len(page) <= MOST_PAGE_LINES else None
        text_of_page = [n for n in page if not notes or n < notes.lines.start]
        body = text_of_page or body
        if notes and body:
            if _end_here(lines, body, page[-1], end, left_out, continues):
                found.append(notes)
            else:
                body = page
    if not _go_on([notes for notes in found if notes.bare]):
        found = [notes for notes in found if not notes.bare]
    for named, least in ((True, MIN_CUTTING_NAMED), (False, MIN_CUTTING)):
        above = [lines.texts[notes.lines.start - 1] for notes in found if notes.named == named and notes.lines.start]
        if sum(_CUT.search(line) is not None for line in above) < least * len(above):
            found = [notes for notes in found if notes.named != named]
    return [notes.lines for notes in found]


def _end_here(lines: Lines, above: Sequence[int], last: int, end: int, left_out: Collection[int], continues: Continues) -> bool:
    """Whether the notes end on their page: what follows goes on after them no better than after the text above them."""
    tail = lines.texts[last]
    below = next((n for n in range(end, len(lines)) if n not in left_out), None)
    if below is None or not is_cut(tail) or _SIGNED.search(tail):
        return True
    if not is_cut(lines.texts[above[-1]]):
        return False
    of_notes, of_text = continues([(tail, lines.texts[below]), (lines.texts[above[-1]], lines.texts[below])])
    return of_text > of_notes


def _go_on(found: Sequence[_Notes]) -> bool:
    """Whether the numbers go on from page to page: those of sections, exercises and men do not."""
    steady = sum(below.first == above.last + 1 for above, below in pairwise(found))
    return len(found) >= MIN_PAGES and steady >= MIN_STEADY * (len(found) - 1)


def is_raised_mark(line: str) -> bool:
    """Whether the line is nothing but the mark of the note on the next: ①, [3]; a number alone may be anything."""
    mark = _mark(0, line)
    return mark is not None and mark.alone and not mark.bare


def _mark(n: int, line: str) -> _Mark | None:
    m = _MARK.match(line)
    if not m or _UNIT.match(line) or line[m.end() :].lstrip()[:1] in _AFTER_REFERENCES:
        return None
    number = CIRCLED.index(m[0]) + 1 if m["circled"] else int(m["bracketed"] or m["bare"])
    return _Mark(n, number, m.end() == len(line), m["bare"] is not None, m[0].strip())


def _notes(lines: Lines, page: Sequence[int], before: Sequence[int], marks: dict[int, _Mark]) -> Iterator[_Notes]:
    """The notes of a page, from each line with which they may begin; `before`: the text of the page before, which they may go on to explain."""
    for place, n in enumerate(page):
        run = _run(page[place:], marks) if n in marks else []
        if run:
            above, below = page[:place] or before, page[place:]
            named = _are_named(lines, above, run)
            if (named or _look_like_notes(lines, above, below, run)) and _have_no_items(lines, below, run):
                yield _Notes(range(n, page[-1] + 1), run[0].number, run[-1].number, run[0].bare, named)


def _run(below: Sequence[int], marks: dict[int, _Mark]) -> list[_Mark]:
    """The marks from the first of these lines on that count up or begin again; none if a note were too long."""
    run, length = [marks[below[0]]], 0
    for n in below[1:]:
        if n in marks and marks[n].number in (run[-1].number + 1, 1) and marks[n].bare == run[-1].bare:
            run.append(marks[n])
            length = 0
        elif (length := length + 1) > MOST_LINES:
            return []
    return run


def _have_no_items(lines: Lines, below: Sequence[int], run: Sequence[_Mark]) -> bool:
    """Whether no line but those that begin a note is an item, code or of a table."""
    begun = {mark.line for mark in run}
    return all(n in begun or kind(lines.texts[n]) not in _NO_NOTES for n in below)


def _are_named(lines: Lines, above: Sequence[int], run: Sequence[_Mark]) -> bool:
    """Whether the marks stand in the text above."""
    body = "".join(line if is_open(line) else f"{line}\n" for n in above for line in (lines.texts[n],))
    return sum(_stands_in(mark, body) for mark in run) >= max(1.0, MIN_EXPLAINED * len(run))


def _look_like_notes(lines: Lines, above: Sequence[int], below: Sequence[int], run: Sequence[_Mark]) -> bool:
    """Whether the marks stand alone on their lines, or the lines below a gap hold more than those above."""
    begun = {mark.line for mark in run}
    if not run[0].bare and all(mark.alone and mark.line + 1 not in begun for mark in run) and run[-1].line < below[-1]:
        return True
    if not above or lines.blanks[below[0]] <= max(lines.blanks[n] for n in above[1:] or above):
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
