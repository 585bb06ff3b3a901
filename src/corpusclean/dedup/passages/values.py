"""What the search for passages gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpusclean.documents import Match, Passage


@dataclass(frozen=True)
class Boilerplate:
    """One passage that stands in very many places: `passage` is the first, `places` are all, in the order of the corpus.

    Of `earlier` more places, in earlier corpora of an index, only the number is kept.
    """

    passage: Passage
    places: tuple[Passage, ...]
    similarity: float
    """The least similarity that was seen between two of the places."""
    earlier: int = 0

    @property
    def count(self) -> int:
        return len(self.places) + self.earlier

    @property
    def matches(self) -> Iterator[Match]:
        """Each later place as a copy of the first."""
        return (Match(self.passage, place, self.similarity) for place in self.places[1:])


@dataclass(frozen=True)
class Repeats:
    """The repeated passages of a corpus: iterates as its matches, which are in the order of the later copy.

    What is in `boilerplate` is not in `matches`.
    """

    matches: tuple[Match, ...]
    boilerplate: tuple[Boilerplate, ...] = ()

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    def __len__(self) -> int:
        return len(self.matches)

    @property
    def copies(self) -> Iterator[Match]:
        """Every later copy, boilerplate too."""
        yield from self.matches
        for passage in self.boilerplate:
            yield from passage.matches
