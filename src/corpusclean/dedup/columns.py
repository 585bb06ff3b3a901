"""Columns that grow by the batch: in memory, or in a file where a directory is given, so that a corpus may exceed memory."""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt


def write_whole(file: IO[bytes], rows: npt.NDArray[Any]) -> None:
    """Writes all of an array to an unbuffered file; one write stops at 2 GB, or where the disk is full."""
    view = rows.reshape(-1).view(np.uint8).data
    while view.nbytes:
        view = view[file.write(view) :]


class Column:
    """Rows of one type and width, appended batch by batch, read as one array.

    The file lies in `directory` without a name: the system removes it when the column is closed or the process dies.
    """

    def __init__(self, dtype: npt.DTypeLike, *, width: int = 0, directory: Path | None = None) -> None:
        self._dtype, self._shape = np.dtype(dtype), (width,) if width else ()
        self._file = tempfile.TemporaryFile(dir=directory, buffering=0) if directory else None  # noqa: SIM115
        self._parts: list[npt.NDArray[Any]] = []
        self._rows = 0
        self._map: np.memmap[Any, Any] | None = None

    def __len__(self) -> int:
        return self._rows

    def append(self, rows: npt.NDArray[Any]) -> None:
        rows = np.ascontiguousarray(rows, self._dtype)
        self._rows += len(rows)
        if self._file is None:
            self._parts.append(rows)
        elif rows.size:
            write_whole(self._file, rows)

    def values(self) -> npt.NDArray[Any]:
        """All rows; of a file, a read-only map whose pages the system may drop again."""
        shape = (self._rows, *self._shape)
        if self._file is None:
            whole = (
                self._parts[0]
                if len(self._parts) == 1
                else np.concatenate([np.empty((0, *self._shape), self._dtype), *self._parts])
            )
            self._parts = [whole]
            return whole
        if not self._rows:
            return np.empty(shape, self._dtype)
        if self._map is None or len(self._map) != self._rows:
            self._map = np.memmap(self._file, self._dtype, "r", shape=shape)
        return np.asarray(self._map)

    def release(self) -> None:
        """Takes the pages that were read of a file out of this process's memory; they come back when they are read again."""
        if self._map is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._map._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]

    def blocks(self, rows: int) -> Iterator[tuple[int, npt.NDArray[Any]]]:
        """The rows in order, so many at a time: number of the first, rows.  Of a file no more than one block is in memory."""
        whole = self.values()
        step = rows if self._file is not None else max(1, len(whole))
        for first in range(0, len(whole), step):
            yield first, whole[first : first + step]
            self.release()

    @property
    def file(self) -> int:
        """The descriptor of the file, for `reading.read_at`; -1 where the rows lie in memory."""
        return -1 if self._file is None else self._file.fileno()

    def close(self) -> None:
        self._parts.clear()
        self._map = None
        if self._file is not None:
            self._file.close()
