"""The values between bytes and documents: where a document came from, and what stands around its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from corpusclean.documents import Document


@dataclass(frozen=True)
class Source:
    """One input file.

    `name` is its path below OUT, with "/" on every system; `format` a key of `formats.FORMATS`; `compression` one of
    `compression.SUFFIXES` or "".  In a block it says as well what every part of the file has to know: the `header` of a CSV,
    the number of the `part` (row group, record batch) of a table.
    """

    path: str
    name: str
    format: str
    compression: str = ""
    header: str = ""
    part: int = 0


@dataclass(frozen=True)
class Block:
    """A run of records of one source, or a run of text files; the unit of work of one worker.

    `number` counts blocks of a run from 0; `line` is the 1-based line (row, for tables) of its first record;
    `payload` is what the source's format makes of it.  `checksum` tells whether the input has changed since.
    """

    number: int
    source: Source
    line: int
    payload: Any
    checksum: str


class Row(NamedTuple):
    """A document with its place and the bytes of its record, which a format can write again with another text."""

    document: Document
    path: str
    line: int | None
    record: bytes = b""


class Rejected(NamedTuple):
    """A record that cannot be read, and why."""

    path: str
    line: int | None
    reason: str
