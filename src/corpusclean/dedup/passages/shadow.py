"""The shadow of a corpus: all its folded texts end to end, on disk, with the place of every character in its original."""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numba import int64, uint32

from corpusclean.dedup.batch import TextBatch, batch_of_texts
from corpusclean.dedup.fold import fold_into
from corpusclean.dedup.fold_table import load
from corpusclean.dedup.passages.scratch import put_aside, scratch_file
from corpusclean.dedup.reading import CAN_READ, read_at
from corpusclean.documents import Document, Passage
from corpusclean.errors import StoreError
from corpusclean.kernels import BYTES, I64, I64_OUT, U32, U32_OUT, ArrayI64, ArrayU8, ArrayU32, kernel

WALL = 0
"""Stands before the first and after every folded text, so that nothing that walks along one text runs into the next."""
MARGIN = 72
"""Walls at both ends of the shadow, so that what stands around any place can be taken from it at once."""
BATCH_CHARS = 1_000_000
"""Documents are folded in batches of about this many characters; the result does not depend on it."""
LINE_START = np.uint32(1 << 31)
"""Flag of a place: a line of the original begins at this character, or between it and the one before."""


Batch = tuple[Sequence[str], TextBatch]
"""Ids, and the text of each."""


class Folded(NamedTuple):
    """A batch folded: `codes` and `places` with walls, `starts` and `ends` of its texts in them."""

    ids: Sequence[str]
    codes: ArrayU32
    places: ArrayU32
    starts: ArrayI64
    ends: ArrayI64


@kernel(int64, BYTES, I64, U32, U32, U32_OUT, U32_OUT, I64_OUT, I64_OUT)
def _fold_with_walls(
    data: ArrayU8,
    offsets: ArrayI64,
    table: ArrayU32,
    expansions: ArrayU32,
    codes: ArrayU32,
    places: ArrayU32,
    starts: ArrayI64,
    ends: ArrayI64,
) -> int:
    """Folds every text and flags the places where lines start -> how much of `codes` was written."""
    at = int64(0)
    for k in range(offsets.size - 1):
        starts[k] = at
        at = ends[k] = fold_into(data, offsets[k], offsets[k + 1], table, expansions, codes, places, at)
        char, i = uint32(0), starts[k]
        for j in range(offsets[k], offsets[k + 1]):
            char += uint32((data[j] & 0xC0) != 0x80)
            if data[j] != 10:
                continue
            while i < at and (places[i] & (LINE_START - uint32(1))) < char - uint32(1):
                i += 1
            if i < at:
                places[i] |= LINE_START
        codes[at] = WALL
        places[at] = 0
        at += 1
    return at


def folded(batch: Batch) -> Folded:
    ids, texts = batch
    table = load()
    most = 2 * int(texts.offsets[-1] - texts.offsets[0]) + len(texts)
    codes, places = np.empty(most, np.uint32), np.empty(most, np.uint32)
    starts, ends = np.empty(len(texts), np.int64), np.empty(len(texts), np.int64)
    size = _fold_with_walls(texts.data, texts.offsets, table.codes, table.expansions, codes, places, starts, ends)
    return Folded(ids, codes[:size].copy(), places[:size].copy(), starts, ends)


@kernel(int64, U32, int64, I64, I64, I64, U32_OUT)
def _gather(codes: ArrayU32, file: int, starts: ArrayI64, sizes: ArrayI64, begin: ArrayI64, out: ArrayU32) -> int:
    """Copies stretches of `codes`, from its file if there is one, to other places -> how many could be."""
    for k in range(starts.size):
        here = out[begin[k] : begin[k] + sizes[k]]
        if file < 0:
            here[:] = codes[starts[k] : starts[k] + sizes[k]]
        elif not read_at(file, here.ctypes.data, 4 * sizes[k], 4 * starts[k]):
            return int64(k)
    return int64(starts.size)


