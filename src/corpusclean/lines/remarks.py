"""Remarks: what line repair saw and did not dare to mend, as notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from corpusclean.edits import Note
from corpusclean.lines import blocks
from corpusclean.lines.breaks import log_odds, probability
from corpusclean.lines.distant import Cut
from corpusclean.lines.language import Continues
from corpusclean.lines.layout import Line, em
from corpusclean.lines.reading import Reading
from corpusclean.patterns import lazy_pattern
from corpusclean.simplified import simplify

DOUBT = log_odds(0.3)
"""From here up to the threshold of the rule a break is reported as undecided."""
HEADLESS_NATS = 3.5
"""So much likelier (e to this power) a row's first characters must be within a text than at a start, to say that its head is lost."""
_SHOWN = 6
MIN_HEADLESS_CHARS = 10
_CUTTING = (blocks.CREDIT, blocks.CREDITED, blocks.JUMP)
_CLOSING = frozenset("，、。；）》」』,;)")
"""Marks that begin no paragraph.  Of 15,000 paragraphs none does, of as many heads cut anywhere one in thirteen."""
_PART = lazy_pattern(r"[\u4e00-\u9fff](?<![一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸])[，、。；,;]")
"""One character and a mark, as the second half of a word leaves it: nine paragraphs in 15,000 begin so, one head in fourteen."""
_ALONE = frozenset("他她我你您它谁啊哦噢唉哎嗯哼嘿哈喂咦哟呵呸唔哇嗟噫看听说瞧来去走好对是不没行爸妈爷奶哥姐叔婶娘儿夜日嘘砰")
"""Characters that are a clause of their own: a call, a sound, an answer."""


def remarks(
    reading: Reading, odds: Sequence[float], cuts: Sequence[tuple[float, Cut]], lines: Sequence[Line], continues: Continues
) -> Iterator[Note]:
    """The notes on rows that will not be joined any more; places are those of the text the rule was given."""
    doubtful = {i for i, logit in enumerate(odds) if logit >= DOUBT} | {cut.tail for logit, cut in cuts if logit >= DOUBT}
    unended = reading.unended_rows()
    lost = {i for i in unended if lost_tail(reading, i)}
    for i in sorted(doubtful | lost):
        if i in doubtful and reading.edges.of(i) == "none" and reading.kinds[i] == blocks.HEADING and not reading.has_clauses(i):
            continue
        line = lines[reading.rows.members(i)[-1]]
        start, end = max(line.end - _SHOWN, line.start), line.end
        if i in doubtful:
            likeliest = max(*odds[i : i + 1], *(logit for logit, cut in cuts if cut.tail == i), DOUBT)
            yield Note(start, end, "undecided_break", f"may go on below (p = {probability(likeliest):.2f}); left as it is")
        else:
            yield Note(start, end, "truncated", "stops within a sentence, and nothing here goes on with it")
    followed = {i + 1 for i in doubtful} | {cut.head for logit, cut in cuts if logit >= DOUBT}
    for i in headless(reading, unended, lost, continues):
        if i not in followed:
            line = lines[reading.rows.firsts[i]]
            yield Note(
                line.start, min(line.end, line.start + _SHOWN), "headless", "starts within a sentence whose beginning is not here"
            )


def headless(reading: Reading, unended: Sequence[int], lost: Collection[int], continues: Continues) -> list[int]:
    """The rows that begin in the middle of a sentence, after one that has not ended: with a mark that closes, or, where something was
    cut off above, with part of a word or with what the model takes for the middle of a text.  `lost`: the rows whose tail is."""
    after = [i + 1 for i in unended if i + 1 < len(reading.rows) and is_long_prose(reading, i + 1)]
    heads = [i for i in after if i - 1 in lost or reading.kinds[i - 1] in _CUTTING]
    found = {i for i in after if reading.texts[i][0] in _CLOSING}
    found |= {i for i in heads if _PART.match(reading.texts[i]) and simplify(reading.texts[i][0]) not in _ALONE}
    said = continues([("", reading.texts[i]) for i in heads]) if heads else ()
    return sorted(found.union(i for i, nats in zip(heads, said, strict=True) if nats >= HEADLESS_NATS))


def lost_tail(reading: Reading, i: int) -> bool:
    """Whether row i is prose that stops without a mark, or at a comma; a short line with clauses right after one is no heading."""
    text = reading.texts[i]
    if reading.tails.of(i) not in ("han", "letter", "comma"):
        return False
    if reading.kinds[i] == blocks.HEADING:
        stops = any(mark in text[:-1] for mark in "，,") and i > 0 and lost_tail(reading, i - 1)
    else:
        stops = (
            reading.kinds[i] in (blocks.PROSE, blocks.ITEM)
            and em(text) > blocks.MAX_HEADING_EM
            and any(mark in text[:-1] for mark in "。！？，,")
        )
    return stops and not blocks.ends_with_credit(text)


def is_long_prose(reading: Reading, i: int) -> bool:
    return len(reading.texts[i]) >= MIN_HEADLESS_CHARS and reading.kinds[i] == blocks.PROSE
