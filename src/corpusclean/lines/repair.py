"""The rule `lines`: joins what line breaks have cut, and says where it could not know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpusclean.config import LinesConfig
from corpusclean.edits import Layer, covered, merged, nothing
from corpusclean.foreign import EVERYWHERE, FINDERS
from corpusclean.lines.arrange import Rows, to_layer
from corpusclean.lines.breaks import NEVER, log_odds, probability, weigh
from corpusclean.lines.captions import WHY, arranged, misplaced
from corpusclean.lines.columns import interleaved
from corpusclean.lines.distant import Cut, choose, weigh_cuts
from corpusclean.lines.footnotes import footnotes, is_raised_mark
from corpusclean.lines.furniture import furniture, has_its_form
from corpusclean.lines.indents import from_margins
from corpusclean.lines.language import Continues, remembered
from corpusclean.lines.layout import Line, Lines, most_lines, survey
from corpusclean.lines.loops.fields import SPEAKS
from corpusclean.lines.page_marks import is_open
from corpusclean.lines.pages import pages_of
from corpusclean.lines.reading import Reading
from corpusclean.lines.remarks import DOUBT, remarks
from corpusclean.lines.turns import turns
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule, always


def find(text: str, options: LinesConfig, protected: Protected) -> Layer:
    """Joins broken lines; see docs/line-repair.md for how a break is weighed.

    A heading, a byline and a paragraph that has ended stay apart:

    >>> find("新技术正在改变生产方\\n式。\\n本报记者 张伟", LinesConfig(), Protected("")).afters
    ['']
    """
    if most_lines(text) < 2:
        return nothing("lines")
    found = survey(text)
    seen = found.seen
    if found.size < 2 or (seen.over and not has_its_form(found)):
        return nothing("lines")
    lines = found.lines()
    rows, said = Rows.of(lines), remembered()
    reading = Reading(rows, seen, continues=said)
    left_out = furniture(text, lines, reading) if options.furniture == "remove" else set()
    if seen.over and not left_out:
        return nothing("lines")
    notes_below = footnotes(text, lines, left_out, said)
    set_aside = {n for notes in notes_below for n in notes if n not in left_out}
    if left_out or "\f" in text:
        rows = over_pages(text, lines, rows.without(left_out | set_aside))
        rows = rows.with_indents(from_margins(rows, pages_of(text, lines, rows)))
        reading = Reading(rows, before=reading, are_joined=False)
    least = log_odds(options.min_probability)
    apart = lines_apart(text, lines, may_be_foreign=seen.may_be_foreign)
    apart |= {n - 1 for n in turns(lines.texts, seen.running.rows_with(seen.table, SPEAKS)) if n and len(lines.texts[n - 1]) > 1}
    body = _mended(rows, reading, said, least, apart)
    moves = misplaced(body.rows, body.reading, lines, text)
    moved = {number: WHY for i in moves for number in body.rows.members(i)}
    rows = arranged(body.rows, moves) if moves else body.rows
    notes = list(remarks(body.reading, body.odds, body.cuts, lines, said))
    if set_aside:
        own = _with_marks(Rows.of(lines).without(set(range(len(lines))) - set_aside))
        below = _mended(own, Reading(own, before=reading), said, least, apart | {page[-1] for page in notes_below})
        rows = rows.with_rows(below.rows, _below(rows, below.rows, notes_below))
        notes += remarks(below.reading, below.odds, below.cuts, lines, said)
    notes.sort()
    if len(rows) == len(lines):  # nothing was joined
        return Layer("lines", notes=tuple(notes)) if notes else nothing("lines")
    return to_layer(text, lines, rows, notes=notes, moved=moved)


class _Mended(NamedTuple):
    """Rows of which nothing more is joined, and what was seen and weighed of them last."""

    rows: Rows
    reading: Reading
    odds: list[float]
    cuts: list[tuple[float, Cut]]


def _mended(rows: Rows, reading: Reading, said: Continues, least: float, apart: set[int]) -> _Mended:
    """The rows after all rounds; nothing is joined to the lines `apart` or over them."""
    if idle := reading.idle_blanks():
        rows = rows.without_blanks(idle)
        reading = Reading(rows, before=reading)
    while True:  # joining changes the evidence (a column disappears): read again until nothing more is joined
        odds = weigh(reading, said, least)
        if apart:
            odds = [NEVER if rows.members(i)[-1] in apart else logit for i, logit in enumerate(odds)]
        cuts = [
            (logit, cut)
            for logit, cut in weigh_cuts(reading, odds, said, min(least, DOUBT))
            if not apart or is_free(rows, cut, apart)
        ]
        mended = mend(rows, odds, cuts, least)
        if len(mended) == len(rows):
            return _Mended(rows, reading, odds, cuts)
        rows, reading = mended, Reading(mended, before=reading)


def _with_marks(notes: Rows) -> Rows:
    """The rows of notes with the marks that stand alone above them."""
    goes_on = {
        i: i + 1 for i in range(len(notes) - 1) if is_raised_mark(notes.texts[i]) and not is_raised_mark(notes.texts[i + 1])
    }
    return notes.chained(follow(0, len(notes), goes_on), dict.fromkeys(goes_on, "the mark of the note"))


def _below(rows: Rows, notes: Rows, pages: Sequence[range]) -> dict[int, list[int]]:
    """After which of the rows each row of notes comes: the one that has the last line above them."""
    holder = {number: i for i in range(len(rows)) for number in rows.members(i)}
    starts = [page.start for page in pages]
    after: dict[int, list[int]] = {}
    for k in range(len(notes)):
        first = pages[bisect_right(starts, notes.firsts[k]) - 1].start
        above = next((n for n in range(first - 1, -1, -1) if n in holder), -1)
        after.setdefault(holder.get(above, -1), []).append(k)
    return after


def over_pages(text: str, lines: Lines, rows: Rows) -> Rows:
    """The rows without the blank lines that stand between two pages, if a sentence is cut there: the last row of the page is open and not
    set off itself, as the title on a page of its own is."""

    def parts_pages(i: int) -> bool:
        above, first = rows.firsts[i - 1], rows.firsts[i]
        return first > above + 1 or "\f" in text[lines.ends[above] : lines.starts[first]]

    return rows.without_blanks(
        i
        for i in range(2, len(rows))
        if rows.blanks[i] and not rows.blanks[i - 1] and is_open(rows.texts[i - 1]) and parts_pages(i) and not parts_pages(i - 1)
    )


def lines_apart(text: str, lines: Sequence[Line], *, may_be_foreign: bool = True) -> set[int]:
    """The numbers of lines where the line below is not the next one, or not of the same sentence: in columns read across, and where
    `corpusclean.foreign` finds code, markup or records.  Nothing is joined."""
    finders = (interleaved, *EVERYWHERE, *FINDERS) if may_be_foreign else (interleaved, *EVERYWHERE)
    starts, ends = merged([span for find_spans in finders for span in find_spans(text)])
    return {number for number, line in enumerate(lines) if covered(starts, ends, line.start)} if starts else set()


def is_free(rows: Rows, cut: Cut, apart: set[int]) -> bool:
    """Whether neither half of a sentence nor anything between them stands apart: what does is never moved."""
    tail, head = rows.members(cut.tail)[-1], rows.firsts[cut.head]
    return apart.isdisjoint(range(min(tail, head), max(tail, head) + 1))


def mend(rows: Rows, odds: Sequence[float], cuts: Sequence[tuple[float, Cut]], least: float) -> Rows:
    """The rows after one round: what goes on directly is joined; what goes on further below is joined, what cut it put after it."""
    goes_on: dict[int, int] = {}  # row -> the row that goes on after it
    why: dict[int, str] = {}
    aside: set[int] = set()  # rows that go on after nothing above them
    for logit, cut in choose(cuts, least):
        goes_on[cut.tail], why[cut.tail] = cut.head, f"goes on after what stands between (p = {probability(logit):.3f})"
        aside |= {cut.tail + 1, cut.head}
    for i, logit in enumerate(odds):
        if logit >= least and i not in goes_on and i + 1 not in aside:
            goes_on[i], why[i] = i + 1, _why(logit)
    return rows.chained(follow(0, len(rows), goes_on), why) if goes_on else rows


@lru_cache(maxsize=4096)
def _why(logit: float) -> str:
    return f"goes on (p = {probability(logit):.3f})"


def follow(start: int, end: int, goes_on: Mapping[int, int]) -> list[list[int]]:
    """The rows [start, end) as chains along `goes_on`; what stands between comes after the chain it cut."""
    done: list[list[int]] = []
    i = start
    while i < end:
        chain, waits = [i], []
        while i in goes_on:
            head = goes_on[i]
            if head > i + 1:
                waits.append((i + 1, head))
            chain.append(head)
            i = head
        done.append(chain)
        for above, below in waits:
            inner = {k: goes_on[k] for k in range(above, below) if k in goes_on and goes_on[k] < below}
            done += follow(above, below, inner)
        i += 1
    return done


LINES = Rule(
    name="lines",
    risk=Risk.GUESS,
    find=find,
    summary="Joins lines that a page, a column or a picture has cut.",
    why="A line break in the middle of a sentence hides the words around it from everything that reads the text after us.",
    source="docs/line-repair.md",
    whole=always,
)
