"""Evidence: what is known about a break, as a few named observations.

Each observation has a weight in `weights.py`; the sum of the weights is the log odds that the text goes on.  The language model
is one observation among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.arrange import Row
from corpusclean.lines.layout import Layout, measure, unit_em

TAIL_MARKS = {
    **dict.fromkeys("。！？!?…｡", "end"),
    **dict.fromkeys("，、,､", "comma"),
    **dict.fromkeys("；;", "semicolon"),
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("—―─-–", "dash"),
    **dict.fromkeys("（(《〈【[「『“‘", "open"),
    **dict.fromkeys("）)》〉】]」』”’\"'", "close"),
    **dict.fromkeys(".．", "dot"),
}
HEAD_MARKS = {
    **dict.fromkeys("，。、；：！？,;:!?）)》〉】]」』”’…%％·", "closer"),
    **dict.fromkeys("“‘「『\"'", "quote"),
    **dict.fromkeys("（(《〈【[", "bracket"),
    **dict.fromkeys("—―─-–", "dash"),
}
_SENTENCE = re.compile("[。！？!?]")
_INNER_END = "。！？!?…"
_OPENERS = re.compile(r"[（(《〈【][^（(《〈【）)》〉】]*$")
_CLOSERS = re.compile(r"^[^（(《〈【）)》〉】]*[）)》〉】]")


def tail_mark(tail: str) -> str:
    """The class of the last mark; a closing mark after an end mark ends too."""
    last = tail[-1]
    found = TAIL_MARKS.get(last)
    if found == "close" and len(tail) > 1:
        inner = tail[-2] if tail[-2] not in "”’）)\"'" or len(tail) < 3 else tail[-3]
        if inner in _INNER_END or (inner == "." and not tail[-3:-2].isdigit()):
            return "end quote"
        return "close bracket" if last in "）)" else "close"
    if found == "dot":
        return "letter" if tail[-2:-1].isdigit() or tail.isascii() else "end"
    if found:
        return found
    return "letter" if last.isascii() or "０" <= last <= "ｚ" else "han"


def head_mark(head: str) -> str:
    first = head[0]
    found = HEAD_MARKS.get(first)
    if found:
        return found
    return "letter" if first.isascii() or "０" <= first <= "ｚ" else "han"


class Habits(NamedTuple):
    """What the document does everywhere: "yes", "no" or "unknown"."""

    indents: str
    """Whether first lines are two em shorter than the column: an indent that extraction lost."""
    blanks: str
    """Whether most breaks are blank lines, so that one says little."""


def edge(layout: Layout, i: int, head: str) -> str:
    """How line i ends: "none" without a column, "over" it, "full", at its "edge", "short", "far" from it."""
    column = layout.columns[i]
    if not column or layout.firsts[i] != layout.lasts[i]:  # where wraps inside a line became spaces, its newline is no wrap
        return "none"
    room = column - layout.lasts[i]
    if room < -2.5:
        return "over"
    if room >= 9:
        return "far"
    left = room - unit_em(head)
    if left < -0.25:
        return "full"
    if left < 0.75:
        return "edge"
    if left < 2.25:
        return "short"
    return "far"


def starts_flush(layout: Layout, i: int, head_edge: str) -> str:
    """How line i stands as a first line: "flush" with the column, shorter by an "indent", or too short to tell ("part")."""
    if head_edge not in ("full", "edge"):
        return "part"
    lost = layout.columns[i] - layout.firsts[i]
    if lost < 1.3:
        return "flush"
    return "indent" if lost < 3.3 else "part"


def closings(rows: Sequence[Row], edges: Sequence[str]) -> list[str]:
    """For each line how the run of lines it begins comes to its end, if no line before the first short one ends it.

    "sentence" where that line has an end mark; "open 1", "open 2", "open 3+" where it has none, with the lines until there: a
    heading, as a rule, since a paragraph seldom ends so.
    """
    found = ["sentence"] * len(rows)
    count, ended = 0, True
    for i in range(len(rows) - 1, -1, -1):
        if edges[i] in ("far", "short", "over", "none") or rows[i + 1].blanks:
            count, ended = 0, tail_mark(rows[i].text) in ("end", "end quote")
        count += 1
        found[i] = "sentence" if ended else f"open {count}" if count < 3 else "open 3+"
    return found


def habits(rows: Sequence[Row], layout: Layout, edges: Sequence[str]) -> Habits:
    """The document's habits; `edges[i]` is how line i ends."""
    indent = flush = 0
    for i in range(1, len(rows)):
        if edges[i - 1] in ("far", "short") and tail_mark(rows[i - 1].text) in ("end", "end quote"):
            found = starts_flush(layout, i, edges[i])
            indent += found == "indent"
            flush += found == "flush"
    seen = indent + flush
    blank = sum(1 for row in rows if row.blanks)
    return Habits(
        "unknown" if seen < 2 else "yes" if indent > 0.6 * seen else "no" if indent < 0.3 * seen else "unknown",
        "yes" if blank > 0.6 * len(rows) else "no",
    )


