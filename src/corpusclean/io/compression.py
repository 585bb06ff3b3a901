"""Compressed files by their suffix; the libraries are loaded when first needed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import IO, Any

from corpusclean.io.paths import open_bytes

SUFFIXES = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst"}

BROKEN: tuple[type[Exception], ...] = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError)
"""What a damaged or truncated file raises when read."""


def open_input(path: str | Path, compression: str) -> IO[bytes]:
    """The bytes of a file, decompressed."""
    raw = open_bytes(str(path))
    if compression == "zst":
        import pyarrow

        return io.BufferedReader(_Readable(pyarrow.CompressedInputStream(pyarrow.PythonFile(raw, mode="r"), "zstd")), 1 << 20)
    return _opener(compression)(raw, "rb") if compression else raw


def open_output(path: str | Path, compression: str) -> IO[bytes]:
    """A file to write; equal bytes in give equal bytes out (no time stamp, no name in a gz header)."""
    if compression == "zst":
        import pyarrow

        return pyarrow.CompressedOutputStream(str(path), "zstd")  # type: ignore[no-any-return]
    if compression == "gz":
        return _Gz(path)  # type: ignore[return-value]
    return _opener(compression)(path, "wb")  # type: ignore[no-any-return]


def _opener(compression: str) -> Any:
    return {"": open, "gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}[compression]


class _Gz(gzip.GzipFile):
    """A gzip file whose bytes depend on its content alone."""

    def __init__(self, path: str | Path) -> None:
        self._file = Path(path).open("wb")  # noqa: SIM115 - closed below
        super().__init__(filename="", mode="wb", compresslevel=6, fileobj=self._file, mtime=0)

    def close(self) -> None:
        super().close()
        self._file.close()


class _Readable(io.RawIOBase):
    """A pyarrow stream as a raw stream of the standard library."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
