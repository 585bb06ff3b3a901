"""Ids left in Arrow: only those that are asked for become Python objects, which takes a tenth of the memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Ids(Sequence[str]):
    """The names of a reference, if any, then a column of ids, then those of earlier corpora."""

    def __init__(self, column: Any, *, names: Sequence[str] = (), earlier: Sequence[str] = ()) -> None:
        self._names, self._column, self._earlier = names, column, earlier

    def __len__(self) -> int:
        return len(self._names) + len(self._column) + len(self._earlier)

    def __getitem__(self, number: Any) -> Any:
        place = int(number) - len(self._names)
        if place < 0:
            return self._names[place]
        return self._column[place].as_py() if place < len(self._column) else self._earlier[place - len(self._column)]
