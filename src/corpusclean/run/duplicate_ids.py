"""The same id twice: found while blocks come in, at about 12 bytes of memory a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpusclean.io.records import Rejected
from corpusclean.io.shards import ShardRow, read_shard
from corpusclean.run.cleaning_step import BlockResult
from corpusclean.run.manifest import Manifest

if TYPE_CHECKING:  # small runs do without compiled code
    from corpusclean.kernels import ArrayI32, ArrayU64


class SeenIds:
    """Hashes of all ids so far -> the block each stands in; a hash seen twice is looked up in the shards."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._runs: list[tuple[ArrayU64, ArrayI32]] = []
        """Hashes in ascending order with their blocks; each run is more than twice as long as the next, so there are few."""

    def add(self, result: BlockResult) -> list[tuple[int, Rejected]]:
        """Takes in a block; gives the documents whose id is taken: place in the block, and a rejection naming the first."""
        hashes = np.array(result.id_hashes, np.uint64)
        blocks = self._blocks(hashes)
        own, places = np.unique(hashes, return_index=True)
        again = np.ones(len(hashes), bool)
        again[places] = False
        self._take(own[blocks[places] < 0], result.number)
        blocks[blocks < 0] = result.number
        taken = np.flatnonzero(again | (blocks != result.number))
        return [(place, rejected) for place in taken.tolist() if (rejected := self._compare(place, int(blocks[place]), result))]

    def _blocks(self, hashes: ArrayU64) -> ArrayI32:
        """The block each hash stands in, -1 for a new one."""
        found: ArrayI32 = np.full(len(hashes), -1, np.int32)
        for known, blocks in self._runs:
            places = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
            same = known[places] == hashes
            found[same] = blocks[places[same]]
        return found

    def _take(self, hashes: ArrayU64, block: int) -> None:
        """Adds new hashes, in ascending order."""
        if not len(hashes):
            return
        run = hashes, np.full(len(hashes), block, np.int32)
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run[0]):
            known, blocks = self._runs.pop()
            places = np.searchsorted(known, run[0])
            run = np.insert(known, places, run[0]), np.insert(blocks, places, run[1])
        self._runs.append(run)

    def _compare(self, place: int, block: int, result: BlockResult) -> Rejected | None:
        """None where two different ids share a hash."""
        own = self._rows(result.number)
        row = own[place]
        earlier = own[:place]
        if block != result.number:
            earlier = self._rows(block) + earlier
        first = next((one for one in earlier if one.id == row.id), None)
        if first is None:
            return None
        where = first.path if first.line is None else f"{first.path}:{first.line}"
        return Rejected(row.path, row.line, f'the id "{row.id}" is taken: {where}')

    def _rows(self, number: int) -> list[ShardRow]:
        return list(read_shard(self._manifest.shard(number)).rows())
