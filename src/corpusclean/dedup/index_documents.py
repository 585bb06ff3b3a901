"""Documents and the index: which earlier ones a new one may repeat, and what is kept of the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpusclean.dedup.bands import Bands, band_keys, bands_for
from corpusclean.dedup.choice import Choice, nothing_dropped
from corpusclean.dedup.index import Index, Update
from corpusclean.dedup.signed import Signed
from corpusclean.kernels import ArrayI64, ArrayU64

DOCUMENTS_AT_ONCE = 1 << 15
"""Signatures (16 MB) that are read from the index at once."""
TEXTS_AT_ONCE = 1000
FILTER_BITS = 26
"""Band keys are looked up in a table of 2^26 bytes first, which tells most of them apart."""
STAYS = np.iinfo(np.int64).min
"""In place of the evidence of a document that was not dropped.  Documents of a reference corpus are -1, -2, …"""


class Earlier(NamedTuple):
    """What the earlier corpora mean for this one; numbers count in `Signed`.

    `numbers`: of the earlier documents that were added to `Signed`, their numbers in the index; `ids`: their ids.
    `known`: exact copies of what an earlier corpus has dropped go for the same reason.
    """

    numbers: ArrayI64
    ids: list[str]
    known: Choice


def add_earlier(index: Index, update: Update, signed: Signed, *, first: int) -> Earlier:
    """Adds the documents of earlier corpora that one of the new texts may repeat to `signed`, behind these.

    `signed` holds `first` texts of a reference corpus and then the new ones.  Earlier documents that share no band and no text
    with a new one change nothing, and stay where they are.
    """
    copies = _first_copies(index, update, signed.text_hashes[first:])
    wanted = np.union1d(_sharing_bands(index, update, signed, first), copies["number"][copies["because"] == STAYS])
    dropped = copies["because"] != STAYS
    evidence = copies["because"][dropped]
    numbers = np.union1d(wanted, evidence[evidence >= 0]).astype(np.int64)
    ids, behind = [], len(signed)
    for rows in in_pages(index, numbers, "id, text"):
        ids += [id_ for id_, _ in rows]
        signed.add([text.decode() for _, text in rows])
    known = nothing_dropped(len(signed))
    places = first + copies["place"][dropped]
    known.keep[places] = False
    known.because[places] = np.where(evidence >= 0, behind + np.searchsorted(numbers, evidence), -1 - evidence)
    known.similarity[places] = copies["similarity"][dropped]
    return Earlier(numbers, ids, known)


def _first_copies(index: Index, update: Update, text_hashes: ArrayU64) -> dict[str, Any]:
    """Of each new text with an earlier copy: its `place`, the `number` of the first copy, and why that was dropped."""
    places = np.flatnonzero(text_hashes)
    with index.given({"place": places, "text_hash": np.ascontiguousarray(text_hashes[places])}):
        return index.arrays(
            "with firsts as (select min(number) as number from documents"
            " where number < $first and text_hash in (select text_hash from given) group by text_hash)"
            " select given.place, documents.number, coalesce(because, $stays) as because, similarity from firsts"
            " join documents using (number) join given using (text_hash)",
            first=update.first,
            stays=int(STAYS),
        )


def _sharing_bands(index: Index, update: Update, signed: Signed, first: int) -> ArrayI64:
    """The numbers of the earlier documents whose signature agrees in a band with that of a new text."""
    bands, parts = bands_for(signed.config.threshold, signed.config.permutations), []
    for at, signatures in signed.signature_blocks():
        texts, kinds = (of_all[at : at + len(signatures)] for of_all in (signed.row_texts, signed.row_kinds))
        own = np.flatnonzero((texts >= first) & (signed.folded_chars[texts] > 0))
        parts.append(np.unique(_keys(signatures[own], kinds[own], bands)))
    keys = np.unique(np.concatenate([np.empty(0, np.uint64), *parts]))
    lookup = np.zeros(1 << FILTER_BITS, bool)
    lookup[keys >> np.uint64(64 - FILTER_BITS)] = True
    found = []
    for begin in range(0, update.first, DOCUMENTS_AT_ONCE):
        end = min(begin + DOCUMENTS_AT_ONCE, update.first)
        there = index.query(
            "select document, kind, signature from signatures where document >= $begin and document < $end", begin=begin, end=end
        )
        if there:
            documents, of_kind, blobs = zip(*there, strict=True)
            signatures = np.frombuffer(b"".join(blobs), np.uint32).reshape(len(there), -1)
            earlier = _keys(signatures, np.array(of_kind, np.uint8), bands)
            likely = lookup[earlier >> np.uint64(64 - FILTER_BITS)]
            likely[likely] = np.isin(earlier[likely], keys)
            found.append(np.array(documents, np.int64)[likely.any(axis=0)])
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def _keys(signatures: Any, kinds: Any, bands: Bands) -> ArrayU64:
    keys = np.empty((bands.bands, len(kinds)), np.uint64)
    band_keys(signatures, kinds, np.arange(len(kinds), dtype=np.int32), 0, bands.rows, keys)
    return keys


def in_pages(index: Index, numbers: ArrayI64, columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of the documents of these ascending numbers, in their order."""
    for at in range(0, len(numbers), TEXTS_AT_ONCE):
        with index.given({"number": numbers[at : at + TEXTS_AT_ONCE]}):
            rows = index.query(f"select {columns} from documents semi join given using (number) order by number")
        yield rows


