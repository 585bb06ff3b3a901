"""A signed corpus: of each text its length, its hash, its signature, and the text itself for the verification."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup import fold_table
from corpusclean.dedup.batch import TextBatch, batch_of_column, batch_of_texts
from corpusclean.dedup.columns import Column
from corpusclean.dedup.signatures import multipliers_and_offsets, sign_texts
from corpusclean.kernels import ArrayI64, ArrayU8, ArrayU32, ArrayU64

LONG, SHORT = 0, 1
ROWS_AT_ONCE = 1 << 14
"""Signatures that are read from their file at once: 8 MB."""


class Rows(NamedTuple):
    """Signatures, as columns: the number of the text, LONG or SHORT for the shingles it was made of, the signature.

    A text has one row, by its length.  A middling one, up to twice as long as a short text, has a SHORT row as well, because it
    can be a near-duplicate of a short one; further away sizes alone exclude that, at any threshold above one half.
    """

    texts: ArrayI64
    kinds: ArrayU8
    signatures: ArrayU32


class Signed:
    """Signs texts as they come; the threshold, the order and the guards are chosen afterwards, as often as wanted.

    Text number k is the k-th that was added.  With a `directory` all of it lies in files there, without one in memory.  Use it as
    a context manager, or close it.
    """

    def __init__(self, config: DedupConfig, *, directory: Path | None = None, workers: int | None = None) -> None:
        self.config = config
        self._workers = workers or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._workers) if self._workers > 1 else None
        self._data = Column(np.uint8, directory=directory)
        self._offsets = Column(np.int64, directory=directory)
        self._offsets.append(np.zeros(1, np.int64))
        self._chars, self._folded_chars = Column(np.uint32, directory=directory), Column(np.uint32, directory=directory)
        self._text_hashes = Column(np.uint64, directory=directory)
        self._row_texts, self._row_kinds = Column(np.int64, directory=directory), Column(np.uint8, directory=directory)
        self._signatures = Column(np.uint32, width=config.permutations, directory=directory)

    def __len__(self) -> int:
        return len(self._chars)

    def __enter__(self) -> Signed:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Frees memory and files; arrays handed out before stay valid in memory only."""
        if self._pool:
            self._pool.shutdown()
        for column in vars(self).values():
            if isinstance(column, Column):
                column.close()

    def add(self, texts: Sequence[str] | TextBatch | Any) -> None:
        """Signs the next texts: strings, a pyarrow string column, or a batch.  Some thousand a call keep all workers busy."""
        batch = texts if isinstance(texts, TextBatch) else batch_of_texts(texts) if _is_plain(texts) else batch_of_column(texts)
        if not len(batch):
            return
        first, everyone, short = len(self), np.arange(len(batch)), self.config.short_chars
        start, own = len(self._data) - batch.offsets[0], batch.data[batch.offsets[0] : batch.offsets[-1]]
        writing = self._pool.submit(self._data.append, own) if self._pool else None
        chars, folded_chars, text_hashes, signatures = self._sign(batch, everyone, short)
        self._chars.append(chars)
        self._folded_chars.append(folded_chars)
        self._text_hashes.append(text_hashes)
        self._add_rows(first + everyone, np.where(folded_chars < short, SHORT, LONG), signatures)
        middling = everyone[(folded_chars >= short) & (folded_chars < 2 * short)]
        if len(middling):
            *_, signatures = self._sign(batch, middling, 1 << 62)
            self._add_rows(first + middling, np.full(len(middling), SHORT), signatures)
        self._offsets.append(batch.offsets[1:] + start)
        if writing:
            writing.result()
        else:
            self._data.append(own)

    def _add_rows(self, texts: ArrayI64, kinds: Any, signatures: ArrayU32) -> None:
        self._row_texts.append(texts)
        self._row_kinds.append(kinds)
        self._signatures.append(signatures)

    def _sign(self, batch: TextBatch, which: ArrayI64, short_chars: int) -> tuple[ArrayU32, ArrayU32, ArrayU64, ArrayU32]:
        """-> chars, folded_chars, text_hashes, signatures of the texts numbered in `which`, made by all workers."""
        config, table = self.config, fold_table.load()
        a, b = multipliers_and_offsets(config.permutations)
        count = len(which)
        chars, folded_chars, text_hashes = np.empty(count, np.uint32), np.empty(count, np.uint32), np.empty(count, np.uint64)
        signatures = np.empty((count, config.permutations), np.uint32)

        def part(lo: int, hi: int) -> None:
            sign_texts(
                batch.data, batch.offsets, which[lo:hi], table.codes, table.expansions, a, b,
                config.shingle_chars, short_chars, config.short_shingle_chars,
                chars[lo:hi], folded_chars[lo:hi], text_hashes[lo:hi], signatures[lo:hi],
            )  # fmt: skip

        if self._pool and count >= 64:
            cuts = np.linspace(0, count, 4 * self._workers + 1).astype(int)
            list(self._pool.map(part, cuts[:-1], cuts[1:]))
        else:
            part(0, count)
        return chars, folded_chars, text_hashes, signatures

    @property
    def chars(self) -> ArrayU32:
        """Code points of each text."""
        return self._chars.values()

    @property
    def folded_chars(self) -> ArrayU32:
        """Letters, digits and Han characters of each text."""
        return self._folded_chars.values()

    @property
    def text_hashes(self) -> ArrayU64:
        """Equal for texts whose folds are equal; 0 for a blank text."""
        return self._text_hashes.values()

    @property
    def rows(self) -> Rows:
        """Every signature."""
        return Rows(self.row_texts, self.row_kinds, self._signatures.values())

    @property
    def row_texts(self) -> ArrayI64:
        """Of each signature the number of its text."""
        return self._row_texts.values()

    @property
    def row_kinds(self) -> ArrayU8:
        """Of each signature LONG or SHORT."""
        return self._row_kinds.values()

    def signature_blocks(self) -> Iterator[tuple[int, ArrayU32]]:
        """The signatures in order, some at a time: number of the first, signatures."""
        return self._signatures.blocks(ROWS_AT_ONCE)

    def release(self) -> None:
        """Gives up the memory of signatures that were read from a file; they can be read again."""
        self._signatures.release()

    @property
    def texts(self) -> tuple[ArrayU8, ArrayI64]:
        """All texts: UTF-8 bytes, and where each starts (one more for the end)."""
        return self._data.values(), self._offsets.values()

    @property
    def text_file(self) -> int:
        """The descriptor of the file of the texts' bytes; -1 where they lie in memory."""
        return self._data.file


def _is_plain(texts: Any) -> bool:
    return isinstance(texts, (list, tuple)) and all(isinstance(text, str) for text in texts)
