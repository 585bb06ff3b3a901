"""The map of passages: fold, anchors, seeds, alignments, acceptance, boilerplate."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages.accept import accept
from corpusclean.dedup.passages.align import align
from corpusclean.dedup.passages.anchors import anchors
from corpusclean.dedup.passages.boilerplate import listed_once
from corpusclean.dedup.passages.seeds import AnchorTable, seeds
from corpusclean.dedup.passages.shadow import Shadow
from corpusclean.dedup.passages.values import Repeats
from corpusclean.documents import Document
from corpusclean.kernels import ArrayI64


def find_passages(documents: Iterable[Document], *, config: PassagesConfig | None = None) -> Repeats:
    """Finds the passages that stand in more than one place, within one document or across documents.

    Two places say the same if their folded texts align: other marks, line breaks, spaces, width and script do not matter, and
    a few wrong, missing or added characters neither.  Texts are read once and not kept, so `documents` may be a generator;
    memory is bounded by what repeats.  The order of `documents` says which copy is the earlier one; the result does not depend
    on batches.

    >>> text = "山脚的老茶厂去年重新开工，三十多位退休的师傅被请回车间，带着年轻人把停了八年的揉捻机一台一台修好。"
    >>> [match.right[1:] for match in find_passages([Document("a", text + "\\n后来呢？\\n" + text)])]
    [(55, 103)]
    >>> len(find_passages([Document("a", "据新华社北京5月1日电"), Document("b", "据新华社北京5月1日电")]))     # too short to be a passage
    0
    """
    config = config or PassagesConfig()
    with Shadow() as shadow:
        table = AnchorTable(shadow.folder)
        for codes, starts, ends, base in shadow.add(documents):
            table.add(anchors(codes, starts, ends), base)
        shadow.close()
        pairs = [seeds(found, shadow.codes, shadow.starts) for found in table.repeated()]
        table.close()
        found = align(shadow.codes, *_in_order(np.concatenate(pairs), shadow.starts))
        return listed_once(accept(found, shadow, config=config), config=config)


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