def ids_taken(index: Index, update: Update, ids: Any) -> list[tuple[int, str]]:
    """New ids (an Arrow column) -> the places of those that an earlier corpus has, and the inputs of that."""
    import pyarrow as pa

    with index.given(pa.table({"place": np.arange(len(ids)), "id": ids})):
        return index.query(
            "select given.place, inputs from given join documents using (id)"
            " join corpora on documents.number >= first and documents.number < first + corpora.documents"
            " where documents.number < $first order by 1",
            first=update.first,
        )


class Decided(NamedTuple):
    """Of each new document its hash, the number in the index of what it repeats (STAYS for none), and how much alike they are."""

    text_hashes: ArrayU64
    because: ArrayI64
    similarity: npt.NDArray[np.float64]


def all_stay(documents: int) -> Decided:
    """Where documents are not compared as a whole."""
    return Decided(np.zeros(documents, np.uint64), np.full(documents, STAYS), np.zeros(documents))


def decided(signed: Signed, choice: Choice, earlier: Earlier, update: Update, *, first: int) -> Decided:
    """The choice in the numbers of the index."""
    numbers = np.concatenate(
        [-1 - np.arange(first), update.first + np.arange(len(signed) - first - len(earlier.numbers)), earlier.numbers]
    )
    new = slice(first, len(signed) - len(earlier.numbers))
    because = np.where(choice.because[new] >= 0, numbers[choice.because[new]], STAYS)
    return Decided(signed.text_hashes[new], because, choice.similarity[new])


def keep_documents(index: Index, update: Update, tables: Iterable[Any], outcome: Decided) -> None:
    """Keeps the documents of a corpus: Arrow tables with `id`, `text`, `length` and `layers`, in order.  Of those that were
    dropped only what is needed to drop an exact copy for the same reason."""
    import pyarrow as pa
    import pyarrow.compute as pc

    at = 0
    for table in tables:
        part = slice(at, at + len(table))
        at += len(table)
        gone = outcome.because[part] != STAYS
        stays = pa.array(~gone)
        rows = {
            "number": pa.array(update.first + np.arange(part.start, part.stop)),
            "id": table.column("id"),
            "chars": table.column("length"),
            "text_hash": pa.array(outcome.text_hashes[part]),
            "because": pa.array(outcome.because[part], mask=~gone),
            "similarity": pa.array(outcome.similarity[part]),
            "text": pc.if_else(stays, table.column("text").cast(pa.large_binary()), pa.scalar(None, pa.large_binary())),
            "layers": pc.if_else(stays, table.column("layers"), pa.scalar(None, pa.large_string())),
        }
        index.insert("documents", pa.table(rows))


def keep_signatures(index: Index, update: Update, signed: Signed, outcome: Decided, *, first: int) -> None:
    """Keeps the signatures of the new documents that stay."""
    import pyarrow as pa

    rows, stays = signed.rows, outcome.because == STAYS
    new = (rows.texts >= first) & (rows.texts < first + len(stays))
    kept = np.flatnonzero(new)[stays[rows.texts[new] - first]]
    for at in range(0, len(kept), DOCUMENTS_AT_ONCE):
        part = kept[at : at + DOCUMENTS_AT_ONCE]
        signatures = np.ascontiguousarray(rows.signatures[part])
        blobs = pa.FixedSizeBinaryArray.from_buffers(
            pa.binary(signatures[:1].nbytes), len(part), [None, pa.py_buffer(signatures)]
        )
        documents = update.first + rows.texts[part] - first
        index.insert("signatures", pa.table({"document": documents, "kind": rows.kinds[part], "signature": blobs}))
        signed.release()


def columns_of(index: Index, update: Update, ids: Iterable[str]) -> Iterator[Any]:
    """The earlier documents of these ids as Arrow tables with `id`, `layers`, `length` and `text`."""
    import pyarrow as pa

    with index.given({"id": np.array([*ids, ""], object)}):
        numbers = index.arrays(
            "select number from documents semi join given using (id) where number < $first order by 1", first=update.first
        )
    for rows in in_pages(index, numbers["number"], "id, layers, chars, text"):
        id_, layers, chars, texts = zip(*rows, strict=True)
        yield pa.table(
            {
                "id": pa.array(id_, pa.string()),
                "layers": pa.array(layers, pa.large_string()),
                "length": pa.array(chars, pa.int64()),
                "text": pa.array([text.decode() for text in texts], pa.large_string()),
            }
        )
