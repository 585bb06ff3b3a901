"""The rule `lines`: joins what line breaks have cut, and says where it could not know."""

from __future__ import annotations

from collections.abc import Sequence

from corpusclean.config import LinesConfig
from corpusclean.edits import Layer
from corpusclean.lines.arrange import Row, glue, to_layer
from corpusclean.lines.breaks import log_odds, probability, weigh
from corpusclean.lines.evidence import Reading
from corpusclean.lines.layout import lines_of
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

MAX_ROUNDS = 5
"""Joining changes the evidence (a column disappears), so the result is read again until nothing more is joined."""


def find(text: str, options: LinesConfig, protected: Protected) -> Layer:
    """Joins broken lines; see docs/line-repair.md for how a break is weighed.

    A heading, a byline and a paragraph that has ended stay apart:

    >>> find("新技术正在改变生产方\\n式。\\n本报记者 张伟", LinesConfig(), Protected("")).afters
    ['']
    """
    lines = lines_of(text)
    if len(lines) < 2:
        return Layer("lines")
    least = log_odds(options.min_probability)
    rows = [Row(line.text, line.blanks, (number,)) for number, line in enumerate(lines)]
    for _ in range(MAX_ROUNDS):
        joined = join(rows, least)
        if len(joined) == len(rows):
            break
        rows = joined
    return to_layer(text, lines, rows)


def join(rows: Sequence[Row], least: float) -> list[Row]:
    """The rows with each joined to the next where the log odds that the text goes on reach `least`."""
    reading = Reading(rows)
    odds = weigh(reading, [(i, i + 1) for i in range(len(rows) - 1)], continues, least)
    joined = [rows[0]]
    for row, logit in zip(rows[1:], odds, strict=True):
        if logit < least:
            joined.append(row)
            continue
        last = joined[-1]
        why = f"goes on (p = {probability(logit):.3f})"
        joined[-1] = Row(glue(last.text, row.text), last.blanks, last.members + row.members, (*last.reasons, why, *row.reasons))
    return joined


def continues(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
    from corpusclean.lines.language import continues_all  # loads numpy and the model

    return [float(nats) for nats in continues_all(pairs)]


LINES = Rule(
    name="lines",
    risk=Risk.GUESS,
    find=find,
    summary="Joins lines that a page, a column or a picture has cut.",
    why="A line break in the middle of a sentence hides the words around it from everything that reads the text after us.",
    source="docs/line-repair.md",
)
