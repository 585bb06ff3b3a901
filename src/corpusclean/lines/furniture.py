"""Furniture: page numbers and running heads, which belong to the page and not to the text.

A line is taken for furniture by its form and by a second sign that the text comes from pages; the form alone (a diary's
"3日 星期二", a table's "— 5 —") is not enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpusclean.lines.blocks import FURNITURE, is_furniture
from corpusclean.lines.layout import Line, Lines, Survey
from corpusclean.lines.loops.fields import MAYBE_KINDS
from corpusclean.lines.loops.shapes import FURNITURE_ONLY
from corpusclean.lines.page_marks import is_cut, numbered, page_marks
from corpusclean.lines.reading import Reading
from corpusclean.lines.running_heads import MIN_AGAIN, edges, running_heads
from corpusclean.patterns import lazy_pattern

_BARE = lazy_pattern(r"[0-9 /／]*")
MIN_NUMBERED = 0.5
"""Share of the form feeds beside which a bare number stands, before it is one of a page: chapters have none on their first, slides have
numbers anywhere."""
MIN_WRAPPED_SHARE = 0.5
"""Share of lines that stand in a column from which a text is a reading of pages."""


def has_its_form(found: Survey) -> bool:
    """Whether any line has the form of furniture; a quick look at few of them."""
    kinds = found.seen.running.column(found.seen.table, MAYBE_KINDS) if found.seen.may_be_furniture else ()
    return any(maybe & FURNITURE_ONLY and is_furniture(found.line(i)) for i, maybe in enumerate(kinds))


def furniture(text: str, lines: Lines, reading: Reading) -> set[int]:
    """The numbers of the lines that are furniture; `reading` reads just these lines.

    Signs of pages: most lines are wrapped at a column's width; a form feed stands next to the line; the same running head comes
    again; page numbers count up.  A bare number needs one of the last three, and if it counts it must cut sentences: the numbers of
    sections, poems and subtitles count too.  Marks that count pages and cut sentences need no form, nor do lines that come again at the
    edge of page after page.  A text of nothing else is no page.
    """
    found = cutting_marks(text, lines) | _formed(text, lines, reading)
    if found or "\f" in text:
        found |= running_heads(text, lines.starts, lines.texts, found)
    return found if len(found) < len(lines) else set()


def cutting_marks(text: str, lines: Lines) -> set[int]:
    """The marks of pages, if mostly they stand within a sentence."""
    at_edge = {i for edge in edges(text, lines.starts) for i in edge[:1]} if "\f" in text else ()
    marks = page_marks(lines.texts, lines.blanks, at_edge)
    above = sorted({next((n for n in range(i, -1, -1) if n not in marks), -1) for i in marks} - {-1})
    return marks if _interrupting(lines, [n + 1 for n in above]) else set()


def _formed(text: str, lines: Lines, reading: Reading) -> set[int]:
    if not reading.may_be_furniture:
        return set()
    formed = [i for i in reading.maybe(FURNITURE) if is_furniture(lines[i].text)]
    if not formed:
        return set()
    wrapped = reading.wrapped() >= MIN_WRAPPED_SHARE * len(lines)
    again = Counter(lines[i].text for i in formed if not _is_bare(lines[i]))
    counting = _counting(text, lines, formed)
    at_feeds = {i for i in formed if _at_form_feed(text, lines, i)}
    bare = {i for i in at_feeds if _is_bare(lines[i])}
    if len(bare) < MIN_NUMBERED * text.count("\f"):
        at_feeds -= bare
    return {
        i for i in formed if (wrapped and not _is_bare(lines[i])) or again[lines[i].text] > 1 or i in counting or i in at_feeds
    }


def _at_form_feed(text: str, lines: Sequence[Line], i: int) -> bool:
    before = text[lines[i - 1].end if i else 0 : lines[i].start]
    after = text[lines[i].end : lines[i + 1].start if i + 1 < len(lines) else len(text)]
    return "\f" in before or "\f" in after


def _interrupting(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether lines in these places mostly stand within a sentence, as a page's number does, not above what they count; one in four is
    enough where the same line stands above them again and again: the head of their pages."""
    above = Counter(lines[i - 1].text for i in places if i)
    headed = {i for i in places if i > 1 and above[lines[i - 1].text] >= MIN_AGAIN}
    cut = sum(is_cut(lines[i - 2 if i in headed else i - 1].text) for i in places if i)
    return (4 if 2 * len(headed) > len(places) else 2) * cut >= above.total()


def _are_pages(text: str, lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether what counts up there are pages."""
    return _interrupting(lines, places) or 2 * sum(_at_form_feed(text, lines, i) for i in places) > len(places)


def _is_bare(line: Line) -> bool:
    return _BARE.fullmatch(line.text) is not None


def _counting(text: str, lines: Sequence[Line], formed: Sequence[int]) -> set[int]:
    """Lines whose numbers count up by one, three or more of the same form with other lines between."""
    found: set[int] = set()
    for places in numbered((i, lines[i].text) for i in formed):
        steps = [b[1] - a[1] == 1 and b[0] - a[0] > 2 for a, b in pairwise(places)]
        counted = [i for i, _ in places]
        if len(steps) >= 2 and all(steps) and (_are_pages(text, lines, counted) or not _is_bare(lines[counted[0]])):
            found.update(counted)
    return found
