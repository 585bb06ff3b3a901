"""The second step of a run: which documents stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match, Passage
from corpusclean.run.ids import Ids
from corpusclean.run.index_step import Indexed
from corpusclean.run.shards import Shards


class Chosen(NamedTuple):
    """`dropped`: id of each dropped document, in corpus order -> the match of two whole cleaned documents that is its evidence.

    `order`: the numbers of all documents, best first; None where nobody asked.
    """

    dropped: dict[str, Match]
    order: Any = None


def choose_documents(
    shards: Shards, *, config: Config, directory: Path, reference: Iterable[Document] = (), indexed: Indexed | None = None
) -> Chosen:
    """Chooses among all documents.

    What repeats a document of `reference` goes for that, what repeats one of an earlier corpus of the index for that; these are
    compared, and the new documents put into the index.  Signatures and texts lie in files in `directory`; nothing else is held
    but some arrays over the corpus.
    """
    from corpusclean.deduplication import Signed, choose_beside, guard, keep_field, keep_order

    options = config.dedup
    field = keep_field(options)
    with Signed(options, directory=directory) as signed:
        names = []
        for document in reference:
            signed.add([document.text])
            names.append(document.id)
        first = len(names)
        for table in shards.columns("text"):
            signed.add(table.column("text").combine_chunks())
        values = shards.field_values(field) if field else None
        sources = shards.field_values(options.source_field)
        order = keep_order(options, folded_chars=signed.folded_chars[first:], values=values, sources=sources)
        earlier = indexed.add_earlier(signed, first) if indexed else None
        choice = choose_beside(signed, first, order, known=earlier.known if earlier else None)
        ids = Ids(_id_column(shards), names=names, earlier=earlier.ids if earlier else ())
        of_others = [None] * (len(ids) - first - len(order))
        guard(choice, config=options, ids=ids, sources=[None] * first + sources + of_others, documents=len(order))
        if indexed and earlier:
            indexed.keep_signed(shards, signed, choice, earlier, first)
        return Chosen(_matches(choice, ids, signed.chars, first=first), order)


def _id_column(shards: Shards) -> Any:
    import pyarrow as pa

    return pa.chunked_array([chunk for table in shards.columns("id") for chunk in table.column("id").chunks], pa.string())


def _matches(choice: Any, ids: Ids, chars: Any, *, first: int) -> dict[str, Match]:
    def whole(number: int) -> Passage:
        return Passage(ids[number], 0, int(chars[number]))

    dropped = {}
    for number in (first + (~choice.keep[first:]).nonzero()[0]).tolist():
        match = Match(whole(int(choice.because[number])), whole(number), float(choice.similarity[number]))
        dropped[match.right.document_id] = match
    return dropped
