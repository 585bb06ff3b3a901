"""Is this break real?  One sum over all evidence: its logarithm of odds that the text goes on, as a probability."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.evidence import column_of, observations
from corpusclean.lines.language import Continues
from corpusclean.lines.loops.row_loops import MAX_HEADING_CHARS
from corpusclean.lines.own import WORDS
from corpusclean.lines.reading import Reading
from corpusclean.lines.signs import FINAL, Signs, signs_of
from corpusclean.lines.weights import WEIGHTS

MAX_LANGUAGE = 8.0
"""The model's opinion is cut off here, in nats: it can be very wrong."""
MAX_IN_COLUMN, MAX_IN_HEADING = 4.0, 7.5
"""And here where a column tells most, and between two rows of it that look like headings: so most lines of a column need not be asked
about.  With 8 nats in the latter every other full row would be; of 156 readings of 52 pages none changes, with 7 one did, wrongly."""

_MOST = {"edge": MAX_IN_COLUMN, "short": MAX_IN_COLUMN, "in a heading": MAX_IN_HEADING}

NEVER = -99.0
_APART = {blocks.VERSE, blocks.TABLE, blocks.CODE}
_LONE = {blocks.BYLINE, blocks.CREDIT, blocks.SIGNED, blocks.JUMP, blocks.FURNITURE}
"""Blocks of one line, unless a column shows that they were wrapped."""
_STARTING = {blocks.CAPTION, blocks.DATELINE, blocks.ITEM, blocks.OTHER}
"""Blocks that begin something, likewise."""


def probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0


def log_odds(p: float) -> float:
    return math.log(p / (1 - p)) if 0 < p < 1 else math.copysign(math.inf, p - 0.5)


@lru_cache(maxsize=65536)
def without_language(signs: Signs) -> float:
    """The log odds from all evidence but the language; `NEVER` for what is never joined."""
    tail, head = signs.kinds
    if tail in _APART or head in _APART or (tail == head == blocks.OTHER) or signs.blank == "wide" or signs.marked:
        return NEVER
    if head == blocks.SPEECH or tail == head == blocks.ITEM:
        return NEVER
    if tail == head == blocks.HEADING and not signs.bonded and (signs.edge == "none" or signs.habits.whole):
        return NEVER
    if signs.edge == "none" and (signs.tail in FINAL or tail in _LONE or head in _LONE or head in _STARTING):
        return NEVER
    return sum(WEIGHTS.get(name, 0.0) for name in observations(signs))


def language_group(signs: Signs) -> str:
    """Where the model's opinion is worth the same: little where a column already tells, less after a mark than within a word."""
    if signs.edge in ("none", "over"):
        return "after a mark" if signs.tail in ("comma", "semicolon", "colon", "dash", "close", "close bracket") else "in a word"
    if signs.kinds == (blocks.HEADING, blocks.HEADING):
        return "in a heading"
    return "edge" if signs.edge in ("full", "edge", "first") else "short"


def language_slopes(signs: Signs) -> tuple[float, float]:
    """What a nat of the model for and against is worth here."""
    group = language_group(signs)
    return WEIGHTS[f"language for, {group}"], WEIGHTS[f"language against, {group}"]


def most_language(signs: Signs) -> float:
    """So many nats of the model are heard."""
    return _MOST.get(language_group(signs), MAX_LANGUAGE)


def limited(signs: Signs, nats: float) -> float:
    """The model's opinion as far as it is heard."""
    most = most_language(signs)
    return max(-most, min(most, nats))


def with_language(signs: Signs, nats: float) -> float:
    """The log odds from all evidence but the document's own; `nats` is what the model says."""
    return _Weight(without_language(signs), True, *language_slopes(signs), most_language(signs), {}).with_language(nats)


def own_name(signs: Signs, word: str) -> str:
    """The name under which a word of `own.WORDS` is weighed here: a phrase, seldom seen, as what is long."""
    return f"own {'long' if word == 'phrase' else word}, {column_of(signs)}"


@lru_cache(maxsize=65536)
def undecided(signs: Signs, least: float | None) -> bool:
    """Whether the model's opinion can decide if the log odds reach `least`; with None it is always asked."""
    if without_language(signs) == NEVER:
        return False
    return least is None or with_language(signs, -MAX_LANGUAGE) < least <= with_language(signs, MAX_LANGUAGE)


