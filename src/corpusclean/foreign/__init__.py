"""Lines that are no Chinese prose of print: code, markup, records, other languages.

`single` tells a line by its own words.  `markdown`, `markup`, `records` and `side_by_side` find spans of lines that hang together by their form; each
finder takes a text and yields half-open spans of whole lines in which nothing is joined.  A new one goes into `FINDERS`, and a
character that each of its spans has into `SIGNS`, or into `EVERYWHERE` if there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpusclean.foreign.markdown import (
    find_displayed,
    find_fenced,
    find_front_matter,
    find_marked,
    find_paragraphs_of_markdown,
)
from corpusclean.foreign.markup import find_literal, find_org, find_pilcrows, find_requests, find_tex
from corpusclean.foreign.records import find_cues, find_labelled, find_rows, find_segmented, find_stamped
from corpusclean.foreign.side_by_side import find_side_by_side

Finder = Callable[[str], Iterator[tuple[int, int]]]

SIGNS = ",`~-$>?!:*/=_\\¶"
"""Each span that one of `FINDERS` finds has one of these: a text without them is not looked at."""
FINDERS: tuple[Finder, ...] = (
    find_rows,
    find_fenced,
    find_literal,
    find_org,
    find_tex,
    find_pilcrows,
    find_front_matter,
    find_displayed,
    find_marked,
    find_stamped,
    find_cues,
    find_paragraphs_of_markdown,
    find_segmented,
)
EVERYWHERE: tuple[Finder, ...] = (find_labelled, find_requests, find_side_by_side)
"""Those whose spans need have no sign."""
