"""The second step of a run: which documents stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match, Passage
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
        ids = Ids(names, shards, earlier.ids if earlier else ())
        of_others = [None] * (len(ids) - first - len(order))
        guard(choice, config=options, ids=ids, sources=[None] * first + sources + of_others, documents=len(order))
        if indexed and earlier:
            indexed.keep_signed(shards, signed, choice, earlier, first)
        return Chosen(_matches(choice, ids, signed.chars, first=first), order)


class Ids(Sequence[str]):
    """The names of the reference, all ids in corpus order, left in the shards, and the ids of earlier corpora: only those of the
    corpus that are asked for become Python objects."""

    def __init__(self, names: Sequence[str], shards: Shards, earlier: Sequence[str] = ()) -> None:
        import pyarrow as pa

        self._names, self._earlier = names, earlier
        self._column = pa.chunked_array(
            [chunk for table in shards.columns("id") for chunk in table.column("id").chunks], pa.string()
        )

    def __len__(self) -> int:
        return len(self._names) + len(self._column) + len(self._earlier)

    def __getitem__(self, number: Any) -> Any:
        number -= len(self._names)
        if number < 0:
            return self._names[number]
        return self._column[number].as_py() if number < len(self._column) else self._earlier[number - len(self._column)]


def _matches(choice: Any, ids: Ids, chars: Any, *, first: int) -> dict[str, Match]:
    def whole(number: int) -> Passage:
        return Passage(ids[number], 0, int(chars[number]))

    dropped = {}
    for number in (first + (~choice.keep[first:]).nonzero()[0]).tolist():
        match = Match(whole(int(choice.because[number])), whole(number), float(choice.similarity[number]))
        dropped[match.right.document_id] = match
    return dropped
