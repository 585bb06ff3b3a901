"""Documents that stay -> files in another form than they came in (`--to`).

A file becomes one of the same name with another suffix, files of text together `documents`; to text, each document becomes a
file named after its id.  What is in that form already passes through as without `--to`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import pyarrow as pa

from corpusclean.config import InputConfig
from corpusclean.errors import InputError, OutputError
from corpusclean.io import delimited, jsonl, tables
from corpusclean.io.compression import SUFFIXES, open_output
from corpusclean.io.formats import TABLES
from corpusclean.io.plain import SchemaOf, as_cell, as_json, as_table, plain_rows
from corpusclean.io.records import Source
from corpusclean.io.shards import Shard
from corpusclean.io.writers import Writer

SUFFIX = {"jsonl": ".jsonl", "csv": ".csv", "tsv": ".tsv", "parquet": ".parquet", "arrow": ".arrow", "text": ".txt"}
TEXTS = "documents"
"""The file, but for its suffix, that files of text become together."""


def target_name(source: Source, to: str) -> str:
    """Where below OUT the documents of a source go; lines of text stay compressed as they were."""
    if source.format == to:
        return source.name
    if source.format == "text":
        return TEXTS + SUFFIX[to]
    path = PurePosixPath(source.name)
    packed = path.suffix if source.compression else ""
    bare = path.with_suffix("").with_suffix("") if packed else path.with_suffix("")
    return f"{bare}{SUFFIX[to]}{packed if to not in TABLES else ''}"


def check_targets(sources: Iterable[Source], to: str) -> None:
    """Raises InputError where two inputs would be written to one file."""
    seen: dict[str, Source] = {}
    for source in sources:
        name = target_name(source, to)
        first = seen.setdefault(name, source)
        if first is not source and not (name.startswith(TEXTS) and first.format == source.format == "text"):
            raise InputError(f"would be written to {name}, as {first.path} is: rename one", path=source.path)


class Converter:
    """Writes into a folder, as `writers.Writer` does, but in the form `to`.  `shards` are all that will come."""

    def __init__(self, folder: Path, options: InputConfig, to: str, shards: Iterable[Shard]) -> None:
        self._folder, self._options, self._to = folder, options, to
        self._schemas = _schemas(shards, options, to) if to in (*TABLES, "csv", "tsv") else {}
        self._same = Writer(folder, options)
        self._sinks: dict[str, _Sink] = {}

    def __enter__(self) -> Converter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._same.__exit__(kind, error, trace)
        for name in [*self._sinks]:
            self._sinks.pop(name).close()

    def open(self, source: Source) -> Any:
        """The file of a source; it is there, with no documents, even if all of them go, but not if none could be read."""
        if source.format == self._to:
            return self._same.open(source)
        name = target_name(source, self._to)
        if self._to == "text" or (self._to != "jsonl" and name not in self._schemas):
            return None
        if name not in self._sinks:
            for other in [other for other in self._sinks if not other.startswith(TEXTS)]:
                self._sinks.pop(other).close()  # files of text may go on behind other files
            self._sinks[name] = _Sink(self._path(name), self._to, self._schemas.get(name))
        return self._sinks[name]

    def write(self, shard: Shard, kept: Sequence[int], texts: Mapping[int, str]) -> None:
        """Writes the documents of a shard numbered in `kept`; `texts`: the texts of those that have another than in the shard."""
        source = shard.source
        if source.format == self._to:
            self._same.write(shard, kept, texts)
            return
        if not kept:
            return
        taken = shard.table.take(pa.array(kept, pa.int64()))
        whole = [texts.get(number, text) for number, text in zip(kept, taken.column("text").to_pylist(), strict=True)]
        if self._to == "text":
            for id_, text in zip(taken.column("id").to_pylist(), whole, strict=True):
                self._write_text(id_, text)
            return
        if source.format in TABLES:
            places = [line - shard.line for line in taken.column("line").to_pylist()]
            self.open(source).write_table(tables.with_texts(tables.read_part(source), places, whole, self._options))
            return
        rows = _records(source, taken, self._options)
        for row, text in zip(rows, whole, strict=True):
            row[self._options.text_field] = text
        self.open(source).write_rows(rows)

    def _write_text(self, id_: str, text: str) -> None:
        name = id_ if id_.endswith(SUFFIX["text"]) else id_ + SUFFIX["text"]
        if "\0" in name or any(part in ("", ".", "..") for part in name.split("/")):
            raise OutputError(f"cannot hold a file named after the id {as_json(id_)}", path=self._folder)
        try:
            with self._path(name).open("xb") as file:
                file.write(text.encode())
        except FileExistsError:
            raise OutputError(f"would hold two files named {name}, after their ids", path=self._folder) from None

    def _path(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


class _Sink:
    """One file being written in the form `to`; `schema` has its columns, where the form has to know them beforehand."""

    def __init__(self, path: Path, to: str, schema: Any) -> None:
        self._to, self._schema = to, schema
        self._table: Any = None
        self._lines: Any = None
        if to == "parquet":
            import pyarrow.parquet as pq

            self._table = pq.ParquetWriter(path, schema, compression="zstd")
        elif to == "arrow":
            self._table = pa.ipc.new_file(str(path), schema)
        else:
            self._lines = open_output(path, SUFFIXES.get(path.suffix, ""))
            if to != "jsonl":
                self._write_cells([schema.names])

    def write_table(self, table: Any) -> None:
        if self._table is None:
            self.write_rows(plain_rows(table))
        elif len(table):
            self._table.write_table(table)

    def write_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if self._table is not None:
            self.write_table(as_table(rows, self._schema))
        elif self._to == "jsonl":
            self._lines.write("".join(f"{as_json(row)}\n" for row in rows).encode())
        else:
            self._write_cells([as_cell(row.get(name)) for name in self._schema.names] for row in rows)

    def close(self) -> None:
        (self._table or self._lines).close()

    def _write_cells(self, rows: Iterable[Sequence[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter="\t" if self._to == "tsv" else ",", lineterminator="\n").writerows(rows)
        self._lines.write(text.getvalue().encode("utf-8", "replace"))


def _records(source: Source, table: Any, options: InputConfig) -> list[dict[str, Any]]:
    """The documents of a shard as JSON values, with the text they came with or have in the shard."""
    if source.format == "text":
        columns = (table.column(name).to_pylist() for name in ("id", "text"))
        return [{options.id_field: id_, options.text_field: text} for id_, text in zip(*columns, strict=True)]
    raw = table.column("record").to_pylist()
    if source.format == "jsonl":
        return [jsonl.read_fields(record) for record in raw]
    names = delimited.read_values(source.header.encode(), source.format)
    return [dict(zip(names, delimited.read_values(record, source.format), strict=True)) for record in raw]


def _schemas(shards: Iterable[Shard], options: InputConfig, to: str) -> dict[str, Any]:
    """The schema of every file to be written, by its name."""
    found: dict[str, Any] = {}
    for shard in shards:
        source, name = shard.source, target_name(shard.source, to)
        if source.format == to or not len(shard.table):
            continue
        if source.format in TABLES:
            found[name] = found.get(name) or tables.schema(source)
        else:
            found.setdefault(name, SchemaOf()).add(_records(source, shard.table, options))
    return {name: one.schema if isinstance(one, SchemaOf) else one for name, one in found.items()}
