"""Evidence: what is known about a break, as a few named observations.

Each observation has a weight in `weights.py`; the sum of the weights is the log odds that the text goes on.  The language model
is one observation among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.arrange import Row
from corpusclean.lines.bonds import bonded
from corpusclean.lines.layout import Layout, measure, unit_em
from corpusclean.patterns import lazy_pattern

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
_SENTENCE = lazy_pattern("[。！？!?]")
CLAUSES = lazy_pattern("[，、,][^，、,]")
_INNER_END = "。！？!?…"
_OPENERS = lazy_pattern(r"[（(《〈【][^（(《〈【）)》〉】]*$")
_CLOSERS = lazy_pattern(r"[^（(《〈【）)》〉】]*[）)》〉】]")


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


FINAL = frozenset({"end", "end quote", "close bracket", "colon", "dash", "semicolon"})
"""Marks after which nothing goes on, as far as one can know, where no column shows it."""


def spans(tail: str, head: str) -> bool:
    """Whether the head closes what the tail has opened.

    >>> spans("他喊：“船要开了，", "还没上来的快一点！”"), spans("他说：“好。", "“还有一件事。”")
    (True, False)
    """
    for opener, closer in ("“”", "（）", "()", "《》", "「」"):
        opened = tail.rfind(opener)
        if opened > tail.rfind(closer):
            closes = head.find(closer)
            if closes >= 0 and not 0 <= head.find(opener) < closes:
                return True
    return False


class Habits(NamedTuple):
    """What the document does everywhere: "yes", "no" or "unknown"."""

    indents: str
    """Whether first lines are two em shorter than the column: an indent that extraction lost."""
    blanks: str
    """What blank lines mean: "all" breaks are blank lines, they "mark" paragraphs without fail, or they come and go ("some")."""


def edge(layout: Layout, i: int, head: str) -> str:
    """How line i ends: "none" without a column, "over" it, "full", at its "edge", "short", "far" from it."""
    column = layout.columns[i]
    if not column:
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


def closings(rows: Sequence[Row], edges: Sequence[str], tails: Sequence[str]) -> list[str]:
    """For each line how the run of lines it begins comes to its end, if no line before the first short one ends it.

    "sentence" where that line has an end mark; "open 1", "open 2", "open 3+" where it has none, with the lines until there: a
    heading, as a rule, since a paragraph seldom ends so.
    """
    found = ["sentence"] * len(rows)
    count, ended = 0, True
    for i in range(len(rows) - 1, -1, -1):
        if edges[i] in ("far", "short", "over", "none") or rows[i + 1].blanks:
            count, ended = 0, tails[i] in ("end", "end quote")
        count += 1
        found[i] = "sentence" if ended else f"open {count}" if count < 3 else "open 3+"
    return found


def habits(rows: Sequence[Row], layout: Layout, edges: Sequence[str], tails: Sequence[str]) -> Habits:
    """The document's habits; `edges[i]` is how row i ends."""
    indent = flush = ends = marked = inside = 0
    for i in range(1, len(rows)):
        if edges[i - 1] in ("far", "short") and tails[i - 1] in ("end", "end quote"):
            ends += 1
            marked += rows[i].blanks > 0
            found = starts_flush(layout, i, edges[i])
            indent += found == "indent"
            flush += found == "flush"
        elif edges[i - 1] == "full" and tails[i - 1] == "han":
            inside += rows[i].blanks > 0
    seen = indent + flush
    blank = sum([row.blanks > 0 for row in rows])
    return Habits(
        "unknown" if seen < 2 else "yes" if indent > 0.6 * seen else "no" if indent < 0.3 * seen else "unknown",
        "all" if blank > 0.6 * len(rows) else "mark" if ends > 2 and marked > 0.9 * ends and inside < 0.1 * ends else "some",
    )


OTHER_COLUMN_EM = 4.0
MIN_INDENT_EM = 1.5
TITLE_CHARS = 22
SHORT_CHARS = 7
LONG_CHARS = 48
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
    """Whether the head is indented in print: "yes", "no", or "unknown" where no line or every line of the document is."""
    marked: bool
    """Whether either is a heading of Markdown."""
    bracket_open: bool
    bracket_closes: bool
    spans: bool
    """Whether the head closes a bracket or quotation that the tail has opened."""
    habits: Habits

    @property
    def ended(self) -> bool:
        return self.tail in ("end", "end quote")


