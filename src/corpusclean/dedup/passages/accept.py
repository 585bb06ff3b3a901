"""Acceptance: which alignments are repeated passages."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages.align import DIFFERENCE, MATCH
from corpusclean.dedup.passages.allow import Allowed
from corpusclean.dedup.passages.layout import layout
from corpusclean.dedup.passages.shadow import Shadow
from corpusclean.dedup.passages.stock import is_enumeration, is_lines, own_weight
from corpusclean.documents import Match
from corpusclean.kernels import ArrayI64

HAN_SCORE = 2 * MATCH
"""Score of an equal Han character."""
DIFFERENCE_PRICE = 4
"""Equal characters that one difference takes back when a passage is weighed.  Formulas that differ in names and numbers
(政协某省第八届委员会第一次全体会议今天选举某某为省政协主席) fall short of the price, copies with 8 % of errors do not."""
MIN_BALANCE = 20
"""Equal characters that must remain: 32 with three differences pass, with four do not."""
OWN_SHARE = 0.8
"""Weight that a passage needs, of its least length: marks take an eighth of a text, and letters and digits count half."""
BRIEF = 3
"""Passages up to this many times the least length are looked through for datelines, which do not count in full."""
TANDEM_SLACK = 8
"""Characters by which copies of a text that repeats end to end may stand out at its ends."""
MIN_TANDEM_SIMILARITY = 0.98
"""A text that repeats itself end to end is copies of a paragraph only if they are this similar; else it is a list of like lines."""

SPANS_AT_ONCE = 500
"""Spans whose places are read from the maps of the shadow before their pages are given up: each brings 64 KB of neighbours."""


def accept(found: ArrayI64, shadow: Shadow, *, config: PassagesConfig) -> list[Match]:
    """The weighty alignments that are repeats, as matches, by place of the later copy."""
    copies = _copies(found.tolist(), shortest=round(OWN_SHARE * config.min_chars))
    spans, allowed = _without_nested(copies), Allowed(config.allow)
    matches: list[Match] = []
    for first in range(0, len(spans), SPANS_AT_ONCE):
        matches += _matches(spans[first : first + SPANS_AT_ONCE], shadow, allowed, config)
        shadow.release()
    return matches


def _matches(candidates: Sequence[Sequence[int]], shadow: Shadow, allowed: Allowed, config: PassagesConfig) -> Iterator[Match]:
    spans, brief = _texts(candidates, shadow, config)
    rows = zip(spans.tolist(), brief.tolist(), shadow.passages(spans[:, :2]), shadow.passages(spans[:, 2:]), strict=True)
    for (a0, a1, b0, b1), is_brief, left, right in rows:
        text, other = shadow.text(a0, a1), shadow.text(b0, b1)
        if text in allowed or (is_brief and min(own_weight(text), own_weight(other)) < OWN_SHARE * config.min_chars):
            continue
        similarity = Levenshtein.normalized_similarity(text, other, score_cutoff=config.min_similarity)
        if similarity >= config.min_similarity:
            yield Match(left, right, round(similarity, 4))


def _texts(spans: Sequence[Sequence[int]], shadow: Shadow, config: PassagesConfig) -> tuple[ArrayI64, npt.NDArray[np.bool_]]:
    """The spans that are running text and long enough on both sides: no enumerations and, in one document, no verse or lists
    -> those spans; which of them are so short that a dateline would matter."""
    table = np.array(spans, np.int64).reshape(-1, 4)
    left, right = (layout(shadow.codes, shadow.places, table[:, k], table[:, k + 1]) for k in (0, 2))
    same = np.searchsorted(shadow.starts, table[:, 0], "right") == np.searchsorted(shadow.starts, table[:, 2], "right")
    other = (is_enumeration(left) & is_enumeration(right)) | (same & is_lines(left) & is_lines(right))
    weights = np.minimum(left.weights, right.weights) / 2
    spread = np.minimum(*(shadow.spread(table[:, k : k + 2]) for k in (0, 2)))
    running = ~other & (weights >= OWN_SHARE * config.min_chars) & (spread >= config.min_chars)
    return table[running], weights[running] < BRIEF * config.min_chars


def weighty(found: ArrayI64, config: PassagesConfig) -> npt.NDArray[np.bool_]:
    """Which alignments are long enough and have few enough differences for their length."""
    score, differences = found[:, 4], found[:, 5]
    equal = (score + DIFFERENCE * differences) / HAN_SCORE
    long = equal + differences >= OWN_SHARE * config.min_chars
    return long & (equal - DIFFERENCE_PRICE * differences >= MIN_BALANCE)


def _copies(rows: list[list[int]], *, shortest: int) -> Iterator[tuple[int, int, int, int]]:
    """The alignments with those that overlap themselves, text that repeats end to end, cut into copies of their period."""
    tandems: list[tuple[int, int]] = []
    for a0, a1, b0, b1, _score, differences in sorted(rows, key=lambda row: row[2] - row[0]):
        inside = bisect_right(tandems, (a0 + TANDEM_SLACK, 1 << 62)) - 1
        if inside >= 0 and b1 <= tandems[inside][1] + TANDEM_SLACK:
            continue  # the same copies once more, two periods apart
        if a1 <= b0:
            yield a0, a1, b0, b1
            continue
        insort(tandems, (a0, b1))
        period = b0 - a0
        if period >= shortest and 1 - differences / (b1 - b0) >= MIN_TANDEM_SIMILARITY:
            for start in range(b0, b1, period):
                size = min(period, b1 - start)
                yield a0, a0 + size, start, start + size


def _without_nested(spans: Iterator[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The spans by later place, without those that lie, on both sides, in another one."""
    kept: list[tuple[int, int, int, int]] = []
    for span in sorted(set(spans), key=lambda s: (s[2], -s[3], s[0])):
        a0, a1, _, b1 = span
        if not any(b1 <= other[3] and other[0] <= a0 and a1 <= other[1] for other in kept[-8:]):
            kept.append(span)
    return kept
