"""Removal: the later copy of a passage goes, and nothing that is not also in what stays."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from corpusclean.config import PassagesConfig
from corpusclean.dedup.batch import batch_of_texts
from corpusclean.dedup.fold import fold
from corpusclean.dedup.passages.stock import weight
from corpusclean.dedup.passages.values import Repeats
from corpusclean.documents import Match
from corpusclean.edits import Layer, Note
from corpusclean.simplified import simplify

RULE = "repeats"
MIN_SENTENCES = 2
"""A repeat inside a paragraph goes only if it is this many sentences: statutes end many an article with the same one."""
MIN_INNER_WEIGHTS = 2.5
"""… and this many times as long as the shortest passage."""

_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)\"']*")
_BOUND = re.compile(_SENTENCE_END.pattern + r"|\n")
_SIGNATURE = re.compile(
    r"[（(]?(?:据?新华社|本报|中新社|记者|责任编辑|责编|作者)?[^，。！？；：]{2,20}(?:电|讯|摄|报道|供稿|编辑)[）)]?"
)
"""A line that says who wrote: 新华社北京5月1日电, （本报记者 王小明 摄）."""
_QUESTION = re.compile(r"[^\n]*[？?][”’」』）)\"']*")
"""One line that asks: in an interview each answer needs its question, so one that is put again is not a second copy."""
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_WHITE = " \t\r\n\u3000"
_BLANK = " \t\r\u3000"


class Span(NamedTuple):
    """[start, end) of a text."""

    start: int
    end: int


def removable(repeats: Repeats, *, config: PassagesConfig, ranks: Mapping[str, int] | None = None) -> dict[str, list[Match]]:
    """The matches to act on, by the id of the document whose copy goes, or is marked.

    Across documents that is the document of the higher rank (`ranks`; without them, and among equals, the later one).  As a copy
    only ever goes for an earlier one, what goes is always still there: the first of all copies has nothing to go for.
    """
    chosen: dict[str, list[Match]] = defaultdict(list)
    for match in repeats.copies:
        if _action(match, config) != "report":
            turned = _by_rank(match, ranks or {})
            chosen[turned.right.document_id].append(turned)
    return chosen


def removal(text: str, matches: Sequence[Match], *, config: PassagesConfig | None = None) -> Layer:
    """The layer that takes the later copies out of one text.

    `matches` have their right side in this text.  Within the document the left side is checked here, character for character
    as folded; what differs is marked with a note and stays.  The cut falls on whole paragraphs, or on the ends of sentences
    where the repeat is long; the line breaks before it go too, and so does a dateline or byline after it that repeats as well.
    """
    config = config or PassagesConfig()
    shadow = _Folded(text)
    cuts: list[tuple[Span, str]] = []
    notes: dict[tuple[int, int], Note] = {}
    for match in sorted(matches, key=lambda match: (match.right.start, -match.right.end, match.left)):
        where = f"{match.left.document_id} [{match.left.start}, {match.left.end})"
        cut = _cut(shadow, match, config) if _action(match, config) == "remove" else None
        if cut is not None:
            cuts.append((cut, f"stands already at {where}"))
        else:
            notes.setdefault(match.right[1:], Note(*match.right[1:], "repeat", f"stands also at {where}"))
    whole = _united(sorted(cuts))
    return Layer(
        RULE,
        [cut.start for cut, _ in whole],
        [cut.end for cut, _ in whole],
        [""] * len(whole),
        [reason for _, reason in whole],
        tuple(note for note in notes.values() if not any(cut.start <= note.start and note.end <= cut.end for cut, _ in whole)),
    )


def _united(cuts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The cuts, in order, with those that overlap made one."""
    whole: list[tuple[Span, str]] = []
    for cut, reason in cuts:
        if whole and cut.start < whole[-1][0].end:
            last, first_reason = whole.pop()
            inside = cut.end <= last.end
            cut, reason = Span(last.start, max(last.end, cut.end)), first_reason if inside else f"{first_reason}, {reason}"
        whole.append((cut, reason))
    return whole


