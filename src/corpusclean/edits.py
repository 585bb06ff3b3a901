"""Edits: the one way text changes here.

A rule returns a `Layer`: columns of non-overlapping edits of one text, in order.  `apply` says what they do to it (`mending` does
the same with numbers); undo, offset maps, reports and counts all come from the same columns.  Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from operator import add, sub
from types import MappingProxyType
from typing import Any, NamedTuple

from corpusclean.running import Numbers
from corpusclean.unread import Unread

Origin = Sequence[tuple[int, int]]
"""Where moved text comes from: (offset in `after`, offset in the layer's input) at the start of each piece, ascending from 0."""

Columns = tuple[Sequence[int], Sequence[int], Sequence[str]]
_COLUMNS = ("starts", "ends", "afters")

NO_ORIGINS: Mapping[int, Origin] = MappingProxyType({})


class Edit(NamedTuple):
    """One change: `before` stood at [start, end) of its layer's input, `after` stands there now.

    `reason` is empty where the rule's own sentence explains the edit.
    """

    start: int
    end: int
    before: str
    after: str
    reason: str = ""


class Note(NamedTuple):
    """What a rule saw at [start, end) of its layer's input and left alone.  `kind` is a term of docs/glossary.md."""

    start: int
    end: int
    kind: str
    message: str


@dataclass(frozen=True)
class Layer(Unread):
    """The edits and notes of one rule on one text, as columns.

    `starts`, `ends`, `afters`: parallel; half-open, ascending, non-overlapping; an insertion has start == end and no other
    edit starts at the same place.  `reasons`: empty, or one per edit.
    `origins`: for edits whose `after` is text moved from elsewhere in the input, edit number -> where its pieces come from.
    """

    rule: str
    starts: Sequence[int] = field(default_factory=tuple)
    ends: Sequence[int] = field(default_factory=tuple)
    afters: Sequence[str] = field(default_factory=tuple)
    reasons: Sequence[str] = ()
    notes: tuple[Note, ...] = ()
    origins: Mapping[int, Origin] = field(default_factory=lambda: NO_ORIGINS)
    numbers: Numbers = field(default=None, init=False, repr=False, compare=False)
    """The edits as loops leave them, if they have: an array of numpy with rows START, END, AFTER (`mend_loops`)."""

    @classmethod
    def unread(cls, rule: str, numbers: Numbers, read: Callable[[], Columns], notes: tuple[Note, ...] = ()) -> Layer:
        """A layer of edits in numbers, whose columns are made when first asked for: of most layers only the text is."""
        layer = cls(rule, notes=notes)
        layer._leave(_COLUMNS, read)
        layer.__dict__["numbers"] = numbers
        return layer

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "numbers": None}

    def __len__(self) -> int:
        return self.numbers.shape[1] if "_unread" in self.__dict__ else len(self.starts)

    def __bool__(self) -> bool:
        return len(self) > 0 or bool(self.notes)

    @cached_property
    def _out_starts(self) -> list[int]:
        """Where each edit's `after` starts in the output."""
        kept = map(sub, self.starts, (0, *self.ends))
        return list(accumulate(map(add, kept, (0, *map(len, self.afters)))))

    def edits(self, text: str) -> Iterator[Edit]:
        """The edits as values; `text` is the layer's input."""
        reasons = self.reasons or [""] * len(self.starts)
        for start, end, after, reason in zip(self.starts, self.ends, self.afters, reasons, strict=True):
            yield Edit(start, end, text[start:end], after, reason)

    def locate(self, offset: int) -> int:
        """The place in the input of the character that stands at `offset` of the output.

        A kept or moved character maps to itself; a character of a replacement to its counterpart in what it replaced (the last
        one where the replacement is longer); an inserted one, and the end of the text, to the place they stand at.
        """
        k = bisect_right(self._out_starts, offset) - 1
        if k < 0:
            return offset
        inside = offset - self._out_starts[k]
        after = self.afters[k]
        if inside >= len(after):
            return self.ends[k] + inside - len(after)
        if k in self.origins:
            pieces = self.origins[k]
            at, origin = pieces[bisect_right(pieces, inside, key=lambda piece: piece[0]) - 1]
            return origin + inside - at
        return self.starts[k] + min(inside, max(self.ends[k] - self.starts[k] - 1, 0))

    def place(self, offset: int) -> int:
        """The place in the output of what stood at `offset` of the input; inside a removal, where the removal was."""
        return self.places([offset])[0]

    def places(self, offsets: Sequence[int]) -> list[int]:
        """The same for ascending offsets."""
        found, done, shift = [], 0, 0
        for offset in offsets:
            k = bisect_right(self.starts, offset) - 1
            if k >= done:
                shift += sum(map(len, self.afters[done:k])) + sum(self.starts[done:k]) - sum(self.ends[done:k])
                done = k
            if k < 0:
                found.append(offset)
            elif offset >= self.ends[k]:
                found.append(offset + shift + len(self.afters[k]) + self.starts[k] - self.ends[k])
            else:
                found.append(self.starts[k] + shift + min(offset - self.starts[k], len(self.afters[k])))
        return found

    def check(self, length: int) -> None:
        """Raises ValueError where the columns break the law stated above; for tests and for rules from outside."""
        last = -1
        for start, end in zip(self.starts, self.ends, strict=True):
            if not (0 <= start <= end <= length) or start < last or start == last == end:
                raise ValueError(f"rule {self.rule}: edit [{start}, {end}) is out of order or outside the text")
            last = end
        if len(self.afters) != len(self.starts) or (self.reasons and len(self.reasons) != len(self.starts)):
            raise ValueError(f"rule {self.rule}: columns of different lengths")


