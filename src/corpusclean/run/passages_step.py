"""The third step of a run: repeated passages in the documents that stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match
from corpusclean.run.shards import Shards


class Found(NamedTuple):
    """All repeats, and by document those whose later copy is to be removed from it.

    Boilerplate, a passage in very many places, is one match of its first two places; `counts` says in how many it stands.
    """

    matches: tuple[Match, ...]
    removable: Mapping[str, Sequence[Match]]
    counts: Mapping[Match, int] = MappingProxyType({})


def find_repeats(shards: Shards, dropped: Collection[str], *, config: Config) -> Found:
    """Repeats within and across the kept documents, in code points of the cleaned texts."""
    from corpusclean.dedup.passages import find_passages, removable

    repeats = find_passages(_kept(shards, dropped), config=config.passages)
    counts = {next(passage.matches): passage.count for passage in repeats.boilerplate}
    return Found((*repeats, *counts), removable(repeats, config=config.passages), counts)


def _kept(shards: Shards, dropped: Collection[str]) -> Iterator[Document]:
    return (document for document in shards.documents() if document.id not in dropped)
