"""Files of text, one document each; the id is the path below the input folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from corpusclean.config import InputConfig
from corpusclean.documents import Document
from corpusclean.errors import InputError
from corpusclean.io.compression import BROKEN, open_input
from corpusclean.io.encodings import decode
from corpusclean.io.line_blocks import BLOCK_BYTES, MAX_RECORD_BYTES
from corpusclean.io.records import Block, Rejected, Row, Source

FILES_IN_BLOCK = 1_000


def runs(sources: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
    """Neighbouring files in runs of about a block; only their sizes are looked at."""
    run: list[Source] = []
    size = 0
    for source in sources:
        length = _size(source)
        if run and (size + length > BLOCK_BYTES or len(run) >= FILES_IN_BLOCK):
            yield tuple(run)
            run, size = [], 0
        run.append(source)
        size += length
    if run:
        yield tuple(run)


def _size(source: Source) -> int:
    """Of a file that cannot be asked (a remote one, or one that is gone by now, which reading it will tell) a guess."""
    try:
        return Path(source.path).stat().st_size
    except OSError:
        return BLOCK_BYTES // 64


def rows(block: Block, options: InputConfig) -> Iterator[Row | Rejected]:
    for source in block.payload:
        try:
            yield Row(Document(source.name, decode(read_bytes(source), path=source.path)), source.path, None)
        except InputError as error:
            yield Rejected(source.path, None, error.reason)


def read_bytes(source: Source) -> bytes:
    """The file's bytes, decompressed.  Raises InputError where they cannot be had, are none, or too many for one record."""
    try:
        with open_input(source.path, source.compression) as stream:
            data = stream.read(MAX_RECORD_BYTES + 1)
    except BROKEN as error:
        what = getattr(error, "strerror", None)
        raise InputError(f"cannot be read: {what or error}", path=source.path) from None
    if not data:
        raise InputError("is empty", path=source.path)
    if len(data) > MAX_RECORD_BYTES:
        raise InputError(f"record longer than {MAX_RECORD_BYTES >> 20} MB", path=source.path)
    return data


def kinds(sources: Iterable[Source]) -> Iterator[tuple[bool, Iterator[Source]]]:
    """Sources in order, as neighbours that are all files of text or none of them is."""
    return groupby(sources, key=lambda source: source.format == "text")
