"""Places in cleaned texts -> places in the texts as they were read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpusclean.documents import Match, Passage
from corpusclean.edits import Layer, compose_place
from corpusclean.report.edits import layers_of

COLUMNS = ("id", "layers", "length", "text")


def in_originals(matches: Iterable[Match], tables: Iterable[Any]) -> dict[Passage, Passage]:
    """Each passage of the matches -> the same passage in its document as it was read.

    One pass over `tables`, all documents with their `COLUMNS`; memory grows with the matches, not with the corpus.
    """
    wanted: dict[str, set[Passage]] = defaultdict(set)
    for match in matches:
        wanted[match.left.document_id].add(match.left)
        wanted[match.right.document_id].add(match.right)
    found: dict[Passage, Passage] = {}
    for table in tables if wanted else ():
        for number, id_ in enumerate(table.column("id").to_pylist()):
            if id_ not in wanted:
                continue
            text, layers, original = (table.column(name)[number].as_py() for name in ("text", "layers", "length"))
            for passage in wanted[id_]:
                found[passage] = _original(passage, layers, len(text), original)
    return found


def original_span(layers: Sequence[Layer], start: int, end: int) -> tuple[int, int]:
    """A span of the cleaned text -> the span of the text as it was read that it comes from."""
    first = compose_place(layers, start) if start else 0
    last = compose_place(layers, end - 1) + 1 if end > start else first
    return min(first, last), max(first, last)


def _original(passage: Passage, layers: str | None, length: int, original_length: int) -> Passage:
    """A span that reaches the end of the text reaches the end of the original."""
    start, end = original_span(layers_of(json.loads(layers or "[]")), passage.start, passage.end)
    return Passage(passage.document_id, start, original_length if passage.end >= length else end)


def translated(match: Match, places: Mapping[Passage, Passage]) -> Match:
    """The match in the texts as they were read; a document of a reference corpus, only ever on the left, is as it was read."""
    return Match(places.get(match.left, match.left), places[match.right], match.similarity)
