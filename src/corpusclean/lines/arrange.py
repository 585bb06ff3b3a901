"""Arrangement: the lines of a text in a new order, some of them joined, as the edits that lead there.

Line repair thinks in lines; this is the one place that turns its result into a layer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from operator import lt
from types import MappingProxyType

from corpusclean.edits import Layer, Note
from corpusclean.lines.layout import Line, Lines

FURNITURE = "furniture of the page, not of the text"


class Rows:
    """Rows as columns: each is a line of the text, or several that have been joined."""

    def __init__(
        self,
        texts: Sequence[str],
        blanks: Sequence[int],
        indents: Sequence[float],
        firsts: Sequence[int],
        joined: Mapping[int, tuple[tuple[int, ...], tuple[str, ...]]],
    ) -> None:
        """`blanks`: blank lines before each; `indents`: em of the spaces before it; `firsts`: the number of its first line; `joined`:
        for the first line of each joined row the numbers of all its lines, in reading order, and why each but the first was joined.
        """
        self.texts, self.blanks, self.indents, self.firsts, self.joined = texts, blanks, indents, firsts, joined

    @classmethod
    def of(cls, lines: Lines) -> Rows:
        """One of each line."""
        return cls(lines.texts, lines.blanks, lines.indents, range(len(lines)), {})

    @classmethod
    def plain(cls, texts: Sequence[str]) -> Rows:
        """Rows of these texts without blank lines or indents."""
        return cls(texts, [0] * len(texts), [0.0] * len(texts), range(len(texts)), {})

    def __len__(self) -> int:
        return len(self.texts)

    def members(self, i: int) -> tuple[int, ...]:
        """The numbers of the lines of row i, in reading order."""
        first = self.firsts[i]
        return self.joined[first][0] if first in self.joined else (first,)

    def reasons(self, i: int) -> tuple[str, ...]:
        """Why each of its lines but the first was joined."""
        return self.joined[self.firsts[i]][1] if self.firsts[i] in self.joined else ()

    def chained(self, chains: Sequence[list[int]], why: Mapping[int, str]) -> Rows:
        """One row of each chain of these rows; `why[i]`: why the next of its chain goes on after row i."""
        texts, joined = [], dict(self.joined)
        for chain in chains:
            if len(chain) == 1:
                texts.append(self.texts[chain[0]])
                continue
            texts.append(glue([self.texts[i] for i in chain]))
            members, reasons = [self.firsts[i] for i in chain], [why[i] for i in chain[:-1]]
            if not self.joined.keys().isdisjoint(members):
                members, reasons = self._unfolded(chain, reasons)
            joined[members[0]] = tuple(members), tuple(reasons)
        firsts = [chain[0] for chain in chains]
        blanks, indents = [self.blanks[i] for i in firsts], [self.indents[i] for i in firsts]
        return Rows(texts, blanks, indents, [self.firsts[i] for i in firsts], joined)

    def _unfolded(self, chain: Sequence[int], why: Sequence[str]) -> tuple[list[int], list[str]]:
        """The lines of all rows of a chain, and why each but the first is joined; `why`: what joins the rows."""
        members, reasons = list(self.members(chain[0])), list(self.reasons(chain[0]))
        for i, reason in zip(chain[1:], why, strict=True):
            members += self.members(i)
            reasons += (reason, *self.reasons(i))
        return members, reasons

    def without_blanks(self, places: Iterable[int]) -> Rows:
        """The same rows, without the blank lines before some of them."""
        blanks = list(self.blanks)
        for i in places:
            blanks[i] = 0
        return Rows(self.texts, blanks, self.indents, self.firsts, self.joined)

    def with_indents(self, indents: Sequence[float]) -> Rows:
        """The same rows, set in by these."""
        return Rows(self.texts, self.blanks, indents, self.firsts, self.joined)

    def with_rows(self, others: Rows, after: Mapping[int, Sequence[int]]) -> Rows:
        """These rows with others between them: `after[i]` come after row i, and those of -1 before all."""
        both = [(others, k) for k in after.get(-1, ())]
        for i in range(len(self)):
            both += [(self, i), *((others, k) for k in after.get(i, ()))]
        return Rows(
            [rows.texts[i] for rows, i in both],
            [rows.blanks[i] for rows, i in both],
            [rows.indents[i] for rows, i in both],
            [rows.firsts[i] for rows, i in both],
            {**self.joined, **others.joined},
        )

    def without(self, left_out: Collection[int]) -> Rows:
        """All rows but these."""
        return self.chained([[i] for i in range(len(self)) if i not in left_out], {})


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


NO_MOVES: Mapping[int, str] = MappingProxyType({})
_BEFORE_LATIN = frozenset(map(chr, (*range(128), 0xAD, 0x2010)))


def is_plain(tail: str, head: str) -> bool:
    """Whether nothing stands between two halves and nothing is lost, seen at a glance: the tail does not end in Latin."""
    return tail[-1:] not in _BEFORE_LATIN or (joint(tail, head) == "" and not hyphenated(tail, head))


def glue(pieces: Sequence[str]) -> str:
    """The pieces as one text, in time linear in its length."""
    if _BEFORE_LATIN.isdisjoint([piece[-1:] for piece in pieces]):
        return "".join(pieces)
    parts = list(pieces)
    for k, (tail, head) in enumerate(pairwise(pieces)):
        if not is_plain(tail, head):
            parts[k] = tail[:-1] if hyphenated(tail, head) else tail + joint(tail, head)
    return "".join(parts)


def to_layer(text: str, lines: Lines, rows: Rows, *, notes: Sequence[Note] = (), moved: Mapping[int, str] = NO_MOVES) -> Layer:
    """The layer that turns `text` into these rows; lines that no row holds are removed.

    `moved`: lines that have left the head of their page, and why.
    """
    edits = _Edits(text, lines, rows, moved)
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

    def __init__(self, text: str, lines: Lines, rows: Rows, moved: Mapping[int, str]) -> None:
        self.text, self.lines, self.moved = text, lines, moved
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.afters: list[str] = []
        self.reasons: list[str] = []
        self.origins: dict[int, tuple[tuple[int, int], ...]] = {}
        self.order: list[int] = []
        whys: list[str | None] = []  # why each is joined to the one before it
        for i in range(len(rows)):
            self.order += rows.members(i)
            whys += (None, *rows.reasons(i))
        staying = _staying(self.order, lines)
        last = -1
        waiting: list[tuple[int, str | None]] = []
        for number, why in zip(self.order, whys, strict=True):
            if number == last + 1 and not waiting and (staying is None or number in staying):
                if why is not None:
                    self._join(number, why)
                last = number
                continue
            waiting.append((number, why))
            if staying is None or number in staying:
                self._between(last, number, waiting)
                last, waiting = number, []
        if waiting or last + 1 < len(lines):
            self._between(last, len(lines), waiting)

    @cached_property
    def kept(self) -> set[int]:
        return set(self.order)

    def _join(self, number: int, why: str) -> None:
        """The edit of nearly all joins, of a line with the one above it: what stands between them goes."""
        lines = self.lines
        if is_plain(lines.texts[number - 1], lines.texts[number]):
            self.starts.append(lines.ends[number - 1])
            self.ends.append(lines.starts[number])
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
                parts.append(self._gap(number))
            if number != new:
                parts.append((line.text, line.start))
                reason = reason or why or self.moved.get(number, "moved: it stood in the middle of a paragraph")
            before, reason = line.text, reason or why or ""
        away = [number for number in range(last + 1, new) if number in self.kept]
        if not reason and away:
            reason = self.moved.get(away[0], "moved to where its sentence begins")
        elif new - last > 1 + len(away):
            reason = f"{reason}; {FURNITURE}" if reason else FURNITURE
        self._add(start, end, parts, reason)

    def _gap(self, number: int) -> tuple[str, int]:
        """What stands above a line in its new place, and where that comes from.  Where lines have left the head of a page, what stood
        above the first of them (a form feed) stands above the line below the last, and the other way round."""
        from_where = number
        if number not in self.moved:
            while from_where - 1 in self.moved:
                from_where -= 1
        elif number - 1 not in self.moved:
            while from_where in self.moved:
                from_where += 1
        if not from_where:
            return "\n", self.lines[number].start
        start = self.lines[from_where - 1].end
        return self.text[start : self.lines[from_where].start], start

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


def _staying(order: Sequence[int], lines: Sequence[Line]) -> set[int] | None:
    """The lines that keep their place: of each stretch out of order the ascending run with most text; the others move.
    None: all do."""
    if all(map(lt, order, islice(order, 1, None))):
        return None
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
