"""Documents that stay -> files in the form they came in."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from corpusclean.config import InputConfig
from corpusclean.io.compression import open_output
from corpusclean.io.formats import FORMATS
from corpusclean.io.records import Source
from corpusclean.io.shards import ShardRow


class Writer:
    """Writes into a folder; one file is open at a time, as documents come in corpus order."""

    def __init__(self, folder: Path, options: InputConfig) -> None:
        self._folder, self._options = folder, options
        self._name = ""
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *problem: object) -> None:
        self._close()

    def write(self, source: Source, row: ShardRow, text: str, *, changed: bool) -> None:
        """Writes one document; a record that did not change is written byte for byte as it was."""
        if source.format == "text":
            self._path(row.id).write_bytes(text.encode())
            return
        file = self.open(source)
        file.write(FORMATS[source.format].rewrite(row.record, text, self._options) if changed else row.record)

    def write_records(self, source: Source, records: Any) -> None:
        """Writes an Arrow array of records that did not change, without looking at them one by one."""
        for chunk in records.chunks:
            _, offsets, data = chunk.buffers()
            if len(chunk):
                start, end = chunk.slice(0, 1).offset, chunk.offset + len(chunk)
                places = memoryview(offsets).cast("q")
                self.open(source).write(memoryview(data)[places[start] : places[end]])

    def open(self, source: Source) -> IO[bytes]:
        """The file of a source; it is there, empty, even if all its documents go."""
        if self._file is None or source.name != self._name:
            self._close()
            self._name, self._file = source.name, open_output(self._path(source.name), source.compression)
        return self._file

    def _path(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._name, self._file = "", None
