"""The third step of a run: repeated passages in the documents that stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match
from corpusclean.run.shards import Shards


class Found(NamedTuple):
    """All repeats, and by document those whose later copy is to be removed from it."""

    matches: tuple[Match, ...]
    removable: Mapping[str, Sequence[Match]]


def find_repeats(shards: Shards, dropped: Collection[str], *, config: Config) -> Found:
    """Repeats within and across the kept documents, in code points of the cleaned texts."""
    if find_spec("corpusclean.dedup.passages") is None:
        return Found((), {})
    machinery: Any = import_module("corpusclean.dedup.passages")
    find_passages, removable = machinery.find_passages, machinery.removable

    repeats = find_passages(_kept(shards, dropped), config=config.passages)
    return Found(tuple(repeats), removable(repeats, config=config.passages))


def _kept(shards: Shards, dropped: Collection[str]) -> Iterator[Document]:
    return (document for document in shards.documents() if document.id not in dropped)
