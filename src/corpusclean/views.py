"""Views: a text as numbers, for the loops that look at single characters.

Such a loop is written once, in the part of Python that numba compiles: functions of a module named `…_loops` that read
sequences of numbers and fill others.  At first they are interpreted; once enough text has come by to pay for loading numba,
they are compiled.  The same lines run both ways, so both ways give the same edits.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from corpusclean import view_loops
from corpusclean.kinds import kinds_table

Numbers = Any
"""A sequence of whole numbers: a list, or an array of numpy once loops are compiled."""

compiles_after: float | None = None
"""Characters to be looked at before loops are compiled; None: as many as take as long interpreted as it takes to load or compile
them.  A clean text is looked at once, a mended one once after each change."""
_WORTH_LOADING, _WORTH_COMPILING = 3_000_000, 30_000_000


class View:
    """A text as code points and kinds, each with a 0 after the last: there, and before the first, is no character.

    `seen`: the kinds that occur.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text)
        table = kinds_table()
        self.codes: Numbers = array("I", (text + "\0").encode("utf-32-le", "surrogatepass"))
        self.kinds: Numbers = [table[code] if code < 0x10000 else view_loops.kinds_beyond(code) for code in self.codes]
        self.kinds[-1] = self.seen = 0
        for kinds in set(self.kinds):
            self.seen |= kinds

    def loops(self, module: ModuleType) -> Any:
        """The loops of a module, as they run on this view."""
        return module

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return numbers

    def table(self, rows: Sequence[Sequence[int]]) -> Numbers:
        return rows

    def room(self, size: int) -> Numbers:
        """Room for so many numbers, all of them 0."""
        return [0] * size

    def rows(self, many: int, size: int) -> Numbers:
        """So many rows of room."""
        return [[0] * size for _ in range(many)]

    def values(self, numbers: Numbers, size: int) -> list[int]:
        """The first so many numbers, as Python has them."""
        values: list[int] = numbers[:size]
        return values

    def places(self, kinds: int) -> Numbers:
        """Where characters of these kinds stand."""
        found = self.room(self.size if self.seen & kinds else 0)
        return found[: self.loops(view_loops).find(self.kinds, kinds, found)]

    def covered(self, places: Numbers, spans: tuple[Sequence[int], Sequence[int]]) -> Numbers:
        """For each of the places 1 if it lies in one of the spans, else 0."""
        covered = self.room(len(places))
        if spans[0]:
            self.loops(view_loops).cover(places, self.numbers(spans[0]), self.numbers(spans[1]), covered)
        return covered


class _CompiledView(View):
    """The same, as arrays of numpy, for compiled loops."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text)
        self.codes = _numpy().frombuffer((text + "\0").encode("utf-32-le", "surrogatepass"), "u4")
        self.kinds = _numpy().empty(self.size + 1, "u4")
        self.seen = _kernels().compiled(view_loops).look(self.codes, *_compiled_table(), self.kinds)

    def loops(self, module: ModuleType) -> Any:
        return _kernels().compiled(module)

    def numbers(self, numbers: Sequence[int]) -> Numbers:
        return _numpy().array(numbers, "i4")

    def table(self, rows: Sequence[Sequence[int]]) -> Numbers:
        return _numpy().array(rows, "i4")

    def room(self, size: int) -> Numbers:
        return _numpy().zeros(size, "i4")

    def rows(self, many: int, size: int) -> Numbers:
        return _numpy().zeros((many, size), "i4")

    def values(self, numbers: Numbers, size: int) -> list[int]:
        values: list[int] = numbers[:size].tolist()
        return values


_last: View | None = None  # none yet: the table of kinds takes 30 ms, which an import should not
_looked_at = 0


def view_of(text: str) -> View:
    """The view of `text`; rules that look at the same text in turn share it."""
    global _last
    view = _last
    if view is None or view.text is not text:
        view = _last = new_view(text)
    return view


def new_view(text: str) -> View:
    """A view of `text` that nobody shares."""
    global _looked_at
    _looked_at += len(text)
    return (_CompiledView if _looked_at > (_pays_after() if compiles_after is None else compiles_after) else View)(text)


@cache
def _pays_after() -> int:
    """From how many characters on compiled loops pay: soon, where an earlier process has compiled them."""
    folder = Path(__file__).parent / "normalize" / "__pycache__"
    known = "NUMBA_CACHE_DIR" in os.environ or next(folder.glob("mark_loops.*.nbi"), None) is not None
    return _WORTH_LOADING if known else _WORTH_COMPILING


@cache
def _numpy() -> Any:
    import numpy

    return numpy


@cache
def _compiled_table() -> tuple[Any, Any]:
    """The kinds of characters as numbers of one byte, and what these stand for: so the table of Han stays close to the processor."""
    kinds, numbers = _numpy().unique(_numpy().array(kinds_table(), "u4"), return_inverse=True)
    return numbers.astype("u1"), kinds


@cache
def _kernels() -> Any:
    from corpusclean import kernels

    return kernels
