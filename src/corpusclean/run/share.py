"""How much of the input has been read: the share by which a progress bar moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpusclean.io.paths import STDIN, is_remote
from corpusclean.io.records import Block, Source


class ReadShare:
    """Watches blocks go by.  `share` is 0 to 1, or None where the size of the input cannot be known."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sizes = {source.path: Path(source.path).stat().st_size for source in sources if not _is_stream(source)}
        self._total = sum(self._sizes.values()) if len(self._sizes) == len(sources) else 0
        self._passed = self._within = 0
        self._path = ""

    @property
    def input_bytes(self) -> int:
        """As far as they can be known."""
        return sum(self._sizes.values())

    @property
    def share(self) -> float | None:
        return min(1.0, (self._passed + self._within) / self._total) if self._total else None

    def watch(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            self._take(block)
            yield block

    def _take(self, block: Block) -> None:
        if block.source.format == "text":
            self._passed += sum(self._sizes.get(source.path, 0) for source in block.payload)
            return
        if block.source.path != self._path:
            self._passed += self._sizes.get(self._path, 0)
            self._path, self._within = block.source.path, 0
        if isinstance(block.payload, bytes) and not block.source.compression:
            self._within += len(block.payload)


def _is_stream(source: Source) -> bool:
    return source.path == STDIN or is_remote(source.path)
