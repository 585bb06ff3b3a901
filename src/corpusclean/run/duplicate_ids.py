"""The same id twice: found while blocks come in, at about 100 bytes of memory a document."""

from __future__ import annotations

from corpusclean.io.records import Rejected
from corpusclean.io.shards import ShardRow, read_shard
from corpusclean.run.cleaning_step import BlockResult
from corpusclean.run.manifest import Manifest


class SeenIds:
    """Hashes of all ids so far -> the block each stands in; a hash seen twice is looked up in the shards."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._blocks: dict[int, int] = {}

    def add(self, result: BlockResult) -> list[tuple[int, Rejected]]:
        """Takes in a block; gives the documents whose id is taken: place in the block, and a rejection naming the first."""
        taken = []
        for place, value in enumerate(result.id_hashes):
            if self._blocks.setdefault(value, result.number) != result.number:
                taken.append(place)
        if len(set(result.id_hashes)) < len(result.id_hashes):
            first: dict[int, int] = {}
            taken += [place for place, value in enumerate(result.id_hashes) if first.setdefault(value, place) != place]
        return [(place, rejected) for place in sorted(set(taken)) if (rejected := self._compare(place, result))]

    def _compare(self, place: int, result: BlockResult) -> Rejected | None:
        """None where two different ids share a hash."""
        own = self._rows(result.number)
        row = own[place]
        earlier = own[:place]
        if self._blocks[result.id_hashes[place]] != result.number:
            earlier = self._rows(self._blocks[result.id_hashes[place]]) + earlier
        first = next((one for one in earlier if one.id == row.id), None)
        if first is None:
            return None
        where = first.path if first.line is None else f"{first.path}:{first.line}"
        return Rejected(row.path, row.line, f'the id "{row.id}" is taken: {where}')

    def _rows(self, number: int) -> list[ShardRow]:
        return list(read_shard(self._manifest.shard(number)).rows())
