"""Evidence: what is known about a break, as a few named observations.

Each observation has a weight in `weights.py`; the sum of the weights is the log odds that the text goes on.  The language model
is one observation among them.
"""

from __future__ import annotations

from corpusclean.lines import blocks
from corpusclean.lines.signs import Signs

_CENTRED = {blocks.BYLINE, blocks.CREDIT, blocks.CREDITED, blocks.SIGNED, blocks.JUMP, blocks.FURNITURE}
"""Blocks whose first line stands nowhere in particular."""
_TITLES = {blocks.ITEM, blocks.DATELINE}
"""In a text that is otherwise whole, what stands above what follows: 第三节 船, 1943年7月15日."""


def column_of(signs: Signs) -> str:
    """Whether the tail stands in a column, in none, or over it."""
    return signs.edge if signs.edge in ("none", "over") else "column"


def observations(signs: Signs) -> list[str]:
    """The names under which `weights.WEIGHTS` weighs these signs."""
    column, ended = column_of(signs), "ended" if signs.ended else "open"
    kinds = ["prose" if kind == blocks.HEADING else kind for kind in signs.kinds]
    seen = [
        f"always, {column}",
        f"tail {signs.edge}, {signs.tail}",
        f"head {signs.head}, {column}",
        f"{kinds[0]} > {kinds[1]}, {column}",
    ]
    if column != "none" and signs.kinds[0] == blocks.CAPTION and not signs.ended:
        seen.append(f"caption unfinished, {'wide' if signs.edge == 'over' else 'in the column'}")
    if column != "none":
        seen.append(f"{signs.tail} > {kinds[1]}")
    if column == "column":
        seen.append(f"head's run ends {signs.closing}, {signs.edge}")
        seen.append(f"head's run ends {signs.closing}, start {signs.start}, blank {signs.blank}")
        blank = "blank" if signs.blank != "no" else "no blank"
        if signs.rest and not signs.ended:
            seen.append(f"head of two characters at most, {blank}")
        elif signs.kinds == (blocks.HEADING, blocks.HEADING):
            seen.append(f"heading > heading, {blank}")
        if signs.ended and signs.start != "part":
            seen.append(f"start {signs.start}, {signs.edge}, ended")
        if signs.ended and signs.edge in ("full", "edge", "first") and signs.kinds[1] == blocks.HEADING:
            seen.append("head like a heading, after an end")
    if signs.start != "part" and kinds[1] not in _CENTRED:
        seen.append(f"start {signs.start}, indents {signs.habits.indents}, {ended}")
    if column == "column" or signs.blank != "no" or signs.habits.blanks in ("mark", "cut"):
        seen.append(f"{'blank' if signs.blank != 'no' else 'no blank'}, blanks {signs.habits.blanks}, {signs.edge}")
    if signs.indented != "unknown":
        seen.append(f"indented {'no' if signs.indented == 'flush' else signs.indented}, {ended}")
    if signs.indented == "flush" and signs.kinds[1] == blocks.PROSE:
        reaches = "none" if column == "none" else "short" if signs.edge in ("short", "far") else "full"
        seen.append(f"all first lines are indented, tail {reaches}, {ended}")
    if signs.habits.whole and not signs.sentences:
        if column != "none":
            seen.append("text otherwise whole, line of a few of equal length")
        elif signs.tail not in ("han", "letter") or signs.short or signs.kinds[0] in _TITLES:
            seen.append("text otherwise whole, tail like a verse or a title")
    if signs.bracket_open:
        seen.append(f"bracket open, {ended}")
    if signs.bracket_closes:
        seen.append("bracket closes")
    if signs.spans:
        seen.append(f"quotation or bracket spans, {column}, {ended}")
    if column == "none":
        if signs.short:
            seen.append("tail short as a line of its own")
        if signs.first and signs.kinds[0] == blocks.HEADING:
            seen.append("tail first, like a title")
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
