"""Signs: all that is seen of a break but the language, a few words each, and the number that says the same in bits.

The compiled reader gives each break such a number, so that equal breaks are weighed once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from corpusclean.lines.blocks import KIND_NAMES

EDGES = ("none", "over", "full", "edge", "first", "short", "far")
"""How a line ends: without a column, over it, full, at its edge, full if it is a first line with an indent, short of it, far from it."""
TAILS = ("end", "end quote", "close bracket", "colon", "dash", "semicolon", "comma", "open", "close", "letter", "han")
"""The class of a line's last mark."""
HEADS = ("closer", "quote", "bracket", "dash", "letter", "han")
"""The class of its first."""
STARTS = ("part", "flush", "indent", "near")
"""How a line stands as a first line: flush with the column, shorter by an indent, hardly shorter (as where marks hang over the edge), or
too short to tell."""
CLOSINGS = ("sentence", "open 1", "open 2", "open 3+")
"""How the run of lines that a line begins comes to its end, if no line before the first short one ends it: where that line has an
end mark, "sentence"; where it has none, the lines until there: a heading, as a rule, since a paragraph seldom ends so."""
BLANKS = ("no", "yes", "wide")
INDENTED = ("unknown", "no", "yes", "flush")
INDENT_HABITS = ("unknown", "no", "yes")
BLANK_HABITS = ("some", "mark", "all", "cut", "leap")

FINAL = frozenset(TAILS[:6])
"""Marks after which nothing goes on, as far as one can know, where no column shows it."""
ENDED = frozenset(TAILS[:2])


class Habits(NamedTuple):
    """What the document does everywhere: "yes", "no" or "unknown"."""

    indents: str
    """Whether first lines are two em shorter than the column: an indent that extraction lost."""
    blanks: str
    """What blank lines mean: "all" breaks are blank lines, they "mark" paragraphs without fail, they mark them but also
    "cut" them, many end without one and it stands where one column "leap"s to another, or they come and go ("some")."""
    whole: bool
    """Whether the text, before anything was joined, is whole but for few of many lines: there most breaks that look torn are not."""


class Signs(NamedTuple):
    """All that is seen of a break but the language."""

    edge: str
    tail: str
    head: str
    kinds: tuple[str, str]
    start: str
    closing: str
    sentences: bool
    """Whether a sentence has ended inside the tail, or it is too long for anything but prose."""
    first: bool
    """Whether the tail is the first row of the document, no longer than a title, and a paragraph follows."""
    short: bool
    """Whether the tail is too short to be anything but a line of its own: 此致, 目录."""
    bonded: bool
    """Whether tail and head meet in a pair of characters that belong together; asked only where no column is."""
    clauses: bool
    """Whether the tail has a comma inside, as few headings have; asked only where no column is."""
    blank: str
    """Blank lines between: "no", "yes", or "wide" where there are more than usual in the document."""
    indented: str
    """Whether the head is indented in print: "yes", "no", "flush" if it is not where all first lines are, or "unknown" where no line or every line
    of the document is."""
    marked: bool
    """Whether either is a heading of Markdown, or the head begins with a bullet, or two dots, and a blank."""
    bracket_open: bool
    bracket_closes: bool
    spans: bool
    """Whether the head closes a bracket or quotation that the tail has opened."""
    rest: bool
    """Whether the head is no wider than two characters: in a column it is the last line of a paragraph, or hardly anything."""
    habits: Habits

    @property
    def ended(self) -> bool:
        return self.tail in ENDED


AT_TAIL, AT_HEAD, AT_TAIL_KIND, AT_HEAD_KIND, AT_START, AT_CLOSING = 3, 7, 10, 14, 18, 20
AT_SENTENCES, AT_FIRST, AT_SHORT, AT_BONDED, AT_CLAUSES = 22, 23, 24, 25, 26
AT_BLANK, AT_INDENTED, AT_MARKED, AT_BRACKET_OPEN, AT_BRACKET_CLOSES, AT_SPANS = 27, 29, 31, 32, 33, 34
AT_INDENT_HABIT, AT_BLANK_HABIT, AT_REST, AT_WHOLE = 35, 37, 40, 41
"""Where each word stands in the number, from its lowest bit; the edge stands at 0."""
BONDED = 1 << AT_BONDED
WHOLE = 32
"""In a document's habits, above those of indents and blank lines."""


@lru_cache(maxsize=65536)
def signs_of(number: int) -> Signs:
    """The words of a number.

    >>> signs_of(2).edge, signs_of(5 + (10 << AT_TAIL)).tail
    ('full', 'han')
    """

    def at(place: int, bits: int) -> int:
        return number >> place & (1 << bits) - 1

    return Signs(
        edge=EDGES[at(0, 3)],
        tail=TAILS[at(AT_TAIL, 4)],
        head=HEADS[at(AT_HEAD, 3)],
        kinds=(KIND_NAMES[at(AT_TAIL_KIND, 4)], KIND_NAMES[at(AT_HEAD_KIND, 4)]),
        start=STARTS[at(AT_START, 2)],
        closing=CLOSINGS[at(AT_CLOSING, 2)],
        sentences=bool(at(AT_SENTENCES, 1)),
        first=bool(at(AT_FIRST, 1)),
        short=bool(at(AT_SHORT, 1)),
        bonded=bool(at(AT_BONDED, 1)),
        clauses=bool(at(AT_CLAUSES, 1)),
        blank=BLANKS[at(AT_BLANK, 2)],
        indented=INDENTED[at(AT_INDENTED, 2)],
        marked=bool(at(AT_MARKED, 1)),
        bracket_open=bool(at(AT_BRACKET_OPEN, 1)),
        bracket_closes=bool(at(AT_BRACKET_CLOSES, 1)),
        spans=bool(at(AT_SPANS, 1)),
        rest=bool(at(AT_REST, 1)),
        habits=Habits(INDENT_HABITS[at(AT_INDENT_HABIT, 2)], BLANK_HABITS[at(AT_BLANK_HABIT, 3)], bool(at(AT_WHOLE, 1))),
    )
