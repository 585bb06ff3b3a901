"""Passages and the index: which earlier texts share an anchor with a new one, and what is kept of the new ones.

Only earlier texts that share an anchor are read again, and of an anchor in very many places only those that `seeds` would pair
with a new place; so an update costs what is new and what it has in common with the earlier corpora.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corpusclean.dedup.index import Index, Update
from corpusclean.dedup.index_documents import in_pages
from corpusclean.dedup.passages.anchors import Anchors
from corpusclean.dedup.passages.seeds import ALL_PAIRS
from corpusclean.documents import Document, Match, Passage
from corpusclean.kernels import ArrayI64, ArrayU64

TEXTS_AT_ONCE = 20_000

_SHARED = """
create or replace temp table shared as
with fresh as (
    select hash, count(*) as places from anchors where document >= $first and document < $end group by hash
), earlier as (
    select
        hash, document, place,
        count(*) over (partition by hash) as total,
        row_number() over (partition by hash order by document, place) as nth,
        row_number() over (partition by hash, document order by place) as nth_here,
        max(document) over (partition by hash) as last
    from anchors semi join fresh using (hash) where document < $first
)
select hash, document, place from earlier join fresh using (hash)
where total + places <= $all_pairs or nth <= $all_pairs or (document = last and nth_here = 1)
"""
"""Of an anchor in few places all of them; of a common one enough to make it common, and the last text before the new ones."""

_CONNECTED = """
with recursive links as (
    select left_id as id, right_id as other from repeats where corpus < $number
    union all select right_id, left_id from repeats where corpus < $number
), near as (
    select id from given
    union select other from links join near using (id)
)
select left_id, left_start, left_end, right_id, right_start, right_end, similarity from repeats
where corpus < $number and left_id in (select id from near) order by corpus, ordinal
"""


class EarlierTexts:
    """The earlier corpora of an index, as `find_passages` asks for them.

    The new texts are those of the `documents` documents of the update that stay, in order.
    """

    def __init__(self, index: Index, update: Update, documents: int) -> None:
        self._index, self._update, self._end = index, update, update.first + documents
        stay = "select number from documents where number >= $first and number < $end and because is null order by number"
        self._numbers: ArrayI64 = index.arrays(stay, first=update.first, end=self._end)["number"]
        self._taken = 0
        self._sharing: ArrayI64 = np.empty(0, np.int64)

    def keep(self, found: Anchors, starts: ArrayI64) -> None:
        here = np.searchsorted(starts, found.places, "right") - 1
        if self._update.is_new:
            documents = self._numbers[self._taken + here]
            self._index.insert("anchors", {"hash": found.hashes, "document": documents, "place": found.places - starts[here]})
        self._taken += len(starts)

    def sharing(self) -> Iterator[Document]:
        self._index.query(_SHARED, first=self._update.first, end=self._end, all_pairs=ALL_PAIRS)
        self._sharing = self._index.arrays("select distinct document from shared order by document")["document"]
        for rows in in_pages(self._index, self._sharing, "id, text"):
            yield from (Document(id_, text.decode()) for id_, text in rows)

    def anchors(self) -> Iterator[tuple[ArrayU64, ArrayI64, ArrayI64]]:
        for at in range(0, len(self._sharing), TEXTS_AT_ONCE):
            part = self._sharing[at : at + TEXTS_AT_ONCE]
            rows = self._index.arrays(
                "select hash, document, place from shared where document >= $low and document <= $high",
                low=int(part[0]),
                high=int(part[-1]),
            )
            yield rows["hash"], np.searchsorted(self._sharing, rows["document"]), rows["place"]

    def matches(self, found: Sequence[Match]) -> list[Match]:
        if not found:
            return []
        if self._update.is_new:
            self._index.insert("repeats", _table(found, self._update.number))
        ids = sorted({side.document_id for match in found for side in match[:2]})
        with self._index.given({"id": np.array(ids, object)}):
            rows = self._index.query(_CONNECTED, number=self._update.number)
        return [Match(Passage(*row[:3]), Passage(*row[3:6]), row[6]) for row in rows]


def _table(matches: Sequence[Match], corpus: int) -> object:
    import pyarrow as pa

    columns = zip(*((*match.left, *match.right, match.similarity) for match in matches), strict=True)
    names = ("left_id", "left_start", "left_end", "right_id", "right_start", "right_end", "similarity")
    count = len(matches)
    return pa.table({"corpus": [corpus] * count, "ordinal": range(count), **dict(zip(names, map(list, columns), strict=True))})
