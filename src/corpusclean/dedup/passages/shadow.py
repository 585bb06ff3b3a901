"""The shadow of a corpus: all its folded texts end to end, on disk, with the place of every character in its original."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from corpusclean.dedup.batch import batch_of_texts
from corpusclean.dedup.fold import Folded, fold
from corpusclean.documents import Document, Passage
from corpusclean.kernels import ArrayI64, ArrayU32

WALL = 0
"""Stands before the first and after every folded text, so that nothing that walks along one text runs into the next."""
MARGIN = 8
"""Walls at both ends of the shadow: an alignment looks a few characters past a wall before it stops."""
BATCH_CHARS = 4_000_000
"""Texts are folded in batches of about this many characters; the result does not depend on it."""
LINE_START = np.uint32(1 << 31)
"""Flag of a place: a line of the original begins at this character, or between it and the one before."""


class Shadow:
    """An open shadow: `codes` (uint32, walls between the texts), and what leads back to the originals.

    It lives in a temporary folder and goes with it: use it as a context manager.  Texts themselves are not kept.
    """

    def __init__(self) -> None:
        self._room = tempfile.TemporaryDirectory(prefix="corpusclean-")
        self.folder = Path(self._room.name)
        self._codes_file: IO[bytes] = (self.folder / "codes").open("w+b")
        self._places_file: IO[bytes] = (self.folder / "places").open("w+b")
        self.ids: list[str] = []
        self._starts: list[int] = []
        self._sizes: list[int] = []
        self._size = 0
        self.codes: ArrayU32 = np.zeros(0, np.uint32)
        self.places: ArrayU32 = np.zeros(0, np.uint32)
        self.starts: ArrayI64 = np.zeros(0, np.int64)
        self._write(np.zeros(MARGIN, np.uint32), np.zeros(MARGIN, np.uint32))

    def __enter__(self) -> Shadow:
        return self

    def __exit__(self, *_: object) -> None:
        self.codes = self.places = np.zeros(0, np.uint32)
        self._codes_file.close()
        self._places_file.close()
        self._room.cleanup()

    def add(self, documents: Iterable[Document]) -> Iterator[tuple[ArrayU32, ArrayI64, ArrayI64, int]]:
        """Takes documents in and gives each batch to look for anchors in: codes, starts, ends, and where `codes` begins here."""
        for batch in _batches(documents):
            folded = fold(batch_of_texts([document.text for document in batch]), places=True)
            sizes = np.diff(folded.offsets)
            ends = np.cumsum(sizes + 1) - 1
            starts = ends - sizes
            marked = _with_line_starts(batch, folded)
            codes, places = np.insert(folded.codes, folded.offsets[1:], WALL), np.insert(marked, folded.offsets[1:], 0)
            base = self._size
            self.ids.extend(document.id for document in batch)
            self._starts.extend((starts + base).tolist())
            self._write(codes, places)
            yield codes, starts, ends, base

    def begun(self) -> ArrayI64:
        """Where each text begins that has been taken in so far."""
        return np.array(self._starts, np.int64)

    def take(self, other: Shadow) -> int:
        """Takes in the texts of another shadow that has not ended, behind its own -> by how much their places grow."""
        shift = self._size - MARGIN
        for mine, theirs in ((self._codes_file, other._codes_file), (self._places_file, other._places_file)):
            theirs.seek(MARGIN * 4)
            shutil.copyfileobj(theirs, mine, 1 << 20)
        self.ids += other.ids
        self._starts += [start + shift for start in other._starts]
        self._size += other._size - MARGIN
        return shift

    def close(self) -> None:
        """Ends taking in: from here on `codes` and `starts` (of every text, and the end) can be read."""
        self.starts = np.array([*self._starts, self._size], np.int64)
        self._write(np.zeros(MARGIN, np.uint32), np.zeros(MARGIN, np.uint32))
        self._codes_file.flush()
        self._places_file.flush()
        self.codes = np.memmap(self._codes_file, np.uint32, "r", shape=(self._size,)).view(np.ndarray)
        self.places = np.memmap(self._places_file, np.uint32, "r", shape=(self._size,)).view(np.ndarray)

    def text(self, start: int, end: int) -> str:
        """The folded text at [start, end) of `codes`."""
        return self.codes[start:end].tobytes().decode("utf-32-le", "surrogatepass")

    def passages(self, spans: ArrayI64) -> Iterator[Passage]:
        """The spans of the originals that codes[start:end] were folded from; `spans` int64 (n, 2), none empty."""
        documents = np.searchsorted(self.starts, spans[:, 0], "right") - 1
        first, last = (self.places[spans[:, k] - k] & ~LINE_START for k in (0, 1))
        columns = zip(documents.tolist(), first.tolist(), last.tolist(), strict=True)
        return (Passage(self.ids[document], start, end + 1) for document, start, end in columns)

    def spread(self, spans: ArrayI64) -> ArrayI64:
        """How many characters the spans take in their originals."""
        first, last = ((self.places[spans[:, k] - k] & ~LINE_START).astype(np.int64) for k in (0, 1))
        return last - first + 1

    def _write(self, codes: ArrayU32, places: ArrayU32) -> None:
        codes.astype(np.uint32, copy=False).tofile(self._codes_file)
        places.astype(np.uint32, copy=False).tofile(self._places_file)
        self._size += len(codes)


def _with_line_starts(batch: list[Document], folded: Folded) -> ArrayU32:
    """The places of the batch, flagged where a line begins."""
    text = "".join(document.text for document in batch)
    breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) == ord("\n"))
    begins = np.cumsum([0, *(len(document.text) for document in batch)])[:-1]
    absolute = folded.places.astype(np.int64) + np.repeat(begins, np.diff(folded.offsets))
    heads = np.searchsorted(absolute, breaks)
    places = folded.places.copy()
    places[heads[heads < len(places)]] |= LINE_START
    return places


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    chars = 0
    for document in documents:
        batch.append(document)
        chars += len(document.text)
        if chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch
