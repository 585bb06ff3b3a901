"""The first step of a run: each block of input becomes a shard of cleaned documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpusclean.batches import clean_many
from corpusclean.config import Config, DedupConfig
from corpusclean.documents import Document
from corpusclean.errors import InputError
from corpusclean.io.formats import read_rows, read_table, rewrite
from corpusclean.io.records import Block, Rejected, Row
from corpusclean.io.shards import ShardRow, table_of, write_shard
from corpusclean.report.edits import columns_of, notes_as_json, to_json
from corpusclean.report.tally import Tally
from corpusclean.run.manifest import Manifest
from corpusclean.run.workers import ordered
from corpusclean.running import expect, must_compile


@dataclass(frozen=True)
class BlockResult:
    """What a worker hands back: counts and hashes, nothing big."""

    number: int
    input: str
    shard: str
    tally: Tally
    rejected: list[Rejected] = field(default_factory=list)
    id_hashes: list[int] = field(default_factory=list)
    input_bytes: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "input": self.input,
            "shard": self.shard,
            "tally": self.tally.as_json(),
            "rejected": self.rejected,
            "id_hashes": self.id_hashes,
            "input_bytes": self.input_bytes,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> BlockResult:
        rejected = [Rejected(*one) for one in data["rejected"]]
        return cls(**{**data, "tally": Tally.from_json(data["tally"]), "rejected": rejected})


LOOKS_PER_BYTE = 4
"""A character of three bytes is looked at once by most rules and ten times by line repair (`running.compiles_after`)."""


COMPILING = "compiling the loops of cleaning, once (half a minute)"
"""The step that a first run over much begins with."""


def compiles_first(input_bytes: int) -> bool:
    """Whether cleaning so many bytes begins with compiling, as no earlier run has done it."""
    return must_compile(LOOKS_PER_BYTE * input_bytes)


def clean_blocks(
    blocks: Iterable[Block], manifest: Manifest, *, config: Config, cleaning: bool, workers: int, input_bytes: int
) -> Iterator[BlockResult]:
    """The results of all blocks in order; those the manifest holds are not worked on again.

    `input_bytes`: of all blocks, 0 where it cannot be known; for much of it workers load compiled loops at once.
    """
    work = partial(_clean_or_recall, folder=manifest.shard(0).parent, config=config, cleaning=cleaning)
    tasks = ((block, manifest.finished(block.number, block.checksum)) for block in blocks)
    prepare = partial(expect, LOOKS_PER_BYTE * input_bytes)
    for result in ordered(work, tasks, workers=workers, prepare=prepare, one_first=compiles_first(input_bytes)):
        if result.number not in manifest.done:
            manifest.record(result.as_json())
        yield result


def _clean_or_recall(task: tuple[Block, dict[str, Any] | None], *, folder: Path, config: Config, cleaning: bool) -> BlockResult:
    block, known = task
    return BlockResult.from_json(known) if known else clean_block(block, folder=folder, config=config, cleaning=cleaning)


def clean_block(block: Block, *, folder: Path, config: Config, cleaning: bool) -> BlockResult:
    """Cleans a block into `folder`.  A bad record is rejected; where the run is to stop at it, InputError is raised."""
    table, rejected = _read(block, config)
    hashes = [hash_id(id_) for id_ in table.column("id").to_pylist()]
    if cleaning:
        table, tally = _cleaned(table, block, config)
    else:
        characters = pc.sum(table.column("length")).as_py() or 0
        tally = Tally(documents=len(table), characters_in=characters, characters_out=characters)
    tally.rejected = len(rejected)
    checksum = write_shard(folder / f"{block.number:06d}.arrow", block, table)
    return BlockResult(block.number, block.checksum, checksum, tally, rejected, hashes)


def _read(block: Block, config: Config) -> tuple[Any, list[Rejected]]:
    """The block as a table with the columns of a shard, and what stands where a document should be."""
    fields, rows, rejected = asked_fields(config.dedup), [], []
    table = read_table(block, config.input, fields)
    if table is not None:
        return table, []
    for row in read_rows(block, config.input):
        if isinstance(row, Row):
            rows.append(_as_read(row, fields))
        elif config.input.on_error == "stop":
            raise InputError(row.reason, path=row.path, line=row.line)
        else:
            rejected.append(row)
    return table_of(rows), rejected


def _as_read(row: Row, fields: Collection[str]) -> ShardRow:
    document = row.document
    asked = {name: value for name, value in document.fields.items() if name in fields}
    return ShardRow(
        id=document.id,
        text=document.text,
        length=len(document.text),
        path=row.path,
        line=row.line,
        record=row.record,
        layers=None,
        notes=None,
        fields=json.dumps(asked, ensure_ascii=False, default=str) if asked else None,
    )


def _cleaned(table: Any, block: Block, config: Config) -> tuple[Any, Tally]:
    """The table with cleaned texts, in the records too, and with what was done."""
    tally = Tally()
    texts: list[str] = []
    records: list[bytes | None] = []
    layers: list[str | None] = []
    notes: list[str | None] = []
    documents = map(Document, table.column("id").to_pylist(), table.column("text").to_pylist())
    cleaned_documents = clean_many(documents, config=config.clean)
    for cleaned, record in zip(cleaned_documents, table.column("record").to_pylist(), strict=True):
        tally.count(cleaned)
        columns, remarks = columns_of(cleaned.steps()), notes_as_json(cleaned)
        layers.append(to_json(columns) if columns else None)
        notes.append(to_json(remarks) if remarks else None)
        before, after = cleaned.original.text, cleaned.document.text
        texts.append(after)
        changes = record and before != after
        records.append(rewrite(record, before, after, config.input, block.source) if changes else record)
    for name, values in (("text", texts), ("record", records), ("layers", layers), ("notes", notes)):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, pa.array(values, table.schema.field(place).type))
    return table, tally


def hash_id(id_: str) -> int:
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest(), "little")


def asked_fields(config: DedupConfig) -> frozenset[str]:
    """The fields of a document that deduplication reads."""
    return frozenset({config.source_field, "date" if config.keep == "newest" else config.keep})
