"""The map of deduplication: fold, sign, band, verify, choose."""

from __future__ import annotations

from dataclasses import dataclass

from corpusclean.documents import Decision, Document, Match


@dataclass(frozen=True)
class Deduplicated:
    """What was kept and dropped, each drop with its evidence."""

    kept: tuple[Document, ...]
    dropped: tuple[Document, ...]
    decisions: tuple[Decision, ...]
    matches: tuple[Match, ...]


def deduplicate(documents: list[Document]) -> Deduplicated:
    raise NotImplementedError
