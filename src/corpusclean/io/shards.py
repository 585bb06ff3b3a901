"""Shards: what one block became, as an Arrow file between the steps of a run.

Columns, one row a document: `id`, `text` (cleaned), `length` (code points of the text as it was read), `line`, `record` (its
bytes, with the cleaned text), `layers` (what was changed, see `report.edits.columns_of`) and `notes` (JSON, null for none).  The
schema's metadata holds the block's source.  A shard is written beside and renamed, so one that exists is whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from corpusclean.io.records import Block, Source
from corpusclean.io.staging import as_output_error

_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("text", pa.large_string()),
        pa.field("length", pa.int64()),
        pa.field("path", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("record", pa.large_binary()),
        pa.field("layers", pa.large_string()),
        pa.field("notes", pa.large_string()),
        pa.field("fields", pa.large_string()),
    ]
)


class ShardRow(NamedTuple):
    """One document on its way through a run."""

    id: str
    text: str
    length: int
    path: str
    line: int | None
    record: bytes
    layers: str | None
    notes: str | None
    fields: str | None


class Shard(NamedTuple):
    """A shard read back; `line` is the first line of its block."""

    source: Source
    table: Any
    line: int

    def rows(self) -> Iterator[ShardRow]:
        columns = [self.table.column(name).to_pylist() for name in ShardRow._fields]
        return map(ShardRow._make, zip(*columns, strict=True))

    def row(self, number: int) -> ShardRow:
        return ShardRow._make(self.table.column(name)[number].as_py() for name in ShardRow._fields)


def table_of(rows: Sequence[ShardRow]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)


def write_shard(path: Path, block: Block, table: Any) -> str:
    """Writes the shard and gives its checksum."""
    table = table.replace_schema_metadata({"source": json.dumps(asdict(block.source)), "line": str(block.line)})
    beside = path.with_suffix(".part")
    with as_output_error(path):
        with pa.OSFile(str(beside), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
        beside.replace(path)
    return checksum(path)


def read_shard(path: Path) -> Shard:
    with pa.memory_map(str(path)) as file:
        table = pa.ipc.open_file(file).read_all()
    metadata = table.schema.metadata
    return Shard(Source(**json.loads(metadata[b"source"])), table, int(metadata[b"line"]))


def checksum(path: Path) -> str:
    """CRC-32 of the content, at 2 GB/s: it tells a damaged shard, not a forged one."""
    value = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            value = zlib.crc32(piece, value)
    return f"{value:08x}"
