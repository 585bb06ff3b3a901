"""Counts that add: what one block did, what a run did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corpusclean.documents import Cleaned


@dataclass
class Tally:
    """Counts of documents and changes; `a.add(b)` is the tally of both."""

    documents: int = 0
    rejected: int = 0
    changed: int = 0
    characters_in: int = 0
    characters_out: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    """Rule -> edits."""
    edited: Counter[str] = field(default_factory=Counter)
    """Rule -> documents it edited."""
    notes: Counter[str] = field(default_factory=Counter)
    """"rule: kind" -> notes."""

    def add(self, other: Tally) -> None:
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if isinstance(mine, Counter):
                mine.update(value)
            else:
                setattr(self, name, mine + value)

    def count(self, cleaned: Cleaned) -> None:
        self.documents += 1
        self.characters_in += len(cleaned.original.text)
        self.characters_out += len(cleaned.document.text)
        self.changed += any(map(len, cleaned.layers))
        for rule in {layer.rule for layer in cleaned.layers if len(layer)}:
            self.edited[rule] += 1
        for layer in cleaned.layers:
            if len(layer):
                self.edits[layer.rule] += len(layer)
            for note in layer.notes:
                self.notes[f"{layer.rule}: {note.kind}"] += 1

    def as_json(self) -> dict[str, Any]:
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in vars(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Tally:
        values: dict[str, Any] = {name: Counter(value) if isinstance(value, dict) else value for name, value in data.items()}
        return cls(**values)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of many."""
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole
