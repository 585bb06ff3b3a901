"""Places in cleaned texts -> places in the texts as they were read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from corpusclean.documents import Match, Passage
from corpusclean.edits import compose_place
from corpusclean.report.edits import layers_from_json
from corpusclean.run.shards import Shards


def in_originals(matches: Iterable[Match], shards: Shards) -> dict[Passage, Passage]:
    """Each passage of the matches -> the same passage in its document as it was read.

    One pass over the shards; memory grows with the matches, not with the corpus.
    """
    wanted: dict[str, set[Passage]] = defaultdict(set)
    for match in matches:
        wanted[match.left.document_id].add(match.left)
        wanted[match.right.document_id].add(match.right)
    found: dict[Passage, Passage] = {}
    for _, row in shards.rows() if wanted else ():
        for passage in wanted.get(row.id, ()):
            found[passage] = _original(passage, row.edits, len(row.text), row.length)
    return found


def _original(passage: Passage, edits: str | None, length: int, original_length: int) -> Passage:
    """The span's ends are mapped; one that reaches the end of the text reaches the end of the original."""
    layers = layers_from_json(json.loads(edits)) if edits else ()
    if not layers:
        return passage
    start = compose_place(layers, passage.start) if passage.start else 0
    if passage.end >= length:
        end = original_length
    elif passage.end > passage.start:
        end = compose_place(layers, passage.end - 1) + 1
    else:
        end = start
    return Passage(passage.document_id, min(start, end), max(start, end))


def translated(match: Match, places: dict[Passage, Passage]) -> Match:
    return Match(places[match.left], places[match.right], match.similarity)
