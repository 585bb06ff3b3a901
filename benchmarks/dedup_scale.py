"""Deduplicates millions of short texts and prints time and peak memory.

usage: python benchmarks/dedup_scale.py [TEXTS] [DIRECTORY]            (5,000,000; the system's temporary folder)

Texts are 30 random Han characters; every fifth is a copy of an earlier one with one character changed (similarity .81).
Texts and signatures lie in files in DIRECTORY.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup.batch import TextBatch
from corpusclean.deduplication import Signed, choose, keep_order

CHARS = 30
BATCH = 100_000


def batch(first: int, rng: np.random.Generator, seeds: int) -> TextBatch:
    """Texts first to first + BATCH - 1; number k is made from a seed of its own, a copy from that of the text 5 before it."""
    numbers = np.arange(first, first + BATCH)
    originals = np.where(numbers % 5 == 4, numbers - 4, numbers)
    state = (originals[:, None] * CHARS + np.arange(CHARS) + seeds).astype(np.uint64)
    for shift in (30, 27, 31):
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(0xBF58476D1CE4E5B9)
    codes = 0x4E00 + (state >> np.uint64(40)) % np.uint64(0x5000)
    copies = np.flatnonzero(numbers % 5 == 4)
    codes[copies, rng.integers(3, CHARS - 3, len(copies))] = 0x4E00 + rng.integers(0, 0x5000, len(copies))
    data = np.empty((BATCH, CHARS, 3), np.uint8)
    data[:, :, 0], data[:, :, 1], data[:, :, 2] = 0xE0 | codes >> 12, 0x80 | (codes >> 6 & 0x3F), 0x80 | (codes & 0x3F)
    return TextBatch(data.ravel(), np.arange(BATCH + 1) * (3 * CHARS))


def megabytes() -> int:
    """Peak of the resident set."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(texts: int, directory: Path) -> None:
    rng, config = np.random.default_rng(1), DedupConfig()
    with Signed(config, directory=directory) as signed:
        start = time.perf_counter()
        for first in range(0, texts, BATCH):
            signed.add(batch(first, rng, seeds=7))
        print(f"{len(signed)} texts made and signed in {time.perf_counter() - start:.1f} s, {megabytes()} MB", flush=True)
        start = time.perf_counter()
        choice = choose(signed, threshold=config.threshold, order=keep_order(config, folded_chars=signed.folded_chars))
        print(f"banded, verified and chosen in {time.perf_counter() - start:.1f} s, peak {megabytes()} MB")
        copies = np.arange(len(choice.keep)) % 5 == 4
        print(f"{(~choice.keep[copies]).mean():.4%} of the copies dropped, {(~choice.keep[~copies]).sum()} other texts")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000, Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.gettempdir()))
