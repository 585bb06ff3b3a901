"""Indents: which rows are set in as the first lines of paragraphs are, and what that says of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpusclean.lines.arrange import Rows
from corpusclean.lines.page_marks import is_open

MIN_EM = 1.5
"""An indent of print, two em, as scans and extraction leave it."""
MIN_NARROW_EM, FEWEST_NARROW = 0.5, 5
"""`pdftotext -layout` leaves one blank or two of it, as do many who type; so many rows must have them, and nearly all"""
MIN_AFTER_END = 0.9
"""of these must come after a row that may be the end of a paragraph."""
FEWEST_FIRSTS, MIN_FIRSTS = 5, 0.8
"""Of so many rows after the end of a paragraph so many must be set in, before all others are thought to be no first lines."""
MIN_MARGIN = 0.5
"""Share of the rows that are set in least on a page that must go on after the row above, before these stand at its margin."""
MOST = 0.9
"""Where so many rows are set in, none is more so than another."""
NONE, ONE, SOME, ALL = range(4)
"""How many first lines are set in, as far as one can tell; of one nobody can say that the others are none."""


class Indents:
    """The rows that are set in; `habit`: NONE, ONE, SOME or ALL."""

    def __init__(
        self,
        em: Sequence[float],
        may_start: Callable[[], Sequence[bool]],
        surely_start: Callable[[], Sequence[bool]],
        *,
        before: Indents | None = None,
    ) -> None:
        """`em`: of the blanks before each row; `may_start`: whether the row above it may be the end of a paragraph; `surely_start`:
        whether it surely is; `before`: of a text of which these rows are the rest.

        >>> ends = [True, False, True, False, True, True, False, True]
        >>> Indents([1, 0, 1, 0, 1, 1, 0, 1], lambda: ends, lambda: ends).habit == ALL
        True
        >>> Indents([1, 0, 1, 0, 1, 1, 1, 1], lambda: ends, lambda: ends).habit == NONE     # one is set in within a sentence
        True
        """
        least = MIN_NARROW_EM if _narrow_ones_count(em, may_start) else MIN_EM
        self.rows = [indent >= least for indent in em]
        many = sum(self.rows)
        self.habit = NONE if many >= MOST * len(em) else min(many, SOME)
        if self.habit and (before.habit == ALL if before else _mark_paragraphs(self.rows, surely_start())):
            self.habit = ALL


def _narrow_ones_count(em: Sequence[float], may_start: Callable[[], Sequence[bool]]) -> bool:
    narrow = [i for i, indent in enumerate(em) if MIN_NARROW_EM <= indent < MIN_EM]
    if len(narrow) < FEWEST_NARROW:
        return False
    may = may_start()
    return sum(may[i] for i in narrow) >= MIN_AFTER_END * len(narrow)


def _mark_paragraphs(rows: Sequence[bool], surely_start: Sequence[bool]) -> bool:
    firsts = [is_in for is_in, starts in zip(rows, surely_start, strict=True) if starts]
    return len(firsts) >= FEWEST_FIRSTS and sum(firsts) >= MIN_FIRSTS * len(firsts)


def from_margins(rows: Rows, pages: Iterable[range]) -> list[float]:
    """The indents of the rows, each counted from the margin of its page: what stands furthest left on a page decides how far the rest
    of it is set in, a long line or a note.

    The rows that are set in least stand at the margin, unless they all may be first lines.
    """
    indents = list(rows.indents)
    for page in pages:
        margin = min((indents[i] for i in page), default=0)
        if margin:
            least = [i for i in page if indents[i] == margin and i > page.start]
            if least and sum(is_open(rows.texts[i - 1]) for i in least) >= MIN_MARGIN * len(least):
                for i in page:
                    indents[i] -= margin
    return indents
