"""The values that travel through the house: frozen, comparable, with nothing to call but questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from corpusclean.edits import Edit, Layer, Note, apply, compose_place, inverse
from corpusclean.unread import Unread

NO_FIELDS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Document:
    """One text with its identity.  `fields` are carried along untouched (source, date, …)."""

    id: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=lambda: NO_FIELDS)


class Passage(NamedTuple):
    """The span [start, end) of a document's ORIGINAL text, in code points."""

    document_id: str
    start: int
    end: int


class Match(NamedTuple):
    """Two places that say the same; `right` is the later copy.  `similarity` is 0 to 1."""

    left: Passage
    right: Passage
    similarity: float


class Decision(NamedTuple):
    """Whether a document stays.  A drop names its evidence: the match with a document that is kept."""

    id: str
    keep: bool
    because: Match | None = None


@dataclass(frozen=True)
class Cleaned(Unread):
    """A document after cleaning, with everything that was done to it.

    `layers` are in the order they were applied: each one's offsets count in the text the one before it left.
    """

    original: Document
    document: Document
    layers: tuple[Layer, ...] = field(default_factory=tuple)

    @classmethod
    def unread(cls, original: Document, document: Document, read: Callable[[], tuple[Layer, ...]]) -> Cleaned:
        """A document whose layers are made when first asked for: often only the text is."""
        cleaned = cls(original, document)
        cleaned._leave(("layers",), lambda: (read(),))
        return cleaned

    def undo(self) -> str:
        """The original text, got back by inverting every layer."""
        text = self.document.text
        for layer, before in reversed(list(self.steps())):
            text = apply(text, inverse(before, layer))
        return text

    def locate(self, offset: int) -> int:
        """The offset in the original text of the character at `offset` of the cleaned text."""
        return compose_place(self.layers, offset)

    @property
    def notes(self) -> tuple[tuple[str, Note], ...]:
        """What was seen and left alone: (rule, note), places in the original text."""
        found = []
        for k, layer in enumerate(self.layers):
            earlier = self.layers[:k]
            for note in layer.notes:
                start = compose_place(earlier, note.start)
                end = compose_place(earlier, note.end - 1) + 1 if note.end > note.start else start
                found.append((layer.rule, note._replace(start=start, end=max(start, end))))
        return tuple(found)

    def edits(self) -> Iterator[tuple[str, Edit]]:
        """Every change in the order it was made: (rule, edit), offsets in that rule's input."""
        for layer, before in self.steps():
            for edit in layer.edits(before):
                yield layer.rule, edit

    def steps(self) -> Iterator[tuple[Layer, str]]:
        """Each layer with its input."""
        text, before = self.original.text, None
        for layer in self.layers:
            text = apply(text, before) if before else text
            yield layer, text
            before = layer
