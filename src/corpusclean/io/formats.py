"""The one table of formats, and the cutting of any mix of inputs into blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from corpusclean.config import InputConfig
from corpusclean.errors import InputError
from corpusclean.io import delimited, jsonl, tables, text
from corpusclean.io.paths import open_bytes
from corpusclean.io.records import Block, Rejected, Row, Source

FORMATS: dict[str, ModuleType] = {
    "text": text, "jsonl": jsonl, "csv": delimited, "tsv": delimited, "parquet": tables, "arrow": tables,
}  # fmt: skip
"""Format -> the module that reads and writes it: `blocks(source)`, `rows(block, options)`, `rewrite(record, before, after, options, source)`."""


TABLES = ("parquet", "arrow")
"""Formats whose records stay in their file until they are written."""


def read_blocks(sources: Iterable[Source]) -> Iterator[Block]:
    """The input in order, as blocks; the same blocks whatever the number of workers."""
    number = 0
    for are_texts, neighbours in text.kinds(sources):
        if are_texts:
            for run in text.runs(neighbours):
                yield Block(number, run[0], 1, run, _checksum_of_files(run))
                number += 1
        else:
            for source in neighbours:
                for block in _source_blocks(source, number):
                    yield block
                    number += 1


def _source_blocks(source: Source, number: int) -> Iterator[Block]:
    """A file that cannot be read (further) ends in a block that holds its rejection."""
    whole = checksum_of_file(source.path) if source.format in TABLES else ""
    try:
        for lines in FORMATS[source.format].blocks(source):
            part = replace(source, header=lines.header.decode("utf-8", "replace"), part=lines.part)
            payload = Rejected(source.path, lines.line, lines.error) if lines.error else lines.data
            yield Block(number, part, lines.line, payload, whole or _checksum(lines.data + lines.error.encode()))
            number += 1
    except InputError as error:
        yield Block(number, source, 1, Rejected(source.path, error.line, error.reason), _checksum(error.reason.encode()))


def read_rows(block: Block, options: InputConfig) -> Iterator[Row | Rejected]:
    """The documents of a block in order, and what stands where a document should be."""
    if isinstance(block.payload, Rejected):
        yield block.payload
        return
    yield from FORMATS[block.source.format].rows(block, options)


def read_table(block: Block, options: InputConfig, fields: Collection[str]) -> Any | None:
    """The block as a table with the columns of a shard, where its format can be read in bulk and no record is in the way."""
    read = getattr(FORMATS[block.source.format], "read_table", None)
    return read(block, options, fields) if read and not isinstance(block.payload, Rejected) else None


def rewrite(record: bytes, before: str, after: str, options: InputConfig, source: Source) -> bytes:
    """The record with the text `after` in place of `before`, all else byte for byte as it was."""
    return FORMATS[source.format].rewrite(record, before, after, options, source)  # type: ignore[no-any-return]


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def checksum_of_file(path: str) -> str:
    """Of a file that is read in parts, whole."""
    digest = hashlib.sha256()
    with open_bytes(path) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _checksum_of_files(run: tuple[Source, ...]) -> str:
    digest = hashlib.sha256()
    for source in run:
        digest.update(source.name.encode("utf-8", "surrogateescape") + b"\0")
        try:
            digest.update(hashlib.sha256(text.read_bytes(source)).digest())
        except InputError as error:
            digest.update(error.reason.encode())
    return digest.hexdigest()
