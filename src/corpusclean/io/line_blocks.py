"""A stream of bytes -> blocks of whole lines of UTF-8, with the number of each block's first line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Any, NamedTuple

from corpusclean.errors import InputError
from corpusclean.io.compression import BROKEN, open_input
from corpusclean.io.encodings import SAMPLE_BYTES, detect
from corpusclean.io.records import Source

BLOCK_BYTES = 4 << 20
"""Large enough that the work on a block outweighs its way to a worker, small enough that a few fit in memory."""
MAX_RECORD_BYTES = 64 << 20


class Lines(NamedTuple):
    """Whole records from 1-based `line` on; `header` and `part` as in `Source`.  With an `error`, a record that was not read."""

    line: int
    data: bytes
    header: bytes = b""
    part: int = 0
    error: str = ""


def read_lines(source: Source, *, find_end: Callable[[bytes, int], int] | None = None, block_bytes: int = 0) -> Iterator[Lines]:
    """The file as blocks of about `block_bytes`, each ending where a record ends.

    `find_end(data, start)` gives the place after the last record that is complete in `data`, where no record starts before
    `start`; -1 for none.  Without it a record is a line.  A record over `MAX_RECORD_BYTES`
    is passed over up to the next line break, in bounded memory, and told.
    """
    block_bytes = block_bytes or BLOCK_BYTES
    find_end = find_end or _last_newline
    line, rest, lost = 1, b"", 0
    for piece in _pieces(source, block_bytes):
        if lost:
            end = piece.find(b"\n") + 1
            lost += end or len(piece)
            if not end:
                continue
            yield Lines(line, b"", error=_too_long(lost))
            line, piece, lost = line + 1, piece[end:], 0
        searched = len(rest)
        rest += piece
        end = find_end(rest, searched)
        if end > 0:
            yield Lines(line, rest[:end])
            line += rest.count(b"\n", 0, end)
            rest = rest[end:]
        elif len(rest) > MAX_RECORD_BYTES:
            rest, lost = b"", len(rest)
    if lost:
        yield Lines(line, b"", error=_too_long(lost))
    elif rest:
        yield Lines(line, rest)


def _too_long(length: int) -> str:
    return f"record of {length:,} bytes; the limit is {MAX_RECORD_BYTES:,}"


def _last_newline(data: bytes, searched: int) -> int:
    return data.rfind(b"\n", searched) + 1 or -1


def _pieces(source: Source, size: int) -> Iterator[bytes]:
    """The decompressed file as UTF-8 without byte order mark."""
    try:
        with open_input(source.path, source.compression) as stream:
            pieces = _whole_pieces(stream, max(size, SAMPLE_BYTES), size)
            sample = next(pieces, b"")
            if not sample:
                raise InputError("is empty", path=source.path)
            bom, encoding = detect(sample)
            whole = chain([sample[bom:]], pieces)
            # what fits no encoding is told line by line
            yield from whole if encoding in ("utf-8", "") else _transcoded(whole, encoding, source)
    except BROKEN as error:
        raise InputError(_broken(error, source), path=source.path) from None


def _whole_pieces(stream: IO[bytes], first: int, size: int) -> Iterator[bytes]:
    """The stream in pieces of `size` bytes, the first of `first`.  Where it breaks off, what could be read comes before the error."""
    read, wanted = getattr(stream, "read1", stream.read), first
    while True:
        parts: list[bytes] = []
        left, problem = wanted, None
        try:
            while left and (part := read(left)):
                parts.append(part)
                left -= len(part)
        except BROKEN as error:
            problem = error
        if parts:
            yield b"".join(parts)
        if problem:
            raise problem
        if left:
            return
        wanted = size


def _transcoded(pieces: Iterable[bytes], encoding: str, source: Source) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    at = 0
    for piece in pieces:
        try:
            yield decoder.decode(piece).encode()
        except UnicodeDecodeError as error:
            raise InputError(f"is {encoding} at first, but byte {at + error.start} does not fit", path=source.path) from None
        at += len(piece)


def _broken(error: Any, source: Source) -> str:
    if source.compression and (not isinstance(error, OSError) or error.errno is None):
        return f"is a damaged or truncated {source.compression} file: {error}"
    return f"cannot be read: {error.strerror or error}"
