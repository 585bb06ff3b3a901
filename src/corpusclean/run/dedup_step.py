"""The second step of a run: which documents stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from corpusclean.config import Config
from corpusclean.documents import Match, Passage
from corpusclean.run.shards import Shards


def choose_documents(shards: Shards, *, config: Config, directory: Path) -> dict[str, Match]:
    """Id of each dropped document, in corpus order -> the match of two whole documents that is its evidence."""
    machinery: Any = import_module("corpusclean.deduplication")
    if not hasattr(machinery, "Signed"):
        return {}
    Signed, choose, keep_order = machinery.Signed, machinery.choose, machinery.keep_order

    with Signed(config.dedup, directory=directory) as signed:
        for table in shards.columns("text"):
            for chunk in table.column("text").chunks:
                signed.add(chunk)
        values = None if config.dedup.keep in ("first", "longest", "shortest") else list(_field_values(shards, config))
        outcome = choose(signed, keep_order(config.dedup, signed.chars, field_values=values))
    return _matches(shards, outcome)


def _field_values(shards: Shards, config: Config) -> Iterator[Any]:
    name = "date" if config.dedup.keep == "newest" else config.dedup.keep
    for table in shards.columns("fields"):
        for value in table.column("fields").to_pylist():
            yield json.loads(value).get(name) if value else None


def _matches(shards: Shards, outcome: Any) -> dict[str, Match]:
    """Only ids of documents that matter are made into Python objects."""
    import numpy as np

    gone = np.flatnonzero(~outcome.keep)
    wanted = set(gone.tolist()) | set(outcome.because[gone].tolist())
    names: dict[int, str] = {}
    position = 0
    for table in shards.columns("id"):
        column = table.column("id")
        for number in range(len(column)) if wanted else ():
            if position + number in wanted:
                names[position + number] = column[number].as_py()
        position += len(column)

    def whole(number: int) -> Passage:
        return Passage(names[number], 0, int(outcome.chars[number]))

    dropped = {}
    for number in gone.tolist():
        because = int(outcome.because[number])
        left, right = sorted((because, number))
        dropped[names[number]] = Match(whole(left), whole(right), float(outcome.similarity[number]))
    return dropped
