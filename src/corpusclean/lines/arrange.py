"""Arrangement: the lines of a text in a new order, some of them joined, as the edits that lead there.

Line repair thinks in lines; this is the one place that turns its result into a layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from operator import lt
from typing import NamedTuple

from corpusclean.edits import Layer, Note
from corpusclean.lines.layout import Line


class Row(NamedTuple):
    """One or more lines of the text that have been joined."""

    text: str
    blanks: int
    """Blank lines before it."""
    indent: float
    """Em of the spaces before it."""
    members: tuple[int, ...]
    """The numbers of its lines, in reading order."""
    reasons: tuple[str, ...] = ()
    """Why each of its lines but the first was joined."""


def joint(tail: str, head: str) -> str:
    """What stands between two halves: a space between Latin words, else nothing.

    >>> joint("由 Google", "DeepMind 开发"), joint("技术", "链与产业链"), joint("增长了", "AI 算力"), joint("共有 20", "24 个")
    (' ', '', '', '')
    >>> joint("iPhone 15", "Pro"), joint("执行 docker compose up", "-d 命令")
    (' ', ' ')
    """
    last, first = tail[-1:], head[:1]
    if not (last.isascii() and first.isascii()) or (last.isdigit() and first.isdigit()):
        return ""
    if first.isalnum():
        return " " if last.isalnum() or last in ",.;:)" else ""
    return " " if last.isalnum() and (first == "(" or (first == "-" and head[1:].lstrip("-")[:1].isalpha())) else ""


def hyphenated(tail: str, head: str) -> bool:
    """Whether a Latin word was divided at the end of the line: inter- | national."""
    return (
        len(tail) > 3
        and tail[-1] in "-\u00ad\u2010"
        and tail[-2].isascii()
        and tail[-2].islower()
        and tail[-3].isalpha()
        and head[:1].isascii()
        and head[:1].islower()
    )


_BEFORE_LATIN = frozenset(map(chr, (*range(128), 0xAD, 0x2010)))


def is_plain(tail: str, head: str) -> bool:
    """Whether nothing stands between two halves and nothing is lost, seen at a glance: the tail does not end in Latin."""
    return tail[-1:] not in _BEFORE_LATIN or (joint(tail, head) == "" and not hyphenated(tail, head))


def glue(pieces: Sequence[str]) -> str:
    """The pieces as one text, in time linear in its length."""
    parts = list(pieces)
    for k, (tail, head) in enumerate(pairwise(pieces)):
        if not is_plain(tail, head):
            parts[k] = tail[:-1] if hyphenated(tail, head) else tail + joint(tail, head)
    return "".join(parts)


def to_layer(text: str, lines: Sequence[Line], rows: Sequence[Row], *, notes: Sequence[Note] = ()) -> Layer:
    """The layer that turns `text` into these rows; lines that no row holds are removed."""
    edits = _Edits(text, lines, rows)
    return Layer(
        "lines",
        edits.starts,
        edits.ends,
        edits.afters,
        edits.reasons,
        notes=tuple(notes),
        origins=edits.origins,
    )


class _Edits:
    """The columns of the layer while they grow."""

    def __init__(self, text: str, lines: Sequence[Line], rows: Sequence[Row]) -> None:
        self.text, self.lines = text, lines
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.afters: list[str] = []
        self.reasons: list[str] = []
        self.origins: dict[int, tuple[tuple[int, int], ...]] = {}
        order: list[tuple[int, str | None]] = []  # a line, and why it is joined to the one before it
        for row in rows:
            order += zip(row.members, (None, *row.reasons), strict=True)
        staying = _staying([number for number, _ in order], lines)
        self.kept = {number for number, _ in order}
        last = -1
        waiting: list[tuple[int, str | None]] = []
        for number, why in order:
            if number == last + 1 and not waiting and number in staying:
                if why is not None:
                    self._join(number, why)
                last = number
                continue
            waiting.append((number, why))
            if number in staying:
                self._between(last, number, waiting)
                last, waiting = number, []
        if waiting or last + 1 < len(lines):
            self._between(last, len(lines), waiting)

    def _join(self, number: int, why: str) -> None:
        """The edit of nearly all joins, of a line with the one above it: what stands between them goes."""
        above, line = self.lines[number - 1], self.lines[number]
        if is_plain(above.text, line.text):
            self.starts.append(above.end)
            self.ends.append(line.start)
            self.afters.append("")
            self.reasons.append(why)
        else:
            self._between(number - 1, number, [(number, why)])

    def _between(self, last: int, new: int, coming: Sequence[tuple[int, str | None]]) -> None:
        """One edit for what stands between two staying lines: `coming` are the lines now after `last`, `new` being the final one."""
        text, lines = self.text, self.lines
        start = lines[last].end if last >= 0 else 0
        end = lines[new].start if new < len(lines) else lines[-1].end
        before = lines[last].text if last >= 0 else ""
        parts: list[tuple[str, int]] = []  # text, and where it comes from
        reason = ""
        for number, why in coming:
            line = lines[number]
            if why is not None:
                if hyphenated(before, line.text):
                    if parts:
                        parts[-1] = (parts[-1][0][:-1], parts[-1][1])
                    else:
                        start -= 1
                parts.append((joint(before, line.text), line.start))
            elif last < 0 and not parts:
                parts.append((text[: lines[0].start], 0))
            else:
                gap = text[lines[number - 1].end : line.start] if number else "\n"
                parts.append((gap, line.start - len(gap) if number else line.start))
            if number != new:
                parts.append((line.text, line.start))
                reason = reason or why or "moved: it stood in the middle of a paragraph"
            before, reason = line.text, reason or why or ""
        if not reason and new - last > 1:
            moved = any(number in self.kept for number in range(last + 1, new))
            reason = "moved to where its sentence begins" if moved else "furniture of the page, not of the text"
        self._add(start, end, parts, reason)

    def _add(self, start: int, end: int, parts: Sequence[tuple[str, int]], reason: str) -> None:
        """One edit without what is the same before and after."""
        was, after = self.text[start:end], "".join(part for part, _ in parts)
        same = 0
        while same < min(len(was), len(after)) and was[same] == after[same]:
            same += 1
        tail = 0
        while tail < min(len(was), len(after)) - same and was[-1 - tail] == after[-1 - tail]:
            tail += 1
        if was == after:
            return
        pieces, at = [], -same
        for part, origin in parts:
            if part and at + len(part) > 0 and at < len(after) - same - tail:
                pieces.append((max(at, 0), origin + max(-at, 0)))
            at += len(part)
        if len(parts) > 1 and len(after) > same + tail:  # a single part is a gap or a joint
            self.origins[len(self.starts)] = tuple(pieces)
        self.starts.append(start + same)
        self.ends.append(end - tail)
        self.afters.append(after[same : len(after) - tail])
        self.reasons.append(reason)


def _staying(order: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """The lines that keep their place: of each stretch out of order the ascending run with most text; the others move."""
    if all(map(lt, order, islice(order, 1, None))):
        return set(order)
    least = [*order, len(lines)]
    for k in range(len(order) - 1, -1, -1):
        least[k] = min(order[k], least[k + 1])
    staying: set[int] = set()
    start, most = 0, -1
    for k, number in enumerate(order):
        most = max(most, number)
        if most < least[k + 1]:
            staying |= {number} if k == start else _heaviest(order[start : k + 1], lines)
            start = k + 1
    return staying


def _heaviest(order: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """The ascending subsequence of `order` whose lines have most text."""
    best: list[tuple[int, int]] = []  # weight of the best run that ends here, and the place before it in that run
    for k, number in enumerate(order):
        before = max((j for j in range(k) if order[j] < number), key=lambda j: best[j][0], default=-1)
        best.append((len(lines[number].text) + (best[before][0] if before >= 0 else 0), before))
    at = max(range(len(order)), key=lambda k: best[k][0])
    kept = set()
    while at >= 0:
        kept.add(order[at])
        at = best[at][1]
    return kept