def observations(signs: Signs) -> list[str]:
    """The names under which `weights.WEIGHTS` weighs these signs."""
    column = signs.edge if signs.edge in ("none", "over") else "column"
    kinds = ["prose" if kind == blocks.HEADING else kind for kind in signs.kinds]
    seen = [
        f"always, {column}",
        f"tail {signs.edge}, {signs.tail}",
        f"head {signs.head}, {column}",
        f"{kinds[0]} > {kinds[1]}, {column}",
    ]
    if column == "column":
        seen.append(f"head's run ends {signs.closing}, {signs.edge}")
    if signs.start != "part":
        seen.append(f"start {signs.start}, indents {signs.habits.indents}, {'ended' if signs.ended else 'open'}")
    if signs.blank != "no" or signs.habits.blanks == "mark":
        seen.append(f"{'blank' if signs.blank != 'no' else 'no blank'}, blanks {signs.habits.blanks}, {signs.edge}")
    if signs.indented != "unknown":
        seen.append(f"indented {signs.indented}, {'ended' if signs.ended else 'open'}")
    if signs.bracket_open:
        seen.append(f"bracket open, {'ended' if signs.ended else 'open'}")
    if signs.bracket_closes:
        seen.append("bracket closes")
    if signs.spans:
        seen.append(f"quotation or bracket spans, {column}, {'ended' if signs.ended else 'open'}")
    if column == "none":
        if signs.clauses and signs.kinds[0] == blocks.HEADING:
            seen.append("tail like a heading, but with clauses")
        if signs.kinds[0] == blocks.HEADING:
            seen.append(f"tail like a heading, {'bonded' if signs.bonded else 'not bonded'}")
        shape = "heading" if signs.kinds[0] == blocks.HEADING else "prose" if signs.sentences else "sentence"
        if not signs.ended:
            seen.append(
                f"unfinished {shape}, {'comma' if signs.tail == 'comma' else 'mark' if signs.tail in ('semicolon', 'colon', 'dash') else 'word'}"
            )
        seen += [
            f"{side} like a heading" for side, kind in zip(("tail", "head"), signs.kinds, strict=True) if kind == blocks.HEADING
        ]
    return seen


class Kinds:
    """The kind of each row, found when first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found: dict[int, str] = dict.fromkeys(blocks.verse(texts), blocks.VERSE)
        self._found |= dict.fromkeys(blocks.speeches(texts), blocks.SPEECH)

    def __getitem__(self, i: int) -> str:
        kind = self._found.get(i)
        if kind is None:
            kind = self._found[i] = blocks.kind(self._texts[i])
        return kind


class Reading:
    """The rows of a text with what can be seen of each; `signs(i, j)` asks whether row j goes on after row i."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.texts = [row.text for row in rows]
        self.kinds = Kinds(self.texts)
        self.tails = [tail_mark(text) for text in self.texts]
        self.layout = measure(self.texts)
        self.edges = self._edges()
        self.starts = [starts_flush(self.layout, i, edge) for i, edge in enumerate(self.edges)]
        self.closings = closings(rows, self.edges, self.tails) if any(self.layout.columns) else ["sentence"] * len(rows)
        indented = sum(1 for row in rows if row.indent >= MIN_INDENT_EM)
        self.indents = 1 < indented < 0.9 * len(rows)
        self.usual_blanks = sorted([row.blanks for row in rows])[len(rows) // 2]
        self.habits = habits(rows, self.layout, self.edges, self.tails)

    def _edges(self) -> list[str]:
        layout, texts = self.layout, self.texts
        if not any(layout.columns):
            return ["none"] * len(texts)
        edges = [*(edge(layout, i, head) for i, head in enumerate(texts[1:])), "far"]
        columns = layout.columns
        for i in range(len(texts) - 1):
            if columns[i + 1] and abs(columns[i] - columns[i + 1]) > OTHER_COLUMN_EM:
                edges[i] = "none"  # a change of measure is a change of column
        for i, tail in enumerate(self.tails):
            if layout.firsts[i] != layout.lasts[i] and tail in ("end", "end quote"):
                edges[i] = "none"  # where wraps inside a line became spaces, its newline is no wrap if a sentence ends
        return edges

    def over(self, i: int) -> bool:
        """Whether row i is over without asking more: no column, and a mark after which nothing goes on."""
        return self.edges[i] == "none" and self.tails[i] in FINAL

    def signs(self, i: int, j: int) -> Signs:
        tail, head = self.texts[i], self.texts[j]
        near = j == i + 1
        return Signs(
            self.edges[i] if near else edge(self.layout, i, head),
            self.tails[i],
            head_mark(head),
            (self.kinds[i], self.kinds[j]),
            self.starts[j],
            self.closings[j],
            len(tail) > LONG_CHARS or _SENTENCE.search(tail, 0, len(tail) - 2) is not None,
            i == 0 and len(tail) <= TITLE_CHARS < len(head) and self.tails[i] == "han" and head_mark(head) != "letter",
            len(tail) < SHORT_CHARS,
            self.edges[i] != "none" or bonded(tail, head),
            self.edges[i] == "none" and CLAUSES.search(tail) is not None,
            self._blank(j) if near else "no",
            ("yes" if self.rows[j].indent >= MIN_INDENT_EM else "no") if self.indents else "unknown",
            tail[0] == "#" or head[0] == "#",
            _OPENERS.search(tail, max(0, len(tail) - 40)) is not None,
            _CLOSERS.match(head, 0, 40) is not None,
            spans(tail, head),
            self.habits,
        )

    def _blank(self, j: int) -> str:
        blanks = self.rows[j].blanks
        return "no" if not blanks else "wide" if blanks > self.usual_blanks + WIDE_BLANKS else "yes"
