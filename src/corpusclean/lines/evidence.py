"""Evidence: what is known about a break, as a few named observations.

Each observation has a weight in `weights.py`; the sum of the weights is the log odds that the text goes on.  The language model
is one observation among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.layout import Layout, Line, em, unit_em

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


def slack(layout: Layout, i: int, head: str) -> float | None:
    """Em left over at the end of line i after the next unit would have been set; None where no column is known."""
    column = layout.columns[i]
    if not column:
        return None
    return column - layout.lasts[i] - unit_em(head)


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


def closings(lines: Sequence[Line], edges: Sequence[str]) -> list[str]:
    """For each line how the run of lines it begins comes to its end, if no line before the first short one ends it.

    "sentence" where that line has an end mark; "open 1", "open 2", "open 3+" where it has none, with the lines until there: a
    heading, as a rule, since a paragraph seldom ends so.
    """
    found = ["sentence"] * len(lines)
    count, ended = 0, True
    for i in range(len(lines) - 1, -1, -1):
        if edges[i] in ("far", "short", "over", "none") or lines[i + 1].blanks:
            count, ended = 0, tail_mark(lines[i].text) in ("end", "end quote")
        count += 1
        found[i] = "sentence" if ended else f"open {count}" if count < 3 else "open 3+"
    return found


def habits(lines: Sequence[Line], layout: Layout, edges: Sequence[str]) -> Habits:
    """The document's habits; `edges[i]` is how line i ends."""
    indent = flush = 0
    for i in range(1, len(lines)):
        if edges[i - 1] in ("far", "short") and tail_mark(lines[i - 1].text) in ("end", "end quote"):
            found = starts_flush(layout, i, edges[i])
            indent += found == "indent"
            flush += found == "flush"
    seen = indent + flush
    blank = sum(1 for line in lines if line.blanks)
    return Habits(
        "unknown" if seen < 2 else "yes" if indent > 0.6 * seen else "no" if indent < 0.3 * seen else "unknown",
        "yes" if blank > 0.6 * len(lines) else "no",
    )


PLAIN = (blocks.PROSE, blocks.HEADING)


def kind_pair(tail: str, head: str) -> str:
    """The kinds on both sides, prose and what merely looks like a heading taken as one."""
    a = "plain" if tail in PLAIN else tail
    b = "plain" if head in PLAIN else head
    return f"{a}>{b}"


def observe(tail: Line, head: Line, kinds: tuple[str, str], tail_edge: str, head_start: str, closing: str, habit: Habits) -> list[str]:
    """The observations on the break between two lines, all but the language."""
    mark = tail_mark(tail.text)
    start = head_mark(head.text)
    ended = mark in ("end", "end quote")
    geometry = tail_edge if tail_edge in ("none", "over") else "column"
    seen = [
        f"tail {tail_edge}, {mark}",
        f"head {start}, {geometry}",
        f"kinds {kind_pair(*kinds)}, {geometry}",
    ]
    if geometry == "column":
        seen.append(f"head's run ends {closing}, {tail_edge}")
    if head_start != "part":
        seen.append(f"start {head_start}, indents {habit.indents}, {'ended' if ended else 'open'}")
    if head.blanks:
        seen.append(f"blank, blanks {habit.blanks}, {tail_edge}")
    if _OPENERS.search(tail.text[-40:]):
        seen.append(f"bracket open, {'ended' if ended else 'open'}")
    if _CLOSERS.search(head.text[:40]):
        seen.append("bracket closes")
    if kinds[0] == blocks.HEADING and geometry == "none":
        seen.append("tail like a heading")
    if kinds[1] == blocks.HEADING and geometry == "none":
        seen.append("head like a heading")
    return seen
