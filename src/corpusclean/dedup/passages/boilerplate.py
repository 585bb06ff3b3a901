"""Boilerplate: a passage that stands in very many places is listed once, not as a match for every two of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages.values import Boilerplate, Repeats
from corpusclean.documents import Match, Passage

MIN_OVERLAP = 0.8
"""Two spans of a document are the same place if they share this much of the longer one."""


def listed_once(matches: list[Match], *, config: PassagesConfig) -> Repeats:
    """Divides the matches: those of a passage in more than `config.boilerplate_places` places become one entry.

    `matches` are in the order of the corpus, which decides the order of the places.
    """
    if len(matches) < config.boilerplate_places:
        return Repeats(tuple(matches))
    place_of = _places(matches)
    parent: dict[Passage, Passage] = {}
    for match in matches:
        left, right = (_root(parent, place_of[side]) for side in (match.left, match.right))
        if left != right:
            parent[right] = left
    members: dict[Passage, dict[Passage, None]] = defaultdict(dict)
    least: dict[Passage, float] = {}
    for match in matches:
        root = _root(parent, place_of[match.left])
        members[root].update(dict.fromkeys((place_of[match.left], place_of[match.right])))
        least[root] = min(least.get(root, 1.0), match.similarity)
    common = {root for root, places in members.items() if len(places) > config.boilerplate_places}
    return Repeats(
        tuple(match for match in matches if _root(parent, place_of[match.left]) not in common),
        tuple(Boilerplate(*_first_and_all(members[root]), least[root]) for root in members if root in common),
    )


def without_known(repeats: Repeats, known: list[Match], earlier: set[str]) -> Repeats:
    """The repeats without `known` matches, and of boilerplate the first place and those in documents that are not `earlier`."""
    if not known and not earlier:
        return repeats
    passed = set(known)
    earlier = earlier | {side.document_id for match in known for side in match[:2]}
    boilerplate = []
    for passage in repeats.boilerplate:
        new = tuple(place for place in passage.places[1:] if place.document_id not in earlier)
        if new:
            others = len(passage.places) - 1 - len(new)
            boilerplate.append(replace(passage, places=(passage.passage, *new), earlier=others))
    return Repeats(tuple(match for match in repeats.matches if match not in passed), tuple(boilerplate))


def _first_and_all(places: dict[Passage, None]) -> tuple[Passage, tuple[Passage, ...]]:
    found = tuple(places)
    return found[0], found


def _places(matches: list[Match]) -> dict[Passage, Passage]:
    """For every side of a match the place it stands for: spans of one document that are nearly the same are one place."""
    spans = defaultdict(set)
    for match in matches:
        spans[match.left.document_id].add(match.left)
        spans[match.right.document_id].add(match.right)
    place_of: dict[Passage, Passage] = {}
    for found in spans.values():
        current: Passage | None = None
        for span in sorted(found, key=lambda passage: (passage.start, -passage.end)):
            if current is None or not _same(current, span):
                current = span
            place_of[span] = current
    return place_of


def _same(first: Passage, second: Passage) -> bool:
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= MIN_OVERLAP * max(first.end - first.start, second.end - second.start)


def _root(parent: dict[Passage, Passage], place: Passage) -> Passage:
    while place in parent:
        if parent[place] in parent:
            parent[place] = parent[parent[place]]
        place = parent[place]
    return place
