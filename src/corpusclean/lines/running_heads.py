"""Running heads: lines that come again at the edge of page after page: 第三章　渡口, 江北学报（自然科学版）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from corpusclean.lines.page_marks import form_of, is_cut
from corpusclean.lines.pages import page_ends
from corpusclean.patterns import lazy_pattern

MIN_AGAIN = 3
"""Pages on whose edge a line stands again."""
MIN_AT_EDGE = 0.75
"""Share of all lines of its form that stand at the edge of a page: rows of a table are everywhere."""
MIN_CUTTING = 0.25
"""Share of them above which a sentence is cut, where no page numbers stand: pages break anywhere, articles that form feeds part do not."""
DEPTH = 3
"""Lines from the edge of a page that may be its head or foot."""
MAX_CHARS = 60
_WORD = lazy_pattern(r"[^\W\d_]{2}|^([-_=—─~*])\1{4,}$")
"""What a head must have: two letters together, or it is a rule."""


def running_heads(text: str, starts: Sequence[int], texts: Sequence[str], furniture: Collection[int]) -> set[int]:
    """The numbers of lines that are running heads or feet, but of each form the first, which may be the title itself, unless it
    cuts a sentence.

    `starts`: where each line starts in the text; `furniture`: lines that are known as page numbers: pages end there too.

    >>> texts = ["渡口的船", "河上从前只有一条小木船，", "渡口的船", "船上坐着一个撑船的老人，", "渡口的船", "他不知道去哪里。"]
    >>> text = "\\n\\f".join("\\n".join(texts[k : k + 2]) for k in (0, 2, 4))
    >>> sorted(running_heads(text, [0, 5, 19, 24, 38, 43], texts, ()))
    [2, 4]
    """
    found_edges = list(edges(text, starts, furniture))
    if len(found_edges) < MIN_AGAIN:
        return set()
    forms = [form_of(line) if len(line) <= MAX_CHARS and _WORD.search(line) else "" for line in texts]
    everywhere = Counter(forms)
    at_edge = Counter(forms[i] for i in {i for edge in found_edges for i in edge})
    again = {form for form, count in at_edge.items() if form and count >= MIN_AGAIN and count >= MIN_AT_EDGE * everywhere[form]}
    found: set[int] = set()
    for edge in found_edges:
        outer = takewhile(lambda i: i in furniture or forms[i] in again, edge)
        found.update(i for i in outer if forms[i] in again)
    cutting = _cutting(texts, found, found.union(furniture))
    if len(cutting) < MIN_CUTTING * len(found) and len(furniture) < MIN_AGAIN:
        return set()
    firsts = {forms[i]: i for i in sorted(found, reverse=True)}
    return found.difference(first for first in firsts.values() if first not in cutting)


def _cutting(texts: Sequence[str], found: Collection[int], furniture: Collection[int]) -> set[int]:
    """Those of the lines above which a sentence is cut."""
    cutting, is_open = set[int](), False
    for i, line in enumerate(texts):
        if i not in furniture:
            is_open = is_cut(line)
        elif i in found and is_open:
            cutting.add(i)
    return cutting


def edges(text: str, starts: Sequence[int], furniture: Collection[int] = ()) -> Iterator[list[int]]:
    """The lines at the head and at the foot of each page, from its edge inwards."""
    count = len(starts)
    for place in sorted({0, count, *page_ends(text, starts, furniture)}):
        yield list(range(place, min(place + DEPTH, count)))
        yield list(range(place - 1, max(place - 1 - DEPTH, -1), -1))