class _Folded:
    """A text with its folded form and the way back."""

    def __init__(self, text: str) -> None:
        folded = fold(batch_of_texts([text]), places=True)
        self.text = text
        self.folded = "".join(map(chr, folded.codes.tolist()))
        self.places: list[int] = folded.places.tolist()
        self.bounds = sorted({0, len(text), *(found.end() for found in _BOUND.finditer(text))})

    def inside(self, span: Span) -> Span:
        """The folded characters of a span."""
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))

    def fold(self, span: Span) -> str:
        first, last = self.inside(span)
        return self.folded[first:last]

    def original(self, first: int, last: int) -> Span:
        """The widest span that holds the folded characters [first, last) and no others."""
        start = self.places[first - 1] + 1 if first else 0
        return Span(start, self.places[last] if last < len(self.places) else len(self.text))


def _cut(shadow: _Folded, match: Match, config: PassagesConfig) -> Span | None:
    """What of the later copy may go, or None."""
    within = match.left.document_id == match.right.document_id
    if within:
        equal = _equal_part(shadow, match)
    else:
        equal = shadow.inside(Span(*match.right[1:])) if match.similarity >= config.removal_similarity else None
    if equal is None or equal.start == equal.end:
        return None
    wide = shadow.original(*equal)
    first, last = bisect_left(shadow.bounds, wide.start), bisect_right(shadow.bounds, wide.end) - 1
    if first >= last:
        return None
    cut = _trimmed(shadow.text, Span(shadow.bounds[first], shadow.bounds[last]))
    long = weight(shadow.fold(cut))
    if long < config.min_chars:
        return None
    if _is_whole_lines(shadow.text, cut):
        if within and _QUESTION.fullmatch(shadow.text, *cut):
            return None
        return _with_breaks(shadow.text, _with_signatures(shadow, cut) if within else cut)
    sentences = len(_SENTENCE_END.findall(shadow.text, *cut))
    return cut if sentences >= MIN_SENTENCES and long >= MIN_INNER_WEIGHTS * config.min_chars else None


def _equal_part(shadow: _Folded, match: Match) -> Span | None:
    """The folded characters of the later copy that stand, in one piece, in the earlier one: the longest such piece."""
    left, right = (shadow.inside(Span(*side[1:])) for side in (match.left, match.right))
    blocks = Levenshtein.opcodes(shadow.folded[slice(*left)], shadow.folded[slice(*right)])
    equal = [Span(right.start + op.dest_start, right.start + op.dest_end) for op in blocks if op.tag == "equal"]
    return max(equal, key=lambda span: span.end - span.start, default=None)


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start] in _WHITE:
        start += 1
    while end > start and text[end - 1] in _WHITE:
        end -= 1
    return Span(start, end)


def _is_whole_lines(text: str, span: Span) -> bool:
    """Whether nothing but spaces stands beside the span on its first and its last line."""
    start, end = span
    while start > 0 and text[start - 1] in _BLANK:
        start -= 1
    while end < len(text) and text[end] in _BLANK:
        end += 1
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _with_signatures(shadow: _Folded, cut: Span) -> Span:
    """The span with the signatures below it, each on a line of its own, that also stand as a line above it."""
    start, end = cut
    while (line := _LINE.search(shadow.text, end)) and _SIGNATURE.fullmatch(simplify(line[0].strip())):
        said = shadow.fold(Span(*line.span()))
        if not any(shadow.fold(Span(*above.span())) == said for above in _LINE.finditer(shadow.text, 0, start)):
            break
        end = line.end()
    return Span(start, end)


def _with_breaks(text: str, span: Span) -> Span:
    """The lines with the line breaks before them, or after them at the beginning of the text."""
    start, end = span
    while start > 0 and text[start - 1] in _WHITE:
        start -= 1
    if start == 0:
        while end < len(text) and text[end] in _WHITE:
            end += 1
    return Span(start, end)


def _by_rank(match: Match, ranks: Mapping[str, int]) -> Match:
    """The match with the document that is kept first on the left."""
    if ranks.get(match.right.document_id, 0) < ranks.get(match.left.document_id, 0):
        return Match(match.right, match.left, match.similarity)
    return match


def _action(match: Match, config: PassagesConfig) -> str:
    return config.within if match.left.document_id == match.right.document_id else config.across
