"""Texts in batches: UTF-8 bytes and offsets, as in an Arrow string column, so that a kernel reads thousands in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class TextBatch:
    """Text k is `data[offsets[k]:offsets[k + 1]]`: `data` uint8 of UTF-8, `offsets` int64, one more than there are texts."""

    data: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many texts."""
        return len(self.offsets) - 1

    def part(self, start: int, end: int) -> TextBatch:
        """Texts start to end - 1, without a copy."""
        return TextBatch(self.data, self.offsets[start : end + 1])


def batch_of_texts(texts: Sequence[str]) -> TextBatch:
    """The texts as one batch.  A lone surrogate keeps its place (three bytes), so that offsets stay true."""
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
    return TextBatch(np.frombuffer(b"".join(pieces), np.uint8), offsets)


def batch_of_column(column: Any) -> TextBatch:
    """A pyarrow string array (`string`, `large_string`, whole or a slice of one) as a batch, without a copy; a null is an empty text."""
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        column = column.cast(pa.large_string())
    if column.null_count:
        column = column.fill_null("")
    width = np.int64 if pa.types.is_large_string(column.type) else np.int32
    _, offsets, data = column.buffers()
    places = np.frombuffer(offsets, width)[column.offset : column.offset + len(column) + 1] if offsets else np.zeros(1, width)
    return TextBatch(np.frombuffer(data or b"", np.uint8), places.astype(np.int64))
