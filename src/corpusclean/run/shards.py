"""The cleaned documents of a run, read again and again from its shards, a shard at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpusclean.documents import Document
from corpusclean.io.records import Source
from corpusclean.io.shards import Shard, ShardRow, read_shard


@dataclass(frozen=True)
class Shards:
    """`paths` in corpus order; `twice` holds the positions (counted over all shards) of documents rejected for their id."""

    paths: tuple[Path, ...]
    twice: frozenset[int]

    def rows(self) -> Iterator[tuple[Source, ShardRow]]:
        """Every document that was not rejected, in corpus order."""
        for shard in self.shards():
            for row in shard.rows():
                yield shard.source, row

    def columns(self, *names: str) -> Iterator[Any]:
        """The same documents as Arrow tables of these columns, one a shard."""
        return (shard.table for shard in self.shards(*names))

    def shards(self, *names: str) -> Iterator[Shard]:
        """The same documents as shards with these columns, or all."""
        import numpy as np
        import pyarrow as pa

        position = 0
        for path in self.paths:
            shard = read_shard(path)
            table = shard.table.select(names) if names else shard.table
            here = [place - position for place in self.twice if position <= place < position + table.num_rows]
            position += table.num_rows
            if here:
                kept = np.ones(table.num_rows, bool)
                kept[here] = False
                table = table.filter(pa.array(kept))
            yield shard._replace(table=table)

    def field_values(self, name: str) -> list[Any]:
        """One value a document of a field that deduplication asks for; None where there is none."""
        found: list[Any] = []
        texts: dict[str, str] = {}  # few sources, many documents
        for table in self.columns("fields"):
            for fields in table.column("fields").to_pylist():
                value = json.loads(fields).get(name) if fields else None
                found.append(texts.setdefault(value, value) if isinstance(value, str) else value)
        return found

    def documents(self) -> Iterator[Document]:
        for _, row in self.rows():
            yield Document(row.id, row.text, json.loads(row.fields) if row.fields else {})
