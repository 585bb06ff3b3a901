"""Marks of pages: lines that count the pages of a text, whatever else they say: 牛顿传 ·74·, ----- 页面 76 -----."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from corpusclean.characters import CIRCLED
from corpusclean.patterns import lazy_pattern

MIN_MARKS = 3
MIN_PAGE_LINES = 5
"""Lines from one mark to the next of its form: items and verses are counted faster."""
MIN_STEADY = 0.9
"""Share of the steps that count up so: a page may be short, a number misprinted."""
MAX_CHARS = 100

MIN_PROSE_CHARS = 12
"""A line without an end mark is cut prose only from this length."""
_OPEN = lazy_pattern(rf"[^。！？!?…”’」』）):：{CIRCLED}][{CIRCLED}]*$")
_NUMBER = lazy_pattern(r"\d+")


def numbered(lines: Iterable[tuple[int, str]]) -> list[list[tuple[int, int]]]:
    """For each form that lines have but for their numbers and blanks: which lines, in order, and the first number in each.

    >>> numbered([(0, "— 3 —"), (7, "下转第4版"), (9, "—4—")])
    [[(0, 3), (9, 4)], [(7, 4)]]
    """
    forms: dict[str, list[tuple[int, int]]] = {}
    for n, text in lines:
        if m := _NUMBER.search(text):
            forms.setdefault(form_of(text), []).append((n, int(m.group())))
    return list(forms.values())


def form_of(text: str) -> str:
    """The line but for its numbers and blanks."""
    return "".join(_NUMBER.sub("0", text).split())


def is_open(line: str) -> bool:
    """Whether the line ends with no mark that may be the end of a paragraph."""
    return _OPEN.search(line) is not None


def is_cut(line: str) -> bool:
    """Whether the line stops within a sentence, as far as its own words tell: verse and headings are shorter."""
    return len(line) >= MIN_PROSE_CHARS and is_open(line)


def page_marks(texts: Sequence[str], blanks: Sequence[int], at_edge: Collection[int] = ()) -> set[int]:
    """The numbers of lines that stand alone between blank ones and count pages: three or more of one form that count up by one, or by
    two as the heads of left or right pages do, with lines between.  Lines `at_edge` of a page, which form feeds show, need no blank ones.

    >>> page = ["河上有一条船，", "船上有一个人，", "他不知道要到", "哪里去，也不知"]
    >>> texts = [line for n in (7, 8, 9) for line in (*page, f"渡口　·{n}·")]
    >>> sorted(page_marks(texts, [0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1]))
    [4, 9, 14]
    """
    if len(blanks) - blanks.count(0) + len(at_edge) < MIN_MARKS:
        return set()
    last = len(texts) - 1
    alone = (n for n in range(len(texts)) if n in at_edge or (blanks[n] and (n == last or blanks[n + 1])))
    short = ((n, texts[n]) for n in alone if len(texts[n]) <= MAX_CHARS)
    return {n for places in numbered(short) if _counts_pages(places) for n, _ in places}


def _counts_pages(places: Sequence[tuple[int, int]]) -> bool:
    steady = [b[0] - a[0] >= MIN_PAGE_LINES and 1 <= b[1] - a[1] <= 2 for a, b in pairwise(places)]
    return len(places) >= MIN_MARKS and sum(steady) >= MIN_STEADY * len(steady)
