"""The map of passages: fold, anchors, seeds, alignments, acceptance, boilerplate."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages.accept import accept, weighty
from corpusclean.dedup.passages.align import align
from corpusclean.dedup.passages.allow import with_quotations
from corpusclean.dedup.passages.anchor_runs import AnchorRuns
from corpusclean.dedup.passages.anchors import Anchors, anchors
from corpusclean.dedup.passages.boilerplate import listed_once, without_known
from corpusclean.dedup.passages.seeds import seeds
from corpusclean.dedup.passages.shadow import MARGIN, Batch, Folded, Shadow, batches_of, folded
from corpusclean.dedup.passages.values import Repeats
from corpusclean.documents import Document, Match
from corpusclean.kernels import ArrayI64, ArrayU64

SEEDS_AT_ONCE = 4_000
"""Seeds that are followed together."""
TOGETHER_CHARS = 10_000_000
"""Their texts are read from the file, unless they are longer than this: then they are looked at where they are mapped."""

PORTION_SEEDS = 500_000
"""About so many seeds are put in order together: 120 bytes each.  Those that wait take 16."""

Given = TypeVar("Given")
Made = TypeVar("Made")


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
    return find_in_batches(batches_of(documents), config=config, earlier=earlier)


def find_in_batches(
    batches: Iterable[Batch],
    *,
    config: PassagesConfig | None = None,
    workers: int | None = None,
    earlier: Earlier | None = None,
) -> Repeats:
    """`find_passages` of texts that are UTF-8 already; `workers` threads fold them and look for anchors and seeds."""
    config, workers = with_quotations(config or PassagesConfig()), workers or os.cpu_count() or 1
    with Shadow() as shadow, Shadow() as before:
        runs = AnchorRuns()
        for batch, marked in _ahead(_with_anchors, batches, workers=workers):
            runs.add(marked, shadow.add(batch))
            if earlier is not None:
                earlier.keep(marked, batch.starts)
        whole, shift, earlier_ids = (shadow, 0, set[str]()) if earlier is None else _put_before(earlier, before, shadow, runs)
        whole.close()
        pairs = [np.empty((0, 2), np.int64)]
        for found in _ahead(lambda same: seeds(same, whole), runs.repeated(), workers=workers):
            pairs.append(found[found[:, 1] >= shift + MARGIN])
        runs.close()
        alignments = [_aligned(portion, whole, config) for portion in _portions(pairs, whole.starts)]
        matches = accept(np.concatenate(alignments), whole, config=config)
        known = earlier.matches(matches) if earlier is not None else []
        return without_known(listed_once([*known, *matches], config=config), known, earlier_ids)


def _put_before(earlier: Earlier, before: Shadow, shadow: Shadow, runs: AnchorRuns) -> tuple[Shadow, int, set[str]]:
    """Puts the earlier texts that share an anchor before the new ones -> all of them; by how much the places of the new ones
    grow; the ids of the earlier ones."""
    for batch in batches_of(earlier.sharing()):
        before.add(folded(batch))
    starts, ids = before.begun(), set(before.ids())
    shift = before.take(shadow)
    runs.shift(shift)
    for hashes, numbers, places in earlier.anchors():
        places = starts[numbers] + places
        order = np.argsort(places)
        runs.add(Anchors(hashes[order], places[order]), 0)
    return before, shift, ids


def _with_anchors(batch: Batch) -> tuple[Folded, Anchors]:
    ready = folded(batch)
    return ready, anchors(ready.codes, ready.starts, ready.ends)


def _ahead(work: Callable[[Given], Made], items: Iterable[Given], *, workers: int) -> Iterator[Made]:
    """`work(item)` of each item in order, made by threads, a few ahead."""
    with ThreadPoolExecutor(workers) as pool:
        under_way: deque[Future[Made]] = deque()
        for item in items:
            under_way.append(pool.submit(work, item))
            if len(under_way) > workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _portions(pairs: list[ArrayI64], starts: ArrayI64) -> Iterator[ArrayI64]:
    """The seeds by later text, in portions; all of a text are in one."""
    many = sum(map(len, pairs)) // PORTION_SEEDS + 1
    sample = np.sort(np.concatenate([part[::16, 1] for part in pairs]))
    edges = [
        0,
        *starts[np.searchsorted(starts, sample[len(sample) * np.arange(1, many) // many], "right") - 1].tolist(),
        starts[-1],
    ]
    for first, end in pairwise(sorted(set(edges))):
        yield np.concatenate([part[(part[:, 1] >= first) & (part[:, 1] < end)] for part in pairs])


def _aligned(pairs: ArrayI64, shadow: Shadow, config: PassagesConfig) -> ArrayI64:
    """The weighty alignments of all seeds, some thousand at a time, no pair of documents in two parts."""
    pairs, groups, sizes = _in_order(pairs, shadow.starts)
    edges = np.append(np.flatnonzero(np.diff(groups, prepend=-1)), len(groups))
    found, first = [np.empty((0, 6), np.int64)], 0
    while first < len(pairs):
        end = int(edges[np.searchsorted(edges, min(first + SEEDS_AT_ONCE, len(pairs)))])
        rows = _followed(shadow, pairs[first:end], groups[first:end], sizes[first:end])
        found.append(rows[weighty(rows, config)])
        first = end
    return np.concatenate(found)


def _followed(shadow: Shadow, pairs: ArrayI64, groups: ArrayI64, sizes: ArrayI64) -> ArrayI64:
    """The alignments of these seeds."""
    texts, of = np.unique(np.searchsorted(shadow.starts, pairs, "right") - 1, return_inverse=True)
    if (shadow.starts[texts + 1] - shadow.starts[texts]).sum() > TOGETHER_CHARS:
        rows = align(shadow.codes, pairs, groups, sizes)
        shadow.release()
        return rows
    codes, begin = shadow.together(texts)
    shifts = shadow.starts[texts] - begin
    rows = align(codes, pairs - shifts[of.reshape(-1, 2)], groups, sizes)
    for side in (slice(0, 2), slice(2, 4)):
        rows[:, side] += shifts[np.searchsorted(begin, rows[:, side.start], "right") - 1][:, None]
    return rows


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
