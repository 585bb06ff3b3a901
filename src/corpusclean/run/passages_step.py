"""The third step of a run: repeated passages in the documents that stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Match
from corpusclean.run.ids import Ids
from corpusclean.run.index_step import Indexed
from corpusclean.run.shards import Shards


class Found(NamedTuple):
    """All repeats, and by document those whose later copy is to be removed from it.

    Boilerplate, a passage in very many places, is one match of its first two places; `counts` says in how many it stands.
    """

    matches: tuple[Match, ...]
    removable: Mapping[str, Sequence[Match]]
    counts: Mapping[Match, int] = MappingProxyType({})


def find_repeats(
    shards: Shards,
    dropped: Collection[str],
    *,
    config: Config,
    workers: int | None = None,
    order: Any = None,
    indexed: Indexed | None = None,
) -> Found:
    """Repeats within and across the kept documents, and of those in earlier corpora, in code points of the cleaned texts.

    Across documents the copy goes from the one that comes later in `order`, the keep order; without one, later in the corpus.
    """
    from corpusclean.dedup.passages import find_in_batches, removable

    earlier = indexed.earlier_texts(shards) if indexed else None
    repeats = find_in_batches(_kept(shards, dropped), config=config.passages, workers=workers, earlier=earlier)
    counts = {next(passage.matches): passage.count for passage in repeats.boilerplate}
    ranks = _ranks(repeats.copies, shards, order) if order is not None and config.passages.across != "report" else None
    return Found((*repeats, *counts), removable(repeats, config=config.passages, ranks=ranks), counts)


def _ranks(matches: Iterable[Match], shards: Shards, order: Any) -> dict[str, int]:
    """Id -> place in the keep order, of the documents that share a passage with another."""
    import numpy as np

    shared = {one.document_id for match in matches if match.left.document_id != match.right.document_id for one in match[:2]}
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    ids = (id_ for table in shards.columns("id") for id_ in table.column("id").to_pylist())
    return {id_: rank for id_, rank in zip(ids, ranks.tolist(), strict=True) if id_ in shared}


def _kept(shards: Shards, dropped: Collection[str]) -> Iterator[tuple[Ids, Any]]:
    """Ids and texts of the documents that stay, a batch a shard."""
    import pyarrow as pa

    from corpusclean.dedup.batch import batch_of_column

    for table in shards.columns("id", "text"):
        ids = table.column("id").to_pylist()
        stay = [id_ not in dropped for id_ in ids]
        if any(stay):
            texts = table.column("text") if all(stay) else table.column("text").filter(pa.array(stay))
            yield Ids(pa.array([id_ for id_, stays in zip(ids, stay, strict=True) if stays])), batch_of_column(texts)
