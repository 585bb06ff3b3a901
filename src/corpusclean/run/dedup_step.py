"""The second step of a run: which documents stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Document, Match, Passage
from corpusclean.run.shards import Shards


class Chosen(NamedTuple):
    """`dropped`: id of each dropped document, in corpus order -> the match of two whole cleaned documents that is its evidence.

    `order`: the numbers of all documents, best first; None where nobody asked.
    """

    dropped: dict[str, Match]
    order: Any = None


def choose_documents(shards: Shards, *, config: Config, directory: Path, reference: Iterable[Document] = ()) -> Chosen:
    """Chooses among all documents.

    What repeats a document of `reference` goes for that.  Signatures and texts lie in files in `directory`; nothing else is held but some arrays over the corpus.
    """
    from corpusclean.deduplication import Signed, choose_beside, guard, keep_field, keep_order

    options = config.dedup
    field = keep_field(options)
    with Signed(options, directory=directory) as signed:
        names = []
        for document in reference:
            signed.add([document.text])
            names.append(document.id)
        for table in shards.columns("text"):
            signed.add(table.column("text").combine_chunks())
        values = shards.field_values(field) if field else None
        sources = shards.field_values(options.source_field)
        order = keep_order(options, folded_chars=signed.folded_chars[len(names) :], values=values, sources=sources)
        choice = choose_beside(signed, len(names), order)
        ids = Ids(names, shards)
        guard(choice, config=options, ids=ids, sources=[None] * len(names) + sources)
        return Chosen(_matches(choice, ids, signed.chars, first=len(names)), order)


class Ids(Sequence[str]):
    """The names of the reference and all ids in corpus order, these left in the shards: only those that are asked for become Python objects."""

    def __init__(self, names: Sequence[str], shards: Shards) -> None:
        import pyarrow as pa

        self._names = names
        self._column = pa.chunked_array(
            [chunk for table in shards.columns("id") for chunk in table.column("id").chunks], pa.string()
        )

    def __len__(self) -> int:
        return len(self._names) + len(self._column)

    def __getitem__(self, number: Any) -> Any:
        return self._names[number] if number < len(self._names) else self._column[number - len(self._names)].as_py()


def _matches(choice: Any, ids: Ids, chars: Any, *, first: int) -> dict[str, Match]:
    def whole(number: int) -> Passage:
        return Passage(ids[number], 0, int(chars[number]))

    dropped = {}
    for number in (first + (~choice.keep[first:]).nonzero()[0]).tolist():
        match = Match(whole(int(choice.because[number])), whole(number), float(choice.similarity[number]))
        dropped[match.right.document_id] = match
    return dropped
