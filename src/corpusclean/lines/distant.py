"""Distant continuation: a sentence that goes on after what cut it: a picture's caption, a sidebar, the page's furniture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import floor
from operator import mul
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.breaks import MAX_LANGUAGE, weighed
from corpusclean.lines.language import Continues
from corpusclean.lines.own import NATS
from corpusclean.lines.reading import Reading
from corpusclean.lines.weights import DISTANT, UNTORN

REACH = 6
"""Rows that may stand between the halves: a caption of three lines with its credit; after the first round whole paragraphs."""
SURE = 3.5
"""Log odds from which two rows are taken to belong together without looking further on."""
MAX_BELOW = -1.0
"""Log odds of going on in the very next row, above which a sentence is looked for further down only over a picture or the page's own
lines.  In manuals wrapped by hand the next row often begins with Latin or a bracket, of which nothing is known; of 28 sentences that
were looked for further down in 152 of them none was found."""
MIN_TORN = 0.05
"""Share of unfinished rows from which paragraphs often come between the halves; below, `UNTORN` speaks against it.  There
an unfinished row has lost its full stop: of ten sentences in 60 MB of novels (shares up to .012) that seemed to go on after another
paragraph, at log odds up to 3.3, none did; OCR has shares of .15 to .3."""
LIMIT = 6.0
"""Log odds count up to here as observations of a distant continuation."""
SLACK = 1e-6
"""More than sums in another order differ by."""

_TAILS = frozenset({blocks.PROSE, blocks.HEADING, blocks.ITEM, blocks.DATELINE})
_HEADS = frozenset({blocks.PROSE, blocks.HEADING})
_PAGE = frozenset({blocks.FURNITURE, blocks.JUMP})
_ROOTED = frozenset({blocks.TABLE, blocks.CODE, blocks.OTHER})
"""Kinds that cut no sentence: they go with what stands around them, or are its next row."""
_CLOSED = frozenset({"end", "end quote", "close bracket"})
_EXPLAINED = frozenset({"picture", "picture, open", "furniture"})
_LEAST_OWN = min(NATS.values())


class Cut(NamedTuple):
    """A row, and the row with which its sentence may go on; what stands between cut it."""

    tail: int
    head: int

    @property
    def below(self) -> Cut:
        """The tail and the row below it."""
        return Cut(self.tail, self.tail + 1)

    @property
    def above(self) -> Cut:
        """The row above the head, and the head."""
        return Cut(self.head - 1, self.head)


def candidates(reading: Reading, odds: Sequence[float]) -> Iterator[Cut]:
    """The pairs worth weighing: an unfinished tail that does not surely go on below, a head that surely does not go on from above.

    `odds[i]` are the log odds that row i + 1 goes on after row i.
    """
    count = len(reading.rows)
    for i in reading.unfinished_rows():
        if i >= count - 2 or odds[i] > SURE or not may_go_on(reading, i):
            continue
        for j in range(i + 2, min(i + 2 + REACH, count)):
            if reading.kinds[j - 1] in _ROOTED:
                break
            if odds[j - 1] < SURE and reading.kinds[j] in _HEADS:
                cut = Cut(i, j)
                if odds[i] <= MAX_BELOW or between(reading, cut) in _EXPLAINED:
                    yield cut


def may_go_on(reading: Reading, i: int) -> bool:
    """Whether row i, which is unfinished, is the tail of something: of a column, or of prose; where the text is whole, of prose alone."""
    kind = reading.kinds[i]
    return kind in _TAILS and (kind != blocks.HEADING or (reading.edges.of(i) != "none" and not reading.is_whole()))


def between(reading: Reading, cut: Cut) -> str:
    """What stands between the halves, in a word."""
    kinds = reading.kinds.between(cut.tail + 1, cut.head)
    if all(kind in _PAGE for kind in kinds):
        return "furniture"
    kinds = [kind for kind in kinds if kind not in _PAGE]
    if kinds[-1] in blocks.PICTURE or (kinds[0] in blocks.PICTURE and reading.tails.of(cut.head - 1) in _CLOSED):
        return "picture" if kinds[0] in blocks.PICTURE else "picture, open"
    if reading.tails.of(cut.head - 1) not in _CLOSED:
        return "open"
    return "sentence" if len(kinds) == 1 else "sentences"


class Seen(NamedTuple):
    """What is seen of a cut, in words that name its observations; and what is measured."""

    words: tuple[str, str, bool, str, str]
    """Whether it stands in a column, what is between, whether that is much, how the head stands as a first line, how the tail ends."""
    values: tuple[float, ...]


def look(reading: Reading, odds: Sequence[float], cuts: Sequence[Cut]) -> list[Seen]:
    """What is seen of each cut before anything is asked."""
    numbers = reading.numbers([cut.tail for cut in cuts], [cut.head for cut in cuts]) if cuts else ()
    shapes = weighed(None)
    return [
        Seen(
            (where_of(reading, cut), between(reading, cut), head - tail > 3, reading.starts.of(head), reading.edges.of(tail)),
            (1.0, _limited(shapes[number].logit), _limited(odds[tail]), _limited(odds[head - 1]), 1.0, 1.0, 1.0, 1.0),
        )
        for cut, number in zip(cuts, numbers, strict=True)
        for tail, head in (cut,)
    ]


@cache
def names_of(where: str, made: str, is_wide: bool, start: str, edge: str) -> tuple[str, ...]:
    """The names of `Seen.values` in `weights.DISTANT`."""
    return (
        f"always, {where}",
        f"shape, {where}",
        f"tail to what follows, {where}",
        f"what precedes to head, {where}",
        f"between: {made}",
        f"{'wide' if is_wide else 'near'}: {made.split(',')[0]}",
        f"start {start}",
        f"tail {'full' if edge == 'over' else edge}",  # what is over its column was joined from lines that were full
    )


def where_of(reading: Reading, cut: Cut) -> str:
    return "in a column" if reading.in_column(cut.tail) else "whole"


def heard(said: float, other_heads: float, other_tails: float) -> tuple[float, ...]:
    """What is heard of a cut, given the highest opinion about another head for its tail, and about another tail for its head."""
    return max(said, 0.0), min(said, 0.0), _limited(said - other_heads), _limited(said - other_tails)


@cache
def heard_names(where: str) -> tuple[str, ...]:
    """The names of `heard`."""
    return tuple(
        f"{name}, {where}" for name in ("language for", "language against", "better than other heads", "better than other tails")
    )


@cache
def _weights(names: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(DISTANT.get(name, 0.0) for name in names)


def _sum(names: tuple[str, ...], values: Iterable[float]) -> float:
    return math.fsum(map(mul, _weights(names), values))


def observed(reading: Reading, odds: Sequence[float], cuts: Sequence[Cut], continues: Continues) -> list[dict[str, float]]:
    """All that is observed of each cut, under the names of `weights.DISTANT`."""
    sides = zip(look(reading, odds, cuts), hear(reading, cuts, cuts, continues), strict=True)
    return [dict(zip((*names_of(*seen.words), *names), (*seen.values, *values), strict=True)) for seen, (names, values) in sides]


def hear(
    reading: Reading, cuts: Sequence[Cut], rivals: Iterable[Cut], continues: Continues
) -> Iterator[tuple[tuple[str, ...], tuple[float, ...]]]:
    """What is heard of each cut and shown by the document: names and values; `rivals`: the other cuts with a tail or a head of theirs."""
    nats = ask(reading, sorted({*rivals, *(pair for cut in cuts for pair in (cut, cut.below, cut.above))}), continues)
    by_tail, by_head = _best_two(nats, 0), _best_two(nats, 1)
    for cut, word in zip(cuts, reading.own.words(cuts) if cuts else (), strict=True):
        said, where = nats[cut], where_of(reading, cut)
        names, values = heard_names(where), heard(said, _rival(by_tail[cut.tail], said), _rival(by_head[cut.head], said))
        yield ((*names, f"own {word}"), (*values, 1.0)) if where == "whole" else (names, values)


def ask(reading: Reading, pairs: Sequence[Cut], continues: Continues) -> dict[Cut, float]:
    """What the model and the document itself say of each pair of rows, as one."""
    said = zip(pairs, _ask_model(reading, pairs, continues), reading.own.words(pairs) if pairs else (), strict=True)
    return {pair: max(-MAX_LANGUAGE, min(MAX_LANGUAGE, nats + NATS[word])) for pair, nats, word in said}


def _ask_model(reading: Reading, pairs: Sequence[Cut], continues: Continues) -> list[float]:
    texts = reading.texts
    return [float(nats) for nats in continues([(texts[pair.tail], texts[pair.head]) for pair in pairs])] if pairs else []


def _best_two(nats: Mapping[Cut, float], side: int) -> dict[int, tuple[float, float]]:
    """For each tail (side 0) or head (side 1) the two highest opinions about it."""
    best: dict[int, tuple[float, float]] = {}
    for cut, said in nats.items():
        first, second = best.get(cut[side], (-MAX_LANGUAGE, -MAX_LANGUAGE))
        best[cut[side]] = (said, first) if said > first else (first, max(said, second))
    return best


def _rival(best: tuple[float, float], said: float) -> float:
    """The highest opinion about another."""
    return best[1] if said >= best[0] else best[0]


def _limited(odds: float) -> float:
    return max(-LIMIT, min(LIMIT, odds))


def weigh_cuts(
    reading: Reading, odds: Sequence[float], continues: Continues, least: float = -math.inf
) -> list[tuple[float, Cut]]:
    """The log odds of each candidate that reaches `least`, the likeliest first."""
    cuts = list(candidates(reading, odds))
    if not cuts:
        return []
    is_torn = not reading.is_whole() and len({cut.tail for cut in cuts}) >= MIN_TORN * len(reading.rows)
    doubt = 0.0 if is_torn else UNTORN
    logits = {
        cut: _sum(names_of(*seen.words), seen.values) - (doubt if doubt and _is_unexplained(reading, cut) else 0.0)
        for cut, seen in zip(cuts, look(reading, odds, cuts), strict=True)
    }
    kept = promising(reading, logits, continues, least - SLACK) if least > -math.inf else cuts
    tails, heads = {cut.tail for cut in kept}, {cut.head for cut in kept}
    rivals = [cut for cut in cuts if cut.tail in tails or cut.head in heads]
    found = [(logits[cut] + _sum(*said), cut) for cut, said in zip(kept, hear(reading, kept, rivals, continues), strict=True)]
    return sorted((pair for pair in found if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))


def promising(reading: Reading, logits: Mapping[Cut, float], continues: Continues, least: float) -> list[Cut]:
    """The cuts that can still reach `least` when the best is assumed of what is not known: of a thousand two are mended, and to
    weigh each against all its rivals takes most questions to the model.

    `logits`: what is seen of each.  First counts what the model has said of the breaks beside it anyway, then what is said of itself.
    """
    beside = sorted({pair for cut in logits for pair in (cut.below, cut.above) if pair.tail in reading.asked})
    said = _ask_model(reading, beside, continues)
    nats = {pair: max(-MAX_LANGUAGE, min(MAX_LANGUAGE, nats + _LEAST_OWN)) for pair, nats in zip(beside, said, strict=True)}
    nobody = -MAX_LANGUAGE
    kept = [
        cut
        for cut, logit in logits.items()
        if logit + _most(where_of(reading, cut), floor(nats.get(cut.below, nobody)), floor(nats.get(cut.above, nobody))) >= least
    ]
    nats |= ask(reading, kept, continues)
    by_tail, by_head = _best_two(nats, 0), _best_two(nats, 1)
    return [
        cut
        for cut in kept
        for said in (nats[cut],)
        if logits[cut] + _at_best(where_of(reading, cut), said, _rival(by_tail[cut.tail], said), _rival(by_head[cut.head], said))
        >= least
    ]


@cache
def _most(where: str, other_heads: int, other_tails: int) -> float:
    """The most that can be said of a cut whose rivals have so many nats or more: the sum is highest at an end or where it bends."""
    bends = (-MAX_LANGUAGE, 0.0, MAX_LANGUAGE, *(rival + far for rival in (other_heads, other_tails) for far in (-LIMIT, LIMIT)))
    saids = (said for said in bends if abs(said) <= MAX_LANGUAGE)
    return max(_at_best(where, said, other_heads, other_tails) for said in saids)


def _at_best(where: str, said: float, other_heads: float, other_tails: float) -> float:
    """The most that so many nats can be worth if rivals may turn out better, with the best word of the document."""
    names = heard_names(where)
    _, _, of_heads, of_tails = _weights(names)
    others = (other_heads if of_heads >= 0 else MAX_LANGUAGE, other_tails if of_tails >= 0 else MAX_LANGUAGE)
    return _sum(names, heard(said, *others)) + _best_word(where)


@cache
def _best_word(where: str) -> float:
    return max(_weights(tuple(f"own {word}" for word in NATS))) if where == "whole" else 0.0


def _is_unexplained(reading: Reading, cut: Cut) -> bool:
    """Whether neither a column nor a row of a picture's or of the page's explains the cut."""
    return not reading.in_column(cut.tail) and (blocks.PICTURE | _PAGE).isdisjoint(reading.kinds.between(cut.tail + 1, cut.head))


def choose(weighed: Sequence[tuple[float, Cut]], least: float) -> list[tuple[float, Cut]]:
    """The cuts to mend: each row at most once, none inside or across another; the likelier first (mutual best)."""
    chosen: list[tuple[float, Cut]] = []
    taken: set[int] = set()  # the rows of those chosen
    for logit, cut in weighed:
        if logit < least:
            break
        rows = range(cut.tail, cut.head + 1)
        if taken.isdisjoint(rows):
            chosen.append((logit, cut))
            taken.update(rows)
    return chosen
