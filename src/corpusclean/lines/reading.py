"""Reading: the rows of a text with what can be seen of each, and of the breaks between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from corpusclean.lines import blocks
from corpusclean.lines.arrange import Rows
from corpusclean.lines.bonds import bonded
from corpusclean.lines.indents import ALL, Indents
from corpusclean.lines.language import Continues, continues_all
from corpusclean.lines.layout import Seen, Table, look
from corpusclean.lines.loops import break_loops
from corpusclean.lines.loops.fields import (
    CLAUSES,
    COLUMN,
    EDGE,
    HEADING_LIKE,
    IS_OPEN,
    IS_UNFINISHED,
    KIND,
    MAYBE_KINDS,
    SPEAKS,
    START,
    TAIL_CLASS,
)
from corpusclean.lines.own import Own
from corpusclean.lines.signs import AT_TAIL_KIND, AT_WHOLE, BONDED, EDGES, ENDED, STARTS, TAILS, WHOLE, Signs, signs_of
from corpusclean.lines.verse import free_verse

_NUMBERS = {name: number for number, name in enumerate(blocks.KIND_NAMES)}
_MAY_NEED_BOND = 7 | 15 << AT_TAIL_KIND, EDGES.index("none") | _NUMBERS[blocks.HEADING] << AT_TAIL_KIND
"""Mask and value of the breaks after what looks like a heading and stands in no column."""
_NEEDS_BOND_IF_WHOLE = 1 << AT_WHOLE | 15 << AT_TAIL_KIND, 1 << AT_WHOLE | _NUMBERS[blocks.HEADING] << AT_TAIL_KIND
"""The same in a text that is whole, also in a column."""


class Kinds:
    """The kind of each row; those that only a pattern can tell (one row in ten) are told when first asked for."""

    def __init__(self, texts: Sequence[str], seen: Seen, told: dict[str, int], verse: Iterable[int]) -> None:
        """`told`: what patterns have said of some texts, and what they are going to say; `verse`: rows that are free verse."""
        self._texts, self._table, self._told = texts, seen.table, told
        self._numbers = seen.running.column(seen.table, KIND)
        for i in blocks.speeches(texts, seen.running.rows_with(seen.table, SPEAKS)):
            self._numbers[i] = self._table[i][KIND] = _NUMBERS[blocks.SPEECH]
        for i in verse:
            self._numbers[i] = self._table[i][KIND] = _NUMBERS[blocks.VERSE]
        self._untold = {i for i, number in enumerate(self._numbers) if number < 0}

    def __getitem__(self, i: int) -> str:
        if i in self._untold:
            self.tell((i,))
        return blocks.KIND_NAMES[self._numbers[i]]

    def between(self, start: int, end: int) -> list[str]:
        """The kinds of the rows [start, end)."""
        self.tell(range(start, end))
        return [blocks.KIND_NAMES[number] for number in self._numbers[start:end]]

    def tell(self, rows: Iterable[int]) -> None:
        """Sees to it that the table has the kinds of these rows."""
        for i in self._untold.intersection(rows):
            text, row = self._texts[i], self._table[i]
            number = self._told.get(text)
            if number is None:
                kind = blocks.kind(text, maybe=int(row[MAYBE_KINDS]))
                if kind == blocks.PROSE and row[HEADING_LIKE]:
                    kind = blocks.HEADING
                number = self._told[text] = _NUMBERS[kind]
            self._numbers[i] = row[KIND] = number
            self._untold.remove(i)


class Named(NamedTuple):
    """What a field says of each row, in words."""

    table: Table
    field: int
    words: Sequence[str]

    def of(self, i: int) -> str:
        word: str = self.words[self.table[i][self.field]]
        return word


class Reading:
    """The rows of a text as they are seen; `signs(i, j)` asks whether row j goes on after row i.

    The compiled reader sees all but the kinds that only a pattern can tell, and the bonds after headings.
    """

    def __init__(
        self,
        rows: Rows,
        seen: Seen | None = None,
        *,
        before: Reading | None = None,
        are_joined: bool = True,
        continues: Continues = continues_all,
    ) -> None:
        """`seen`: what is seen of the rows, where that is known already; `before`: a reading of other rows with some of the texts;
        `are_joined`: whether rows have been joined since, so that their indents no longer show what first lines look like;
        `continues`: who is asked whether lines are verse, before any is joined."""
        self.rows = rows
        self.texts = rows.texts
        self._usual_blanks = sorted(rows.blanks)[len(rows) // 2]
        self._seen = seen or look(rows.texts, rows.blanks)
        self._whole: int = before._whole if before else self._seen.habits & WHOLE
        self._habits = self._seen.habits & ~WHOLE | self._whole
        self.tails = Named(self._seen.table, TAIL_CLASS, TAILS)
        """The class of each row's last mark."""
        self.edges = Named(self._seen.table, EDGE, EDGES)
        """How each row ends."""
        self.starts = Named(self._seen.table, START, STARTS)
        """How each row stands as a first line."""
        self._indents: Indents = Indents(
            rows.indents, self._may_start, self._surely_start, before=before._indents if before and are_joined else None
        )
        self._indented = self._seen.running.numbers(self._indents.rows)
        self._told: dict[str, int] = before._told if before else {}
        self._verse: Collection[int] = before._verse if before else self._lines_of_verse(continues)
        verse = [i for i, first in enumerate(rows.firsts) if first in self._verse] if self._verse else ()
        self.kinds = Kinds(self.texts, self._seen, self._told, verse)
        self.asked: Collection[int] = ()
        """The rows of which the language model has been asked whether they go on in the next."""

    def _may_start(self) -> list[bool]:
        """Whether the row above each may be the end of a paragraph."""
        unfinished = set(self.unfinished_rows())
        return [i - 1 not in unfinished for i in range(len(self.rows))]

    def _surely_start(self) -> list[bool]:
        """Whether the row above each surely is the end of a paragraph."""
        unended = set(self.unended_rows())
        return [i > 0 and i - 1 not in unended and self.edges.of(i - 1) in ("short", "far") for i in range(len(self.rows))]

    def _lines_of_verse(self, continues: Continues) -> Collection[int]:
        """The numbers of the lines that are free verse."""
        return {self.rows.firsts[i] for i in free_verse(self.texts, self._seen, continues)}

    @cached_property
    def own(self) -> Own:
        """What the document itself shows of a break."""
        return Own(self.texts)

    def open_rows(self) -> list[int]:
        """The rows after which something may go on: all but those that end with a final mark and stand in no column."""
        last = len(self.rows) - 1
        return [i for i in self._rows_with(IS_OPEN) if i < last]

    def unfinished_rows(self) -> list[int]:
        """The rows that end with no final mark, and where there is a column reach its edge."""
        return self._rows_with(IS_UNFINISHED)

    def idle_blanks(self) -> list[int]:
        """The rows that go on after blank lines, where indents alone mark paragraphs: `pdftotext -layout` leaves one here and there."""
        if self._indents.habit < ALL or not any(self.rows.blanks):
            return []
        unfinished = set(self.unfinished_rows())
        return [i for i in range(1, len(self.rows)) if self.rows.blanks[i] and i - 1 in unfinished and not self._indents.rows[i]]

    def unended_rows(self) -> list[int]:
        """The rows whose last mark ends no sentence."""
        return [i for i, tail in enumerate(self._column(TAIL_CLASS)) if tail >= len(ENDED)]

    def maybe(self, kind: str) -> list[int]:
        """The rows that can be of this kind, by a character or two."""
        bit = 1 << blocks.KIND_NAMES.index(kind) - blocks.KIND_NAMES.index(blocks.KINDS[0].name)
        return [i for i, kinds in enumerate(self._column(MAYBE_KINDS)) if kinds & bit]

    def in_column(self, i: int) -> bool:
        """Whether row i stands in a column."""
        return bool(self._seen.table[i][COLUMN])

    @property
    def may_be_furniture(self) -> bool:
        """Whether some row can be, by a character or two."""
        return self._seen.may_be_furniture

    def is_whole(self) -> bool:
        """Whether the text, before anything was joined, was whole but for a few of many lines."""
        return self._whole > 0

    def wrapped(self) -> int:
        """How many rows stand in a column."""
        return sum(map(bool, self._column(COLUMN)))

    def has_clauses(self, i: int) -> bool:
        """Whether row i has a comma inside, as few headings have."""
        return bool(self._seen.table[i][CLAUSES])

    def signs(self, i: int, j: int) -> Signs:
        """What is seen of row j after row i."""
        return signs_of(self.numbers([i], [j])[0])

    def numbers(self, tails: Sequence[int], heads: Sequence[int]) -> list[int]:
        """The signs of row heads[k] after row tails[k], as the numbers that `signs_of` reads."""
        self.kinds.tell(tails)
        self.kinds.tell(heads)
        loops, seen = self._seen.running, self._seen
        found = loops.wide_room(len(tails))
        loops.loops(break_loops).number_breaks(
            seen.table,
            seen.blanks,
            self._indented,
            loops.numbers(tails),
            loops.numbers(heads),
            self._usual_blanks,
            self._indents.habit,
            self._habits,
            found,
        )
        numbers = loops.values(found, len(tails))
        (mask, value), (whole_mask, whole_value) = _MAY_NEED_BOND, _NEEDS_BOND_IF_WHOLE
        for k, number in enumerate(numbers):
            if (number & mask == value or number & whole_mask == whole_value) and bonded(
                self.texts[tails[k]], self.texts[heads[k]]
            ):
                numbers[k] |= BONDED
        return numbers

    def _rows_with(self, field: int) -> list[int]:
        return self._seen.running.rows_with(self._seen.table, field)

    def _column(self, field: int) -> list[int]:
        return self._seen.running.column(self._seen.table, field)
