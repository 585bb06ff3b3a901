"""Documents that stay -> files in the form they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from corpusclean.config import InputConfig
from corpusclean.errors import InputError
from corpusclean.io import tables
from corpusclean.io.compression import SUFFIXES, open_output
from corpusclean.io.formats import TABLES, rewrite
from corpusclean.io.records import Source
from corpusclean.io.shards import Shard


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
        """The file of a source; it is there, with no documents, even if all of them go.  Texts have a file each, and a table that
        cannot be read, whose form is unknown, has none."""
        if source.format != "text" and (self._file is None or source.name != self._name):
            self._close()
            path = self._path(source.name)
            if source.format in TABLES:
                with suppress(InputError):
                    self._file = tables.TableFile(path, source)
            else:
                self._file = open_output(path, source.compression)
                self._file.write(source.header.encode())
            self._name = source.name
        return self._file

    def write(self, shard: Shard, kept: Sequence[int], texts: Mapping[int, str]) -> None:
        """Writes the documents of a shard numbered in `kept`; `texts`: the texts of those that have another than in the shard."""
        source, table = shard.source, shard.table
        if not kept:
            self.open(source)
        elif source.format in TABLES:
            taken = table.take(pa.array(kept, pa.int64()))
            places = [line - shard.line for line in taken.column("line").to_pylist()]
            whole = [texts.get(number, text) for number, text in zip(kept, taken.column("text").to_pylist(), strict=True)]
            self.open(source).write(tables.with_texts(tables.read_part(source), places, whole, self._options))
        elif source.format == "text":
            ids, own = table.column("id"), table.column("text")
            for number in kept:
                name = ids[number].as_py()
                with open_output(self._path(name), SUFFIXES.get(Path(name).suffix, "")) as file:
                    file.write((texts[number] if number in texts else own[number].as_py()).encode())
        else:
            records = table.column("record").to_pylist()
            for number, text in texts.items():
                before = table.column("text")[number].as_py()
                records[number] = rewrite(records[number], before, text, self._options, source)
            self.open(source).write(b"".join(map(records.__getitem__, kept)))

    def _path(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._name, self._file = "", None