MIN_INDENT_EM = 1.5
WIDE_BLANKS = 2
"""That many blank lines more than usual show that something else follows: a title, the space of a picture."""


class Signs(NamedTuple):
    """All that is seen of a break but the language: a few words each, so that equal breaks are weighed once."""

    edge: str
    tail: str
    head: str
    kinds: tuple[str, str]
    start: str
    closing: str
    sentences: bool
    """Whether a sentence has ended inside the tail: it is prose."""
    blank: str
    """Blank lines between: "no", "yes", or "wide" where there are more than usual in the document."""
    indented: str
    """Whether the head is indented in print: "yes", "no", or "unknown" where no line or every line of the document is."""
    marked: bool
    """Whether either is a heading of Markdown."""
    bracket_open: bool
    bracket_closes: bool
    habits: Habits

    @property
    def ended(self) -> bool:
        return self.tail in ("end", "end quote")


def observations(signs: Signs) -> list[str]:
    """The names under which `weights.WEIGHTS` weighs these signs."""
    column = signs.edge if signs.edge in ("none", "over") else "column"
    kinds = ["prose" if kind == blocks.HEADING else kind for kind in signs.kinds]
    seen = [f"tail {signs.edge}, {signs.tail}", f"head {signs.head}, {column}", f"{kinds[0]} > {kinds[1]}, {column}"]
    if column == "column":
        seen.append(f"head's run ends {signs.closing}, {signs.edge}")
    if signs.start != "part":
        seen.append(f"start {signs.start}, indents {signs.habits.indents}, {'ended' if signs.ended else 'open'}")
    if signs.blank != "no":
        seen.append(f"blank, blanks {signs.habits.blanks}, {signs.edge}")
    if signs.indented != "unknown":
        seen.append(f"indented {signs.indented}, {'ended' if signs.ended else 'open'}")
    if signs.bracket_open:
        seen.append(f"bracket open, {'ended' if signs.ended else 'open'}")
    if signs.bracket_closes:
        seen.append("bracket closes")
    if column == "none":
        shape = "heading" if signs.kinds[0] == blocks.HEADING else "prose" if signs.sentences else "sentence"
        if not signs.ended:
            seen.append(f"unfinished {shape}, {'mark' if signs.tail in ('comma', 'semicolon', 'colon', 'dash') else 'word'}")
        seen += [
            f"{side} like a heading" for side, kind in zip(("tail", "head"), signs.kinds, strict=True) if kind == blocks.HEADING
        ]
    return seen


class Reading:
    """The rows of a text with what can be seen of each; `signs(i, j)` asks whether row j goes on after row i."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.texts = [row.text for row in rows]
        self.layout = measure(self.texts)
        self.kinds = [blocks.kind(text) for text in self.texts]
        for i, found in enumerate(blocks.verse(self.texts)):
            if found:
                self.kinds[i] = blocks.VERSE
        self.edges = [*(edge(self.layout, i, head) for i, head in enumerate(self.texts[1:])), "far"][: len(rows)]
        self.starts = [starts_flush(self.layout, i, self.edges[i]) for i in range(len(rows))]
        self.closings = closings(rows, self.edges)
        indented = sum(1 for row in rows if row.indent >= MIN_INDENT_EM)
        self.indents = 1 < indented < 0.9 * len(rows)
        self.usual_blanks = sorted(row.blanks for row in rows)[len(rows) // 2]
        self.habits = habits(rows, self.layout, self.edges)

    def signs(self, i: int, j: int) -> Signs:
        tail, head = self.texts[i], self.texts[j]
        near = j == i + 1
        return Signs(
            self.edges[i] if near else edge(self.layout, i, head),
            tail_mark(tail),
            head_mark(head),
            (self.kinds[i], self.kinds[j]),
            self.starts[j],
            self.closings[j],
            _SENTENCE.search(tail, 0, len(tail) - 2) is not None,
            self._blank(j) if near else "no",
            ("yes" if self.rows[j].indent >= MIN_INDENT_EM else "no") if self.indents else "unknown",
            tail[0] == "#" or head[0] == "#",
            _OPENERS.search(tail[-40:]) is not None,
            _CLOSERS.search(head[:40]) is not None,
            self.habits,
        )

    def _blank(self, j: int) -> str:
        blanks = self.rows[j].blanks
        return "no" if not blanks else "wide" if blanks > self.usual_blanks + WIDE_BLANKS else "yes"
