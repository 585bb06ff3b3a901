"""Documents that stay -> files in the form they came in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from corpusclean.config import InputConfig
from corpusclean.io import tables
from corpusclean.io.compression import SUFFIXES, open_output
from corpusclean.io.formats import FORMATS, TABLES
from corpusclean.io.records import Source
from corpusclean.io.shards import ShardRow


class Writer:
    """Writes into a folder; one file is open at a time, as documents come in corpus order."""

    def __init__(self, folder: Path, options: InputConfig) -> None:
        self._folder, self._options = folder, options
        self._name = ""
        self._file: IO[bytes] | tables.TableFile | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *problem: object) -> None:
        self._close()

    def open(self, source: Source) -> Any:
        """The file of a source; it is there, with no documents, even if all of them go.  Texts have a file each."""
        if source.format != "text" and (self._file is None or source.name != self._name):
            self._close()
            path = self._path(source.name)
            if source.format in TABLES:
                self._file = tables.TableFile(path, source)
            else:
                self._file = open_output(path, source.compression)
                self._file.write(source.header.encode())
            self._name = source.name
        return self._file

    def write(self, source: Source, rows: Sequence[tuple[ShardRow, str]], first_line: int) -> None:
        """Writes documents of one block with their final texts; a record whose text is as it was is written byte for byte."""
        if source.format in TABLES:
            places = [(row.line or 0) - first_line for row, _ in rows]
            self.open(source).write(
                tables.with_texts(tables.read_part(source), places, [text for _, text in rows], self._options)
            )
            return
        for row, text in rows:
            if source.format == "text":
                with open_output(self._path(row.id), SUFFIXES.get(Path(row.id).suffix, "")) as file:
                    file.write(text.encode())
            elif row.edits is None and text == row.text:
                self.open(source).write(row.record)
            else:
                self.open(source).write(FORMATS[source.format].rewrite(row.record, text, self._options, source))

    def write_records(self, source: Source, records: Any) -> None:
        """Writes an Arrow array of records that did not change, without looking at them one by one."""
        for chunk in records.chunks:
            _, offsets, data = chunk.buffers()
            if len(chunk):
                start, end = chunk.offset, chunk.offset + len(chunk)
                places = memoryview(offsets).cast("q")
                self.open(source).write(memoryview(data)[places[start] : places[end]])

    def _path(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._name, self._file = "", None
