"""Running: loops as they stand, or compiled, once enough text has come by to pay for loading numba.

A loop over characters or rows is written once, in the part of Python that numba compiles: functions of a module named `…_loops`
that read sequences of numbers and fill others.  At first they are interpreted; the same lines run both ways, so both ways find
the same.  This is the one place that decides when.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

Numbers = Any
"""A sequence of whole numbers: a list, or an array of numpy once loops are compiled."""

compiles_after: float | None = None
"""Characters to be looked at before loops are compiled; None: as many as take as long interpreted as it takes to load or compile
them.  A clean text is looked at once, a mended one once after each change; line repair looks ten times as hard."""
_WORTH_LOADING, _WORTH_COMPILING = 3_000_000, 30_000_000


class Running:
    """The loops as they stand, on lists."""

    def loops(self, module: ModuleType) -> Any:
        """The functions of a module of loops."""
        return module

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return numbers

    def table(self, rows: Sequence[Sequence[int]]) -> Numbers:
        return rows

    def room(self, size: int) -> Numbers:
        """Room for so many numbers, all of them 0."""
        return [0] * size

    def loose_room(self, size: int) -> Numbers:
        """The same where anything may stand at first."""
        return [0] * size

    def wide_room(self, size: int) -> Numbers:
        """Room for so many numbers of more than 32 bits; anything may stand there."""
        return [0] * size

    def rows(self, many: int, size: int) -> Numbers:
        """So many rows of room."""
        return [[0] * size for _ in range(many)]

    def values(self, numbers: Numbers, size: int) -> list[int]:
        """The first so many numbers, as Python has them."""
        values: list[int] = numbers[:size]
        return values

    def many_values(self, rows: Numbers, size: int) -> list[list[int]]:
        """The first so many numbers of each row."""
        return [row[:size] for row in rows]

    def column(self, table: Numbers, field: int) -> list[int]:
        """One number of each row."""
        return [row[field] for row in table]

    def rows_with(self, table: Numbers, field: int) -> list[int]:
        """The rows in which a number is not 0."""
        return [i for i, row in enumerate(table) if row[field]]


class Compiled(Running):
    """The same compiled, on arrays of numpy."""

    def loops(self, module: ModuleType) -> Any:
        return kernels().compiled(module)

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return numpy().array(numbers, "i4")

    def table(self, rows: Sequence[Sequence[int]]) -> Numbers:
        return numpy().array(rows, "i4")

    def room(self, size: int) -> Numbers:
        return numpy().zeros(size, "i4")

    def loose_room(self, size: int) -> Numbers:
        return numpy().empty(size, "i4")

    def wide_room(self, size: int) -> Numbers:
        return numpy().empty(size, "i8")

    def rows(self, many: int, size: int) -> Numbers:
        return numpy().zeros((many, size), "i4")

    def values(self, numbers: Numbers, size: int) -> list[int]:
        values: list[int] = numbers[:size].tolist()
        return values

    def many_values(self, rows: Numbers, size: int) -> list[list[int]]:
        values: list[list[int]] = rows[:, :size].tolist()
        return values

    def column(self, table: Numbers, field: int) -> list[int]:
        values: list[int] = table[:, field].tolist()
        return values

    def rows_with(self, table: Numbers, field: int) -> list[int]:
        found: list[int] = table[:, field].nonzero()[0].tolist()
        return found


_interpreted, _compiled = Running(), Compiled()
_looked_at = 0


def compiles(characters: int) -> bool:
    """Whether loops that look at so many characters more are to be compiled."""
    global _looked_at
    _looked_at += characters
    return _looked_at > (_pays_after() if compiles_after is None else compiles_after)


def running(characters: int) -> Running:
    """The loops, as they run for so many characters."""
    return _compiled if compiles(characters) else _interpreted


def expect(characters: int) -> None:
    """Says that so many characters are to come: where that pays, loops are compiled from the first on."""
    global _looked_at
    _looked_at += characters


def must_compile(characters: int) -> bool:
    """Whether a process that looks at so many characters has to compile loops, as no earlier one has."""
    return not _are_compiled() and characters > _pays_after()


@cache
def _pays_after() -> int:
    """From how many characters on compiled loops pay: soon, where an earlier process has compiled them."""
    return _WORTH_LOADING if _are_compiled() else _WORTH_COMPILING


@cache
def _are_compiled() -> bool:
    folder = Path(__file__).parent / "normalize" / "__pycache__"
    return "NUMBA_CACHE_DIR" in os.environ or next(folder.glob("mark_loops.*.nbi"), None) is not None


@cache
def numpy() -> Any:
    import numpy

    return numpy


@cache
def kernels() -> Any:
    from corpusclean import kernels

    return kernels
