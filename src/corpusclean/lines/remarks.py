"""Remarks: what line repair saw and did not dare to mend, as notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpusclean.edits import Note
from corpusclean.lines import blocks
from corpusclean.lines.breaks import Continues, log_odds, probability
from corpusclean.lines.distant import Cut
from corpusclean.lines.layout import Line, em
from corpusclean.lines.reading import Reading

DOUBT = log_odds(0.3)
"""From here up to the threshold of the rule a break is reported as undecided."""
HEADLESS_NATS = 3.5
"""So much likelier (e to this power) a row's first characters must be within a text than at a start, to say that its head is lost."""
_SHOWN = 6


def remarks(
    reading: Reading, odds: Sequence[float], cuts: Sequence[tuple[float, Cut]], lines: Sequence[Line], continues: Continues
) -> Iterator[Note]:
    """The notes on rows that will not be joined any more; places are those of the text the rule was given."""
    doubtful = {i for i, logit in enumerate(odds) if logit >= DOUBT} | {cut.tail for logit, cut in cuts if logit >= DOUBT}
    unended = reading.unended_rows()
    for i in sorted(doubtful.union(unended)):
        if i in doubtful and reading.edges[i] == "none" and reading.kinds[i] == blocks.HEADING and not reading.has_clauses(i):
            continue
        if i in doubtful or lost_tail(reading, i):
            end = lines[reading.rows[i].members[-1]].end
            start = max(end - _SHOWN, lines[reading.rows[i].members[-1]].start)
            if i in doubtful:
                p = max([odds[i]] if i < len(odds) else [], default=DOUBT)
                yield Note(start, end, "undecided_break", f"may go on below (p = {probability(p):.2f}); left as it is")
            else:
                yield Note(start, end, "truncated", "stops within a sentence, and nothing here goes on with it")
    heads = [i + 1 for i in unended if i + 1 < len(reading.rows) and may_be_headless(reading, i + 1)]
    for i, nats in zip(heads, continues([("", reading.texts[i]) for i in heads]) if heads else (), strict=True):
        if nats >= HEADLESS_NATS:
            line = lines[reading.rows[i].members[0]]
            yield Note(
                line.start, min(line.end, line.start + _SHOWN), "headless", "starts within a sentence whose beginning is not here"
            )


def lost_tail(reading: Reading, i: int) -> bool:
    """Whether row i is prose that stops without a mark, or at a comma; a short line with clauses right after one is no heading."""
    text = reading.texts[i]
    if reading.tails[i] not in ("han", "letter", "comma") or blocks.ends_with_credit(text):
        return False
    if reading.kinds[i] == blocks.HEADING:
        return any(mark in text[:-1] for mark in "，,") and i > 0 and lost_tail(reading, i - 1)
    return (
        reading.kinds[i] in (blocks.PROSE, blocks.ITEM)
        and em(text) > blocks.MAX_HEADING_EM
        and any(mark in text[:-1] for mark in "。！？，,")
    )


def may_be_headless(reading: Reading, i: int) -> bool:
    """Whether it is worth asking: prose after a credit, a jump, or a tail whose rest is lost."""
    if i == 0 or reading.tails[i - 1] in ("end", "end quote") or len(reading.texts[i]) < 10 or reading.kinds[i] != blocks.PROSE:
        return False
    return reading.kinds[i - 1] in (blocks.CREDIT, blocks.CREDITED, blocks.JUMP) or lost_tail(reading, i - 1)
