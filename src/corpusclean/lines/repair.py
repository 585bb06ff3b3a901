"""The rule `lines`: joins what line breaks have cut, and says where it could not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpusclean.config import LinesConfig
from corpusclean.edits import Layer, covered, merged, nothing
from corpusclean.foreign_lines import find_fenced, find_front_matter, find_rows
from corpusclean.lines.arrange import Row, glue, to_layer
from corpusclean.lines.breaks import NEVER, Continues, log_odds, probability, weigh
from corpusclean.lines.columns import interleaved
from corpusclean.lines.distant import Cut, choose, weigh_cuts
from corpusclean.lines.furniture import furniture, has_its_form
from corpusclean.lines.layout import Line, most_lines, survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.remarks import DOUBT, remarks
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule


def find(text: str, options: LinesConfig, protected: Protected) -> Layer:
    """Joins broken lines; see docs/line-repair.md for how a break is weighed.

    A heading, a byline and a paragraph that has ended stay apart:

    >>> find("新技术正在改变生产方\\n式。\\n本报记者 张伟", LinesConfig(), Protected("")).afters
    ['']
    """
    if most_lines(text) < 2:
        return nothing("lines")
    found = survey(text)
    seen = found.seen
    if found.size < 2 or (seen.over and not has_its_form(found)):
        return nothing("lines")
    lines = found.lines()
    rows = [Row(*line[2:], (number,)) for number, line in enumerate(lines)]
    reading = Reading(rows, seen)
    left_out = furniture(text, lines, reading) if options.furniture == "remove" else set()
    if seen.over and not left_out:
        return nothing("lines")
    if left_out:
        rows = [row for number, row in enumerate(rows) if number not in left_out]
        reading = Reading(rows, before=reading)
    least = log_odds(options.min_probability)
    apart = lines_apart(text, lines)
    said = remembered()
    while True:  # joining changes the evidence (a column disappears): read again until nothing more is joined
        odds = weigh(reading, said, least)
        if apart:
            odds = [NEVER if row.members[-1] in apart else logit for row, logit in zip(rows, odds, strict=False)]
        cuts = [
            (logit, cut)
            for logit, cut in weigh_cuts(reading, odds, said, min(least, DOUBT))
            if rows[cut.tail].members[-1] not in apart and rows[cut.head].members[0] not in apart
        ]
        mended = mend(rows, odds, cuts, least)
        if len(mended) == len(rows):
            break
        rows, reading = mended, Reading(mended, before=reading)
    notes = sorted(remarks(reading, odds, cuts, lines, said))
    if len(rows) == len(lines):  # nothing was joined
        return Layer("lines", notes=tuple(notes)) if notes else nothing("lines")
    return to_layer(text, lines, rows, notes=notes)


def lines_apart(text: str, lines: Sequence[Line]) -> set[int]:
    """The numbers of lines where the line below is not the next one, or not of the same sentence: in columns read across, in
    comma-separated tables, between fences of code, in front matter.  Nothing is joined."""
    starts, ends = merged([*interleaved(text), *find_rows(text), *find_fenced(text), *find_front_matter(text)])
    return {number for number, line in enumerate(lines) if covered(starts, ends, line.start)} if starts else set()


def mend(rows: Sequence[Row], odds: Sequence[float], cuts: Sequence[tuple[float, Cut]], least: float) -> list[Row]:
    """The rows after one round: what goes on directly is joined; what goes on further below is joined, what cut it put after it."""
    goes_on: dict[int, tuple[int, str]] = {}  # row -> the row that goes on after it, and why
    aside: set[int] = set()  # rows that go on after nothing above them
    for logit, cut in choose(cuts, least):
        goes_on[cut.tail] = cut.head, f"goes on after what stands between (p = {probability(logit):.3f})"
        aside |= {cut.tail + 1, cut.head}
    for i, logit in enumerate(odds):
        if logit >= least and i not in goes_on and i + 1 not in aside:
            goes_on[i] = i + 1, _why(logit)
    return follow(rows, goes_on)


@lru_cache(maxsize=4096)
def _why(logit: float) -> str:
    return f"goes on (p = {probability(logit):.3f})"


def follow(rows: Sequence[Row], goes_on: Mapping[int, tuple[int, str]]) -> list[Row]:
    """The rows joined along `goes_on`; what stands between comes after the paragraph it cut."""
    if not goes_on:
        return list(rows)
    done: list[Row] = []
    i = 0
    while i < len(rows):
        if i not in goes_on:
            done.append(rows[i])
            i += 1
            continue
        chain, reasons, waits = [rows[i]], [], []
        while i in goes_on:
            head, why = goes_on[i]
            if head > i + 1:
                waits.append((i + 1, head))
            chain.append(rows[head])
            reasons.append(why)
            i = head
        done.append(join(chain, reasons))
        for start, end in waits:
            inside = ((k, *goes_on[k]) for k in range(start, end) if k in goes_on)
            inner = {k - start: (head - start, why) for k, head, why in inside if head < end}
            done += follow(rows[start:end], inner)
        i += 1
    return done


def join(chain: Sequence[Row], reasons: Sequence[str]) -> Row:
    """One row of several; `reasons[k]`: why the next goes on after the k-th."""
    first = chain[0]
    members, whys = list(first.members), list(first.reasons)
    for why, row in zip(reasons, chain[1:], strict=True):
        members += row.members
        whys.append(why)
        whys += row.reasons
    return Row(glue([row.text for row in chain]), first.blanks, first.indent, tuple(members), tuple(whys))


def remembered() -> Continues:
    """`continues` that asks the model once about each cut of a text: every round of reading comes back to most of them."""
    from corpusclean.lines.language import near

    known: dict[tuple[str, str], float] = {}

    def ask(pairs: Sequence[tuple[str, str]]) -> list[float]:
        cuts = [near(tail, head) for tail, head in pairs]
        new = [cut for cut in dict.fromkeys(cuts) if cut not in known]
        if new:
            known.update(zip(new, continues(new), strict=True))
        return [known[cut] for cut in cuts]

    return ask


def continues(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
    from corpusclean.lines.language import continues_all  # loads numpy and the model

    nats: list[float] = continues_all(pairs).tolist()
    return nats


LINES = Rule(
    name="lines",
    risk=Risk.GUESS,
    find=find,
    summary="Joins lines that a page, a column or a picture has cut.",
    why="A line break in the middle of a sentence hides the words around it from everything that reads the text after us.",
    source="docs/line-repair.md",
)
