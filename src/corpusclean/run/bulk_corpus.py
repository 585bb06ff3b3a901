"""What deduplication in bulk holds of its input besides signatures: ids, sources and the ends of lines, in files."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from corpusclean.dedup.columns import Column


class Block(NamedTuple):
    """A run of whole lines as columns, and the offset in the file at which each line ends."""

    ids: Any
    texts: Any
    sources: Any
    line_ends: Any


class Corpus:
    """Per document its id, its source, the end of its line; use it as a context manager.

    Many small arrays, one a block, would lie between the large ones that come and go, and keep their memory from being given back.
    """

    def __init__(self, directory: Path, *, files: int) -> None:
        self._ids, self._id_offsets = Column(np.uint8, directory=directory), Column(np.int64, directory=directory)
        self._id_hashes = Column(np.uint64, directory=directory)
        self._id_offsets.append(np.zeros(1, np.int64))
        self._source_codes, self._sources = Column(np.int32, directory=directory), dict[Any, int]()
        self._line_ends = [Column(np.int64, directory=directory) for _ in range(files)]

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for column in (self._ids, self._id_offsets, self._id_hashes, self._source_codes, *self._line_ends):
            column.close()

    def add(self, file: int, block: Block) -> None:
        """Takes in the next block, of the input file of this number."""
        from corpusclean.dedup.batch import batch_of_column
        from corpusclean.dedup.signatures import hash_bytes

        ids = batch_of_column(block.ids)
        hashes = np.empty(len(ids), np.uint64)
        hash_bytes(ids.data, ids.offsets, hashes)
        self._id_hashes.append(hashes)
        self._id_offsets.append(ids.offsets[1:] - ids.offsets[0] + len(self._ids))
        self._ids.append(ids.data[ids.offsets[0] : ids.offsets[-1]])
        encoded = block.sources.dictionary_encode()
        codes = [self._sources.setdefault(name, len(self._sources)) for name in [*encoded.dictionary.to_pylist(), None]]
        self._source_codes.append(np.array(codes, np.int32)[encoded.indices.fill_null(-1).to_numpy()])
        self._line_ends[file].append(block.line_ends)

    @property
    def ids(self) -> Any:
        """All ids as an Arrow column that lies in a file."""
        import pyarrow as pa

        offsets, data = (pa.py_buffer(column.values()) for column in (self._id_offsets, self._ids))
        return pa.LargeStringArray.from_buffers(len(self._id_offsets) - 1, offsets, data)

    @property
    def may_repeat_ids(self) -> bool:
        """Whether two ids have the same hash, which two different ones have once in 10^19 pairs."""
        hashes = np.sort(self._id_hashes.values())
        return bool((hashes[1:] == hashes[:-1]).any())

    @property
    def sources(self) -> list[Any] | None:
        """One value a document; None if no document has one."""
        if not self._sources.keys() - {None}:
            return None
        names = list(self._sources)
        return [names[code] for code in self._source_codes.values().tolist()]  # few strings, many documents

    def line_ends(self, file: int) -> Any:
        """The offsets in an input file at which its lines end."""
        return self._line_ends[file].values()