@cache
def nothing(rule: str) -> Layer:
    """The layer of a rule that finds nothing to do; most rules find nothing in most texts."""
    return Layer(rule)


def apply(text: str, layer: Layer) -> str:
    """The text with the layer's edits made.

    >>> apply("他说,好.", Layer("punctuation", [2, 4], [3, 5], ["，", "。"]))
    '他说，好。'
    """
    pieces = [""] * (2 * len(layer) + 1)
    pieces[::2] = [text[a:b] for a, b in zip((0, *layer.ends), (*layer.starts, len(text)), strict=True)]
    pieces[1::2] = layer.afters
    return "".join(pieces)


def inverse(text: str, layer: Layer) -> Layer:
    """The layer that takes `apply(text, layer)` back to `text`."""
    outs = layer._out_starts
    return Layer(
        rule=layer.rule,
        starts=outs,
        ends=[out + len(after) for out, after in zip(outs, layer.afters, strict=True)],
        afters=[text[start:end] for start, end in zip(layer.starts, layer.ends, strict=True)],
    )


def compose(text: str, first: Layer, second: Layer) -> Layer:
    """One layer that does to `text` what `first` and then `second` do; neither may move text.

    An edit of `second` that overlaps edits of `first` becomes one edit with them, as does an insertion or removal beside another
    edit (no two may start at one place); all others keep their own places.
    """
    between = apply(text, first)
    starts, ends, afters, reasons = [], [], [], []
    shift = 0  # a place in `between`, plus this, is its place in `text`
    for cluster in _clusters(first, second):
        at, end = cluster[0][0], max(span[1] for span in cluster)
        starts.append(at + shift)
        pieces, reason = [], ""
        for a, b, layer, n in cluster:
            if layer is second:
                pieces += [between[at:a], second.afters[n]]
                at = b
            else:
                shift += first.ends[n] - first.starts[n] - (b - a)
            reason = reason or (layer.reasons[n] if layer.reasons else "")
        ends.append(end + shift)
        afters.append("".join([*pieces, between[at:end]]))
        reasons.append(reason)
    return Layer(first.rule, starts, ends, afters, reasons if any(reasons) else (), first.notes + second.notes)


def _clusters(first: Layer, second: Layer) -> Iterator[list[tuple[int, int, Layer, int]]]:
    """The edits of both as (start, end, layer, number) in the text between them, those that make one edit together."""
    outs = zip(first._out_starts, first.starts, first.ends, first.afters, strict=True)
    spans = [(out, out + len(after), 0, n, not after or start == end) for n, (out, start, end, after) in enumerate(outs)]
    spans += [(start, end, 1, n, start == end) for n, (start, end) in enumerate(zip(second.starts, second.ends, strict=True))]
    cluster: list[tuple[int, int, Layer, int]] = []
    reach, hollow = -1, False
    for start, end, which, n, empty in sorted(spans, key=lambda span: (span[0], not span[4], span[1])):
        if cluster and (start > reach or (start == reach and not (hollow or empty))):
            yield cluster
            cluster, hollow = [], False
        cluster.append((start, end, (first, second)[which], n))
        reach, hollow = max(end, reach), hollow or empty
    if cluster:
        yield cluster


def compose_place(layers: Sequence[Layer], offset: int) -> int:
    """The place in the first layer's input of what stands at `offset` of the last layer's output."""
    for layer in reversed(layers):
        offset = layer.locate(offset)
    return offset


def merged(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Spans in any order as starts and ends of ascending, disjoint ones, for `covered` and `touched`.

    >>> merged([(5, 9), (0, 3), (6, 7)])
    ([0, 5], [3, 9])
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return starts, ends


def covered(starts: Sequence[int], ends: Sequence[int], offset: int) -> bool:
    """Whether one of the ascending, disjoint spans [start, end) holds `offset`."""
    k = bisect_right(starts, offset) - 1
    return k >= 0 and offset < ends[k]


def touched(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the ascending, disjoint spans overlaps [start, end); an empty range touches the span around it."""
    k = bisect_left(ends, start + 1)
    return k < len(starts) and starts[k] < max(end, start + 1)