class Shadow:
    """An open shadow: `codes` (uint32, walls between the texts), and what leads back to the originals.

    It lives in temporary files without names, which go when it ends or the process is killed: use it as a context manager.  Texts
    themselves are not kept.
    """

    def __init__(self) -> None:
        self._codes_file, self._places_file = scratch_file(), scratch_file()
        self._ids: list[Sequence[str]] = []
        self._firsts: list[int] = []
        self._starts: list[ArrayI64] = []
        self._maps: list[np.memmap[Any, Any]] = []
        self._count = self.size = self.file = 0
        self.codes: ArrayU32 = np.zeros(0, np.uint32)
        self.places: ArrayU32 = np.zeros(0, np.uint32)
        self.starts: ArrayI64 = np.zeros(0, np.int64)
        self._write(np.zeros(MARGIN, np.uint32), np.zeros(MARGIN, np.uint32))

    def __enter__(self) -> Shadow:
        return self

    def __exit__(self, *_: object) -> None:
        self.codes = self.places = np.zeros(0, np.uint32)
        self._maps.clear()
        self._codes_file.close()
        self._places_file.close()

    def add(self, batch: Folded) -> int:
        """Takes in the next batch -> where its `codes` begin here."""
        base = self.size
        self._ids.append(batch.ids)
        self._firsts.append(self._count)
        self._starts.append(batch.starts + base)
        self._count += len(batch.starts)
        self._write(batch.codes, batch.places)
        return base

    def begun(self) -> ArrayI64:
        """Where each text begins that has been taken in so far."""
        return np.concatenate([np.empty(0, np.int64), *self._starts])

    def ids(self) -> Iterator[str]:
        """Of every text that has been taken in so far."""
        return chain.from_iterable(self._ids)

    def take(self, other: Shadow) -> int:
        """Takes in the texts of another shadow that has not ended, behind its own -> by how much their places grow."""
        shift = self.size - MARGIN
        for mine, theirs in ((self._codes_file, other._codes_file), (self._places_file, other._places_file)):
            theirs.seek(MARGIN * 4)
            while piece := theirs.read(1 << 20):
                put_aside(mine, np.frombuffer(piece, np.uint8))
        self._ids += other._ids
        self._firsts += [first + self._count for first in other._firsts]
        self._starts += [starts + shift for starts in other._starts]
        self._count += other._count
        self.size += other.size - MARGIN
        return shift

    def close(self) -> None:
        """Ends taking in: from here on `codes` and `starts` (of every text, and the end) can be read."""
        self.starts = np.concatenate([*self._starts, np.array([self.size], np.int64)])
        self._starts.clear()
        self._write(np.zeros(MARGIN, np.uint32), np.zeros(MARGIN, np.uint32))
        self.file = self._codes_file.fileno()
        self._maps = [np.memmap(file, np.uint32, "r", shape=(self.size,)) for file in (self._codes_file, self._places_file)]
        self.codes, self.places = (found.view(np.ndarray) for found in self._maps)

    def release(self) -> None:
        """Takes what was read of `codes` and `places` out of this process's memory; it comes back when it is read again."""
        for found in self._maps:
            if hasattr(mmap, "MADV_DONTNEED"):
                found._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]

    def together(self, texts: ArrayI64) -> tuple[ArrayU32, ArrayI64]:
        """The codes of some texts side by side, with walls around each, and where each begins there."""
        starts, sizes = self.starts[texts], self.starts[texts + 1] - self.starts[texts]
        ends = np.cumsum(sizes + MARGIN) + MARGIN
        begin, codes = ends - sizes - MARGIN, np.zeros(ends[-1], np.uint32)
        if _gather(self.codes, self.file if CAN_READ else -1, starts, sizes, begin, codes) < len(texts):
            raise StoreError("the folded texts put aside for comparison cannot be read again")
        return codes, begin

    def text(self, start: int, end: int) -> str:
        """The folded text at [start, end) of `codes`."""
        return self.codes[start:end].tobytes().decode("utf-32-le", "surrogatepass")

    def passages(self, spans: ArrayI64) -> Iterator[Passage]:
        """The spans of the originals that codes[start:end] were folded from; `spans` int64 (n, 2), none empty."""
        documents = np.searchsorted(self.starts, spans[:, 0], "right") - 1
        first, last = (self.places[spans[:, k] - k] & ~LINE_START for k in (0, 1))
        columns = zip(documents.tolist(), first.tolist(), last.tolist(), strict=True)
        return (Passage(self._id(document), start, end + 1) for document, start, end in columns)

    def spread(self, spans: ArrayI64) -> ArrayI64:
        """How many characters the spans take in their originals."""
        first, last = ((self.places[spans[:, k] - k] & ~LINE_START).astype(np.int64) for k in (0, 1))
        return last - first + 1

    def _id(self, document: int) -> str:
        batch = bisect_right(self._firsts, document) - 1
        return self._ids[batch][document - self._firsts[batch]]

    def _write(self, codes: ArrayU32, places: ArrayU32) -> None:
        put_aside(self._codes_file, codes.astype(np.uint32, copy=False))
        put_aside(self._places_file, places.astype(np.uint32, copy=False))
        self.size += len(codes)


def batches_of(documents: Iterable[Document]) -> Iterator[Batch]:
    ids: list[str] = []
    texts: list[str] = []
    chars = 0
    for document in documents:
        ids.append(document.id)
        texts.append(document.text)
        chars += len(document.text)
        if chars >= BATCH_CHARS:
            yield ids, batch_of_texts(texts)
            ids, texts, chars = [], [], 0
    if ids:
        yield ids, batch_of_texts(texts)
