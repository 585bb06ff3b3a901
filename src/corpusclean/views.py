"""Views: a text as numbers, for the loops that look at single characters (`running`)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from corpusclean import view_loops
from corpusclean.kinds import kinds_table
from corpusclean.running import Compiled, Numbers, Running, compiles, numpy


class View(Running):
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


class _CompiledView(View, Compiled):
    """The same, as arrays of numpy, for compiled loops."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text)
        self.codes = numpy().frombuffer((text + "\0").encode("utf-32-le", "surrogatepass"), "u4")
        self.kinds = numpy().empty(self.size + 1, "u4")
        self.seen = self.loops(view_loops).look(self.codes, *_compiled_table(), self.kinds)


_last: View | None = None  # none yet: the table of kinds takes 30 ms, which an import should not


def view_of(text: str) -> View:
    """The view of `text`; rules that look at the same text in turn share it."""
    global _last
    view = _last
    if view is None or view.text is not text:
        view = _last = new_view(text)
    return view


def new_view(text: str) -> View:
    """A view of `text` that nobody shares."""
    return (_CompiledView if compiles(len(text)) else View)(text)


@cache
def _compiled_table() -> tuple[Any, Any]:
    """The kinds of characters as numbers of one byte, and what these stand for: so the table of Han stays close to the processor."""
    kinds, numbers = numpy().unique(numpy().array(kinds_table(), "u4"), return_inverse=True)
    return numbers.astype("u1"), kinds
