"""Running: the loops as they are, or compiled once enough text has come by to pay for loading numba."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from corpusclean.lines.loops import break_loops, line_loops, row_loops
from corpusclean.lines.loops.characters import characters_table
from corpusclean.lines.loops.fields import FIELDS
from corpusclean.lines.loops.shapes import shapes_table

Numbers = Any
"""A sequence of whole numbers: a list, or an array of numpy once loops are compiled."""
Table = Any
"""For each row its fields, by their numbers in `fields`."""

compiles_after = 300_000
"""Characters to be looked at before loops are compiled.  Interpreted, these take as long as loading numba and the compiled loops."""


CHARS_OF_A_CUT = 80
"""A question to the language model takes as long as so many characters."""


class Running:
    """The loops as they are, on lists."""

    lines: Any = line_loops
    rows: Any = row_loops
    breaks: Any = break_loops

    @cached_property
    def language(self) -> Any:
        from corpusclean.lines.loops import language_loops  # loads numpy

        return language_loops

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return numbers

    def room(self, size: int) -> Numbers:
        """Room for so many numbers."""
        return [0] * size

    def table(self, rows: int) -> Table:
        """Room for the fields of so many rows."""
        return [[0] * FIELDS for _ in range(rows)]

    def values(self, numbers: Numbers, size: int) -> list[int]:
        """The first so many numbers, as Python has them."""
        values: list[int] = numbers[:size]
        return values

    def column(self, table: Table, field: int) -> list[int]:
        return [row[field] for row in table]

    def look_up(self, text: str) -> tuple[Numbers, Numbers]:
        """What `characters` and `shapes` say of each character."""
        return self._looked_up(array("I", text.encode("utf-32-le", "surrogatepass")), characters_table(), shapes_table())

    def _looked_up(self, codes: Numbers, characters: Numbers, shapes: Numbers) -> tuple[Numbers, Numbers]:
        marks, forms = self.room(len(codes)), self.room(len(codes))
        self.rows.look_up(codes, characters, shapes, marks, forms)
        return marks, forms


class _Compiled(Running):
    """The same compiled, on arrays of numpy."""

    def __init__(self) -> None:
        import numpy

        from corpusclean.kernels import compiled

        self._numpy = numpy
        self._compile = compiled
        self.lines, self.rows, self.breaks = map(compiled, (line_loops, row_loops, break_loops))
        self._characters, self._shapes = numpy.array(characters_table(), "i8"), numpy.array(shapes_table(), "i8")

    @cached_property
    def language(self) -> Any:
        from corpusclean.lines.loops import language_loops

        return self._compile(language_loops)

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return self._numpy.array(numbers, "i8")

    def room(self, size: int) -> Numbers:
        return self._numpy.empty(size, "i8")

    def table(self, rows: int) -> Table:
        return self._numpy.empty((rows, FIELDS), "i8")

    def values(self, numbers: Numbers, size: int) -> list[int]:
        values: list[int] = numbers[:size].tolist()
        return values

    def column(self, table: Table, field: int) -> list[int]:
        values: list[int] = table[:, field].tolist()
        return values

    def look_up(self, text: str) -> tuple[Numbers, Numbers]:
        codes = self._numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "u4")
        return self._looked_up(codes, self._characters, self._shapes)


_interpreted = Running()
_looked_at = 0


def running(size: int) -> Running:
    """The loops for a text of so many characters."""
    global _looked_at
    _looked_at += size
    return _compiled() if _looked_at > compiles_after else _interpreted


@cache
def _compiled() -> Running:
    return _Compiled()
