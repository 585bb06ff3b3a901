"""The first step of a run: each block of input becomes a shard of cleaned documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from corpusclean.cleaning import clean
from corpusclean.config import Config, DedupConfig
from corpusclean.documents import Cleaned
from corpusclean.edits import apply
from corpusclean.errors import InputError
from corpusclean.io.formats import read_rows, read_table
from corpusclean.io.records import Block, Rejected, Row
from corpusclean.io.shards import ShardRow, write_shard, write_table
from corpusclean.report.edits import edits_as_json, notes_as_json, to_json
from corpusclean.report.tally import Tally
from corpusclean.run.manifest import Manifest
from corpusclean.run.workers import ordered


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


def clean_blocks(
    blocks: Iterable[Block], manifest: Manifest, *, config: Config, cleaning: bool, workers: int
) -> Iterator[BlockResult]:
    """The results of all blocks in order; those the manifest holds are not worked on again."""
    work = partial(_clean_or_recall, folder=manifest.shard(0).parent, config=config, cleaning=cleaning)
    tasks = ((block, manifest.finished(block.number, block.checksum)) for block in blocks)
    for result in ordered(work, tasks, workers=workers):
        if result.number not in manifest.done:
            manifest.record(result.as_json())
        yield result


def _clean_or_recall(task: tuple[Block, dict[str, Any] | None], *, folder: Path, config: Config, cleaning: bool) -> BlockResult:
    block, known = task
    return BlockResult.from_json(known) if known else clean_block(block, folder=folder, config=config, cleaning=cleaning)


def clean_block(block: Block, *, folder: Path, config: Config, cleaning: bool) -> BlockResult:
    """Cleans a block into `folder`.  A bad record is rejected; where the run is to stop at it, InputError is raised."""
    path, fields = folder / f"{block.number:06d}.arrow", asked_fields(config.dedup)
    table = None if cleaning else read_table(block, config.input, fields)
    if table is not None:
        characters = pc.sum(table.column("length")).as_py() or 0
        tally = Tally(documents=len(table), characters_in=characters, characters_out=characters)
        hashes = [hash_id(id_) for id_ in table.column("id").to_pylist()]
        return BlockResult(block.number, block.checksum, write_table(path, block, table), tally, [], hashes)
    tally, rejected, rows = Tally(), [], []
    for row in read_rows(block, config.input):
        if isinstance(row, Rejected):
            if config.input.on_error == "stop":
                raise InputError(row.reason, path=row.path, line=row.line)
            rejected.append(row)
            continue
        document = row.document
        cleaned = clean(document, config=config.clean) if cleaning else Cleaned(document, document)
        tally.count(cleaned)
        rows.append(_shard_row(row, cleaned, fields))
    tally.rejected = len(rejected)
    checksum = write_shard(path, block, rows)
    hashes = [hash_id(row.id) for row in rows]
    return BlockResult(block.number, block.checksum, checksum, tally, rejected, hashes)


def hash_id(id_: str) -> int:
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest(), "little")


def asked_fields(config: DedupConfig) -> frozenset[str]:
    """The fields of a document that deduplication reads."""
    return frozenset({config.source_field, "date" if config.keep == "newest" else config.keep})


def _shard_row(row: Row, cleaned: Cleaned, fields: Collection[str]) -> ShardRow:
    layers, text = [], cleaned.original.text
    for layer in cleaned.layers:
        layers.append((layer, text))
        text = apply(text, layer)
    edits, notes = edits_as_json(layers), notes_as_json(cleaned)
    asked = {name: value for name, value in row.document.fields.items() if name in fields}
    return ShardRow(
        id=cleaned.document.id,
        text=cleaned.document.text,
        length=len(cleaned.original.text),
        path=row.path,
        line=row.line,
        record=row.record,
        edits=to_json(edits) if edits else None,
        notes=to_json(notes) if notes else None,
        fields=json.dumps(asked, ensure_ascii=False, default=str) if asked else None,
    )
