"""The third step of a run: repeated passages in the documents that stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match
from corpusclean.run.shards import Shards


class Found(NamedTuple):
    """All repeats, and by document those whose later copy is to be removed from it."""

    matches: tuple[Match, ...]
    removable: Mapping[str, Sequence[Match]]


def find_repeats(shards: Shards, dropped: Collection[str], *, config: Config) -> Found:
    """Repeats within and across the kept documents, in code points of the cleaned texts."""
    from corpusclean.dedup.passages import find_passages, removable

    repeats = find_passages(_kept(shards, dropped), config=config.passages)
    return Found(tuple(repeats), removable(repeats, config=config.passages))


def _kept(shards: Shards, dropped: Collection[str]) -> Iterator[Document]:
    return (document for document in shards.documents() if document.id not in dropped)
