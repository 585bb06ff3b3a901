"""The map of passages: fold, anchors, seeds, alignments, acceptance, boilerplate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages.accept import accept
from corpusclean.dedup.passages.align import align
from corpusclean.dedup.passages.anchors import Anchors, anchors
from corpusclean.dedup.passages.boilerplate import listed_once, without_known
from corpusclean.dedup.passages.seeds import AnchorTable, seeds
from corpusclean.dedup.passages.shadow import MARGIN, Shadow
from corpusclean.dedup.passages.values import Repeats
from corpusclean.documents import Document, Match
from corpusclean.kernels import ArrayI64, ArrayU64


class Earlier(Protocol):
    """Texts of earlier corpora, in which the passages of new ones are looked for: what an index keeps of them."""

    def keep(self, found: Anchors, starts: ArrayI64) -> None:
        """Takes in the anchors of the next batch of new texts, which begin at `starts`."""

    def sharing(self) -> Iterator[Document]:
        """The earlier texts that share an anchor with a new one, in order."""

    def anchors(self) -> Iterator[tuple[ArrayU64, ArrayI64, ArrayI64]]:
        """Their shared anchors: hashes, numbers of the texts in the order of `sharing`, places in the folded text."""

    def matches(self, found: Sequence[Match]) -> list[Match]:
        """Takes in the new matches; gives the earlier ones that may be of the same passages, in their order."""


def find_passages(
    documents: Iterable[Document], *, config: PassagesConfig | None = None, earlier: Earlier | None = None
) -> Repeats:
    """Finds the passages that stand in more than one place, within one document or across documents.

    Two places say the same if their folded texts align: other marks, line breaks, spaces, width and script do not matter, and
    a few wrong, missing or added characters neither.  Texts are read once and not kept, so `documents` may be a generator;
    memory is bounded by what repeats.  The order of `documents` says which copy is the earlier one; the result does not depend
    on batches.  Beside `earlier` corpora it is the part that concerns `documents` of the result for all.

    >>> text = "山脚的老茶厂去年重新开工，三十多位退休的师傅被请回车间，带着年轻人把停了八年的揉捻机一台一台修好。"
    >>> [match.right[1:] for match in find_passages([Document("a", text + "\\n后来呢？\\n" + text)])]
    [(55, 103)]
    >>> len(find_passages([Document("a", "据新华社北京5月1日电"), Document("b", "据新华社北京5月1日电")]))     # too short to be a passage
    0
    """
    config = config or PassagesConfig()
    with Shadow() as shadow, Shadow() as before:
        table = AnchorTable(shadow.folder)
        for codes, starts, ends, base in shadow.add(documents):
            batch = anchors(codes, starts, ends)
            table.add(batch, base)
            if earlier is not None:
                earlier.keep(batch, starts)
        whole, shift = (shadow, 0) if earlier is None else (before, _put_before(earlier, before, shadow, table))
        whole.close()
        pairs = []
        for batch in table.repeated():
            found = seeds(batch._replace(places=batch.places + shift), whole.codes, whole.starts)
            pairs.append(found[found[:, 1] >= shift + MARGIN])
        table.close()
        aligned = align(whole.codes, *_in_order(np.concatenate(pairs), whole.starts))
        matches = accept(aligned, whole, config=config)
        known = earlier.matches(matches) if earlier is not None else []
        earlier_ids = whole.ids[: len(whole.ids) - len(shadow.ids)]
        return without_known(listed_once([*known, *matches], config=config), known, set(earlier_ids))


def _put_before(earlier: Earlier, before: Shadow, shadow: Shadow, table: AnchorTable) -> int:
    """Puts the earlier texts that share an anchor before the new ones -> by how much the places of these grow."""
    for _ in before.add(earlier.sharing()):
        pass
    starts = before.begun()
    shift = before.take(shadow)
    for hashes, numbers, places in earlier.anchors():
        table.add(Anchors(hashes, starts[numbers] + places), -shift)
    return shift


def _in_order(pairs: ArrayI64, starts: ArrayI64) -> tuple[ArrayI64, ArrayI64, ArrayI64]:
    """Seeds by pair of documents -> seeds; the number of the pair of documents of each; its length.

    Across documents they are by place in the later text; within one the nearest come first, which shows a text that repeats end
    to end as what it is before its copies are compared two and three periods apart.
    """
    left = np.searchsorted(starts, pairs[:, 0], "right") - 1
    right = np.searchsorted(starts, pairs[:, 1], "right") - 1
    apart = np.where(left == right, pairs[:, 1] - pairs[:, 0], 0)
    order = np.lexsort((pairs[:, 0], pairs[:, 1], apart, left, right))
    sizes = np.diff(starts)
    return pairs[order], (right * len(starts) + left)[order], (sizes[left] + sizes[right])[order]
