"""Spans that no rule may touch: addresses, e-mail, paths, code, formulas.  Found once, then carried through the layers."""

from __future__ import annotations

from collections.abc import Sequence

from corpusclean.edits import Layer, covered, touched
from corpusclean.fragments import find_fragments
from corpusclean.mending import placed
from corpusclean.running import Numbers
from corpusclean.views import View


class Protected:
    """The protected spans of one text, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: tuple[Sequence[int], Sequence[int]] | None = None

    @property
    def spans(self) -> tuple[Sequence[int], Sequence[int]]:
        """-> starts, ends: ascending, disjoint, half-open."""
        if self._spans is None:
            self._spans = find_fragments(self._text)
        return self._spans

    @property
    def are_found(self) -> bool:
        return self._spans is not None

    def table(self, view: View) -> Numbers:
        """The same as numbers for the loops of a view."""
        return view.table(self.spans) if self.spans[0] else view.rows(2, 0)

    def covers(self, offset: int) -> bool:
        return covered(*self.spans, offset)

    def touches(self, start: int, end: int) -> bool:
        return touched(*self.spans, start, end)

    def after(self, layer: Layer, text: str) -> Protected:
        """The spans in `text`, which is this text with `layer` applied."""
        if not len(layer):
            return self
        moved = Protected(text)
        if self._spans is not None and not layer.origins:
            starts, ends = self._spans
            moved._spans = (placed(layer, starts), placed(layer, ends)) if starts else self._spans
        return moved
