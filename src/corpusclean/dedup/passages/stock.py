"""What repeats without being a repeat: datelines, enumerations, verse and lists of like lines.

These are questions about one alignment, answered from the folded text and the gaps that marks and line breaks left in it.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from corpusclean.dedup.passages.layout import Layout

_AGENCY = r"(?:新华社|中新社|中新网|新华网|人民网|央视网|本报|本台|本刊|中国新闻社|法新社|路透社|美联社)"
_DATELINE = re.compile(
    rf"(?:综合)?据?{_AGENCY}[^\d]{{0,8}}(?:[\d一二三四五六七八九十]{{1,4}}年)?(?:[\d一二三四五六七八九十]{{1,3}}月)?"
    r"[\d一二三四五六七八九十]{1,3}日(?:专?电|讯|消息)(?:[^\d]{0,12}?记者[^\d]{2,16}?(?:报道|摄影报道)|记者[^\d]{2,4})?"
)
"""The opening of an agency's report in folded text: 据新华社北京1月4日电记者王小明, 本报上海5月1日讯记者李大有报道."""
DATELINE_WEIGHT = 0.25

MAX_ITEM_CHARS = 4.0
"""An enumeration's items (names, figures) are this long at most, on average."""
MIN_ITEM_CHARS = 1.3
"""Below this the text is not enumerated but set with a space after every character."""
MAX_VERSE_CHARS = 24
"""No line of verse or of a list is longer, …"""
MEAN_VERSE_CHARS = 16
"""… and on average they are not longer than this."""
MIN_VERSE_LINES = 3
MIN_CLOSED_SHARE = 0.6
"""Share of the line breaks that follow a mark, from which short lines are lines and not wrapped prose: wraps fall anywhere."""


def weight(text: str) -> float:
    """The length of a folded text in Han characters; a letter or digit counts half."""
    return sum(1.0 if char >= "\u2e80" else 0.5 for char in text)


def own_weight(text: str) -> float:
    """The weight of a folded text in which an agency's opening counts a quarter: it repeats every day and says little.

    >>> own_weight("据新华社北京1月4日电记者王小明今年前三季度")
    9.0
    >>> own_weight("新华社的历史始于一九三一年")
    13.0
    """
    openings = sum(weight(found[0]) for found in _DATELINE.finditer(text))
    return weight(text) - (1 - DATELINE_WEIGHT) * openings


def is_enumeration(layout: Layout) -> npt.NDArray[np.bool_]:
    """Which spans are names or figures one after the other: 江泽民、李鹏、朱镕基; 12.5 13.1 12.9."""
    item = layout.chars / layout.items
    return (item > MIN_ITEM_CHARS) & (item <= MAX_ITEM_CHARS)


def is_lines(layout: Layout) -> npt.NDArray[np.bool_]:
    """Which spans are short lines that are meant as lines: verse, a refrain, a list.

    Wrapped prose has short lines too, but its breaks fall in the middle of clauses and its marks in the middle of lines.
    """
    breaks = layout.lines - 1
    short = (layout.lines >= MIN_VERSE_LINES) & (layout.longest_line <= MAX_VERSE_CHARS)
    short &= layout.chars <= MEAN_VERSE_CHARS * layout.lines
    closed = layout.closed_lines >= MIN_CLOSED_SHARE * breaks
    bare = (layout.items == layout.lines) & (layout.closed_lines == 0)
    return short & (closed | bare)
