"""What every peer is spared: reading with the fastest parser, writing kept lines as bytes, duplicates from a signature matrix."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import orjson

THRESHOLD = 0.7
SHINGLE = 5


def read(path: str) -> tuple[list[bytes], list[str]]:
    """-> lines, texts."""
    lines = Path(path).read_bytes().splitlines(keepends=True)
    return lines, [orjson.loads(line)["text"] for line in lines]


def write(path: str, lines: list[bytes], dropped: Iterable[int]) -> None:
    gone = set(dropped)
    with Path(path).open("wb") as file:
        file.writelines(line for k, line in enumerate(lines) if k not in gone)


def shingles(text: str) -> list[str]:
    return [text[k : k + SHINGLE] for k in range(max(1, len(text) - SHINGLE + 1))]


def shingle_hashes(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """64-bit hashes of all character shingles by numpy, one after the other, and where each text's start."""
    flat, sizes = [], []
    for first in range(0, len(texts), 5000):
        part = texts[first : first + 5000]
        codes = np.frombuffer("".join(part).encode("utf-32-le"), np.uint32).astype(np.uint64)
        value = np.zeros(len(codes) - SHINGLE + 1, np.uint64)
        for k in range(SHINGLE):
            value = (value ^ codes[k : len(value) + k]) * np.uint64(0x9FB21C651E98DF25)
            value ^= value >> np.uint64(29)
        ends = np.cumsum([len(text) for text in part])
        inside = np.ones(len(codes), bool)
        for k in range(1, SHINGLE):
            inside[ends - k] = False  # shingles over the end of a text
        flat.append(value[inside[: len(value)]])
        sizes += [len(text) - SHINGLE + 1 for text in part]
    return np.concatenate(flat), np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint64)


def later_copies(matrix: np.ndarray, bands: int) -> set[int]:
    """Rows that share a band with an earlier row and agree with it in THRESHOLD of all values."""
    dropped: set[int] = set()
    rows = matrix.shape[1] // bands
    for band in range(bands):
        keys = np.ascontiguousarray(matrix[:, band * rows : (band + 1) * rows]).view(f"V{rows * matrix.itemsize}").ravel()
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        heads = first[inverse]
        later = np.flatnonzero(heads != np.arange(len(heads)))
        near = (matrix[later] == matrix[heads[later]]).mean(axis=1) >= THRESHOLD
        dropped.update(later[near].tolist())
    return dropped
