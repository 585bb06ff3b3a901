"""Distant continuation: a sentence that goes on after what cut it: a picture's caption, a sidebar, the page's furniture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.breaks import MAX_LANGUAGE, Continues, without_language
from corpusclean.lines.reading import Reading
from corpusclean.lines.signs import FINAL, signs_of
from corpusclean.lines.weights import DISTANT

REACH = 6
"""Rows that may stand between the halves: a caption of three lines with its credit; after the first round whole paragraphs."""
SURE = 3.5
"""Log odds from which two rows are taken to belong together without looking further on."""
MIN_TORN, UNTORN = 0.05, 2.5
"""Share of unfinished rows from which paragraphs often come between the halves, and the log odds that speak against it below.  There
an unfinished row has lost its full stop: of ten sentences in 60 MB of novels (shares up to .012) that seemed to go on after another
paragraph, at log odds up to 3.3, none did; OCR has shares of .15 to .3."""
LIMIT = 6.0
"""Log odds count up to here as observations of a distant continuation."""

_TAILS = frozenset({blocks.PROSE, blocks.HEADING, blocks.ITEM, blocks.DATELINE})
_HEADS = frozenset({blocks.PROSE, blocks.HEADING})
_PICTURE = frozenset({blocks.CAPTION, blocks.CREDIT, blocks.CREDITED})
_PAGE = frozenset({blocks.FURNITURE, blocks.JUMP})
_CLOSED = frozenset({"end", "end quote", "close bracket"})
_UNFINISHED = frozenset({"full", "edge", "none", "over"})


class Cut(NamedTuple):
    """A row, and the row with which its sentence may go on; what stands between cut it."""

    tail: int
    head: int


def candidates(reading: Reading, odds: Sequence[float]) -> Iterator[Cut]:
    """The pairs worth weighing: an unfinished tail that does not surely go on below, a head that surely does not go on from above.

    `odds[i]` are the log odds that row i + 1 goes on after row i.
    """
    count = len(reading.rows)
    for i in reading.open_rows():
        if i >= count - 2 or odds[i] > SURE or not may_go_on(reading, i):
            continue
        for j in range(i + 2, min(i + 2 + REACH, count)):
            if odds[j - 1] < SURE and reading.kinds[j] in _HEADS:
                yield Cut(i, j)


def may_go_on(reading: Reading, i: int) -> bool:
    """Whether row i is the tail of something: it reaches the edge of its column, or is prose that ends without a mark."""
    edge = reading.edges[i]
    if edge not in _UNFINISHED or reading.tails[i] in FINAL:
        return False
    kind = reading.kinds[i]
    return kind in _TAILS and (edge != "none" or kind != blocks.HEADING)


def between(reading: Reading, cut: Cut) -> str:
    """What stands between the halves, in a word."""
    kinds = [reading.kinds[k] for k in range(cut.tail + 1, cut.head)]
    if all(kind in _PAGE for kind in kinds):
        return "furniture"
    kinds = [kind for kind in kinds if kind not in _PAGE]
    if kinds[-1] in _PICTURE or (kinds[0] in _PICTURE and reading.tails[cut.head - 1] in _CLOSED):
        return "picture" if kinds[0] in _PICTURE else "picture, open"
    if reading.tails[cut.head - 1] not in _CLOSED:
        return "open"
    return "sentence" if len(kinds) == 1 else "sentences"


def observed(reading: Reading, odds: Sequence[float], cuts: Sequence[Cut], continues: Continues) -> list[dict[str, float]]:
    """What is seen of each cut, under the names of `weights.DISTANT`."""
    nats = ask(reading, cuts, continues)
    by_tail, by_head = _best_two(nats, 0), _best_two(nats, 1)
    seen = []
    shapes = reading.numbers([cut.tail for cut in cuts], [cut.head for cut in cuts]) if cuts else []
    for cut, shape, word in zip(cuts, shapes, reading.own.words(cuts) if cuts else (), strict=True):
        tail, head = cut
        made = between(reading, cut)
        said = nats[cut]
        where = "in a column" if reading.columns[tail] else "whole"
        seen.append(
            {
                f"always, {where}": 1.0,
                f"shape, {where}": _limited(without_language(signs_of(shape))),
                f"language for, {where}": max(said, 0.0),
                f"language against, {where}": min(said, 0.0),
                f"better than other heads, {where}": _limited(said - _rival(by_tail[tail], said)),
                f"better than other tails, {where}": _limited(said - _rival(by_head[head], said)),
                f"tail to what follows, {where}": _limited(odds[tail]),
                f"what precedes to head, {where}": _limited(odds[head - 1]),
                f"between: {made}": 1.0,
                f"{'wide' if head - tail > 3 else 'near'}: {made.split(',')[0]}": 1.0,
                f"start {reading.starts[head]}": 1.0,
                f"tail {reading.edges[tail]}": 1.0,
                f"own {word}, {where}": 1.0,
            }
        )
    return seen


def ask(reading: Reading, cuts: Sequence[Cut], continues: Continues) -> dict[Cut, float]:
    """What the model says of each cut, and of what stands next to its halves: those are the rivals."""
    pairs = sorted({pair for cut in cuts for pair in (cut, Cut(cut.tail, cut.tail + 1), Cut(cut.head - 1, cut.head))})
    texts = reading.texts
    said = continues([(texts[pair.tail], texts[pair.head]) for pair in pairs]) if pairs else ()
    return {pair: max(-MAX_LANGUAGE, min(MAX_LANGUAGE, float(nats))) for pair, nats in zip(pairs, said, strict=True)}


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


def weigh_cuts(reading: Reading, odds: Sequence[float], continues: Continues) -> list[tuple[float, Cut]]:
    """The log odds of each candidate, the likeliest first."""
    cuts = list(candidates(reading, odds))
    if not cuts:
        return []
    doubt = 0.0 if len({cut.tail for cut in cuts}) >= MIN_TORN * len(reading.rows) else UNTORN
    found = [
        (sum(DISTANT.get(name, 0.0) * value for name, value in seen.items()) - doubt * _is_whole(reading, cut), cut)
        for cut, seen in zip(cuts, observed(reading, odds, cuts, continues), strict=True)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _is_whole(reading: Reading, cut: Cut) -> bool:
    """Whether neither a column nor a row of a picture's or of the page's explains the cut."""
    between = (reading.kinds[k] for k in range(cut.tail + 1, cut.head))
    return not reading.columns[cut.tail] and not any(kind in _PICTURE or kind in _PAGE for kind in between)


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
