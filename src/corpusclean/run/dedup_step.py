"""The second step of a run: which documents stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpusclean.config import Config
from corpusclean.documents import Match, Passage
from corpusclean.run.shards import Shards


def choose_documents(shards: Shards, *, config: Config, directory: Path) -> dict[str, Match]:
    """Id of each dropped document, in corpus order -> the match of two whole cleaned documents that is its evidence.

    Signatures and texts lie in files in `directory`; nothing else is held but some arrays over the corpus.
    """
    from corpusclean.deduplication import Signed, choose, guard, keep_field, keep_order

    options = config.dedup
    field = keep_field(options)
    with Signed(options, directory=directory) as signed:
        for table in shards.columns("text"):
            signed.add(table.column("text").combine_chunks())
        values = shards.field_values(field) if field else None
        sources = shards.field_values(options.source_field)
        order = keep_order(options, folded_chars=signed.folded_chars, values=values, sources=sources)
        choice = choose(signed, threshold=options.threshold, order=order)
        ids = Ids(shards)
        guard(choice, config=options, ids=ids, sources=sources)
        return _matches(choice, ids, signed.chars)


class Ids(Sequence[str]):
    """All ids in corpus order, left in the shards: only those that are asked for become Python objects."""

    def __init__(self, shards: Shards) -> None:
        import pyarrow as pa

        self._column = pa.chunked_array(
            [chunk for table in shards.columns("id") for chunk in table.column("id").chunks], pa.string()
        )

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, number: Any) -> Any:
        return self._column[number].as_py()


def _matches(choice: Any, ids: Ids, chars: Any) -> dict[str, Match]:
    def whole(number: int) -> Passage:
        return Passage(ids[number], 0, int(chars[number]))

    dropped = {}
    for number in (~choice.keep).nonzero()[0].tolist():
        match = Match(whole(int(choice.because[number])), whole(number), float(choice.similarity[number]))
        dropped[match.right.document_id] = match
    return dropped