class _Weight(NamedTuple):
    """What a break weighs without the language, whether the model is asked, what a nat of it is worth, for and against, and what
    each word of the document's own is: with the least and the most of them."""

    logit: float
    asked: bool
    for_: float
    against: float
    most: float
    own: dict[str, float]
    least_own: float = 0.0
    most_own: float = 0.0

    def with_language(self, nats: float) -> float:
        return self.logit + (self.for_ * min(nats, self.most) if nats > 0 else self.against * max(nats, -self.most))

    def with_own(self, logit: float, word: str) -> float:
        """`logit` with what the document shows: both opinions together are cut off where the model's alone is."""
        heard = logit - self.logit + self.own[word]
        return self.logit + max(-self.against * self.most, min(self.for_ * self.most, heard))

    def own_decides(self, logit: float, least: float | None) -> bool:
        """Whether what the document shows can decide if the log odds reach `least`."""
        return least is None or logit + self.least_own < least <= logit + self.most_own


class _Weighed(dict[int, _Weight]):
    """Number of signs -> its weight, worked out when first met."""

    def __init__(self, least: float | None) -> None:
        self._least = least

    def __missing__(self, number: int) -> _Weight:
        signs = signs_of(number)
        asked = undecided(signs, self._least)
        own = {word: WEIGHTS.get(own_name(signs, word), 0.0) for word in ("", *WORDS)}
        bounds = min(own.values()), max(own.values())
        self[number] = found = _Weight(
            without_language(signs), asked, *language_slopes(signs), most_language(signs), own, *bounds
        )
        return found


@cache
def weighed(least: float | None) -> _Weighed:
    """All breaks met so far, for this threshold: equal breaks are weighed once."""
    return _Weighed(least)


def forget() -> None:
    """Forgets what was weighed, after the weights have changed."""
    without_language.cache_clear()
    undecided.cache_clear()
    weighed.cache_clear()


def weigh(reading: Reading, continues: Continues, least: float | None) -> list[float]:
    """The log odds that each row but the last goes on in the next; the model is asked only where it can decide, and the document
    itself where that has left it open."""
    found = [NEVER] * (len(reading.rows) - 1)
    rows = reading.open_rows()
    weights = list(map(weighed(least).__getitem__, reading.numbers(rows, [i + 1 for i in rows])))
    for i, weight in zip(rows, weights, strict=True):
        found[i] = weight.logit
    ask = [(i, weight) for i, weight in zip(rows, weights, strict=True) if weight.asked]
    texts = reading.texts
    answers = continues([(texts[i], texts[i + 1]) for i, _ in ask]) if ask else ()
    reading.asked = {i for i, _ in ask}
    for (i, weight), nats in zip(ask, answers, strict=True):
        found[i] = weight.with_language(nats)
    open_still = [(i, weight) for i, weight in ask if weight.own_decides(found[i], least)]
    if open_still:
        shown = reading.own.words([(i, i + 1) for i, _ in open_still])
        for (i, weight), word in zip(open_still, shown, strict=True):
            found[i] = weight.with_own(found[i], word)
    for i, _ in ask:
        if ends_english(reading, i) or ends_list(reading, i):
            found[i] = NEVER
    return found


def ends_english(reading: Reading, i: int) -> bool:
    """Whether row i ends a sentence in letters alone, no column shows that it was wrapped, and what follows is Chinese."""
    text = reading.texts[i]
    return text[-1] == "." and text.isascii() and not reading.texts[i + 1].isascii() and reading.edges.of(i) == "none"


def ends_list(reading: Reading, i: int) -> bool:
    """Whether row i ends a list whose items are short and have no full stops, unless a column may have wrapped it."""
    texts, kinds = reading.texts, reading.kinds
    return (
        i > 0
        and kinds[i] == blocks.ITEM
        and len(texts[i]) <= MAX_HEADING_CHARS
        and kinds[i - 1] == blocks.ITEM
        and reading.tails.of(i - 1) not in FINAL
        and (texts[i][0] == texts[i - 1][0] or (texts[i][0].isnumeric() and texts[i - 1][0].isnumeric()))
        and (reading.edges.of(i) == "none" or reading.rows.blanks[i] < reading.rows.blanks[i + 1])
    )
