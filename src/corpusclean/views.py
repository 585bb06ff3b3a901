"""Views: a text as numbers, for the loops that look at single characters (`running`)."""

from __future__ import annotations

from array import array
from codecs import utf_32_le_decode, utf_32_le_encode
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from corpusclean import mend_loops, view_loops
from corpusclean.kinds import kinds_table
from corpusclean.running import Compiled, Numbers, Running, compiles, numpy


class View(Running):
    """A text as code points and kinds, each with a 0 after the last: there, and before the first, is no character.

    `seen`: the kinds that occur.
    """

    def __init__(self, text: str, kinds: list[int] | None = None) -> None:
        self.text = text
        self.size = len(text)
        self.codes: Numbers = array("I", (text + "\0").encode("utf-32-le", "surrogatepass"))
        self.kinds: Numbers = _kinds_of(self.codes) if kinds is None else kinds
        self.kinds[-1] = self.seen = 0
        for each in set(self.kinds):
            self.seen |= each

    def next(self, text: str, starts: Sequence[int], ends: Sequence[int], afters: Sequence[str]) -> View:
        """The view of `text`, which is this one with some edits made."""
        if compiles(len(text)):
            return CompiledView(text)
        kinds: list[int] = []
        at = 0
        for start, end, after in zip(starts, ends, afters, strict=True):
            kinds += self.kinds[at:start]
            kinds += _kinds_of(map(ord, after))
            at = end
        return View(text, kinds + self.kinds[at:])

    def places(self, kinds: int) -> Numbers:
        """Where characters of these kinds stand."""
        return [i for i, each in enumerate(self.kinds) if each & kinds] if self.seen & kinds else []


class CompiledView(View, Compiled):
    """The same, as arrays of numpy, for compiled loops."""

    def __init__(self, text: str, made: tuple[Numbers, Numbers, int] | None = None) -> None:
        self.text = text
        self.size = len(text)
        if made is None:
            self.codes = numpy().frombuffer(utf_32_le_encode(text + "\0", "surrogatepass")[0], "u4")
            self.kinds = numpy().empty(self.size + 1, "u4")
            self.seen = self.loops(view_loops).look(self.codes, *_compiled_table(), self.kinds)
        else:
            self.codes, self.kinds, self.seen = made

    def next(self, text: str, starts: Sequence[int], ends: Sequence[int], afters: Sequence[str]) -> View:
        return CompiledView(text)

    def places(self, kinds: int) -> Numbers:
        found = self.loose_room(self.size if self.seen & kinds else 0)
        return found[: self.loops(view_loops).find(self.kinds, kinds, found)]

    def after(self, found: Numbers) -> View:
        """The view of the text with the edits that loops found made."""
        loops = self.loops(mend_loops)
        codes, kinds = numpy().empty((2, len(self.codes) + loops.grows(found)), "u4")
        seen = loops.mend(self.codes, self.kinds, found, *_compiled_table(), codes, kinds)
        codes.setflags(write=False)  # as those of other views are: a loop is compiled once for each kind of array
        return CompiledView(utf_32_le_decode(codes[:-1], "surrogatepass", True)[0], (codes, kinds, seen))


_last: View | None = None  # none yet: the table of kinds takes 30 ms, which an import should not


def view_of(text: str) -> View:
    """The view of `text`; rules that look at the same text in turn share it."""
    global _last
    view = _last
    if view is None or view.text is not text:
        view = _last = new_view(text)
    return view


def last_view() -> View | None:
    return _last


def remember(view: View) -> None:
    """Makes it the view that is shared by those who ask for one of its text."""
    global _last
    _last = view


def new_view(text: str) -> View:
    """A view of `text` that nobody shares."""
    return (CompiledView if compiles(len(text)) else View)(text)


def _kinds_of(codes: Iterable[int]) -> list[int]:
    table = kinds_table()
    return [table[code] if code < 0x10000 else view_loops.kinds_beyond(code) for code in codes]


@cache
def _compiled_table() -> tuple[Any, Any]:
    """The kinds of characters as numbers of one byte, and what these stand for: so the table of Han stays close to the processor."""
    kinds, numbers = numpy().unique(numpy().array(kinds_table(), "u4"), return_inverse=True)
    return numbers.astype("u1"), kinds
