"""A run beside an index: what the index has to say to each step, and what it keeps of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusclean.config import Config
from corpusclean.config_file import flatten
from corpusclean.documents import Document, Match
from corpusclean.io.records import Rejected
from corpusclean.run.shards import Shards

if TYPE_CHECKING:
    from corpusclean.dedup.index import Index
    from corpusclean.dedup.index_documents import Earlier
    from corpusclean.dedup.index_passages import EarlierTexts

MAY_DIFFER = ("dedup.max_cluster_share", "dedup.max_source_loss", "passages.allow_file")
"""Keys that may differ from corpus to corpus: guards judge each update by itself, and what is in the file is in `passages.allow`."""


@contextmanager
def open_index(
    path: Path, *, config: Config, steps: tuple[str, ...], reference: Iterable[Document], spill: Path
) -> Iterator[Index]:
    """The index, checked against everything the answer depends on: the steps, their configuration, the reference corpus."""
    from corpusclean.dedup.index import Index

    keys = {
        name: value
        for step in steps
        for name, value in flatten(getattr(config, step), "" if step == "clean" else f"{step}.")
        if name not in MAY_DIFFER
    }
    parameters = {"steps": steps, "reference": _fingerprint(reference), **keys}
    with Index(path, json.loads(json.dumps(parameters)), spill=spill) as index:
        yield index


def _fingerprint(reference: Iterable[Document]) -> str:
    hashes = [hashlib.sha256(document.text.encode()).digest() for document in reference]
    return f"{len(hashes)} documents, {hashlib.sha256(b''.join(hashes)).hexdigest()[:16]}" if hashes else "none"


class Indexed:
    """One corpus beside an open index: the documents of `shards`, whose input has this `checksum`, on their way into it."""

    def __init__(self, index: Index, checksum: str, inputs: tuple[str, ...]) -> None:
        self._index, self._checksum, self._inputs = index, checksum, ", ".join(inputs)
        self.update = index.begin(checksum)

    @property
    def about(self) -> dict[str, Any]:
        """What the report says: which corpus this is, and with how many earlier documents it was compared."""
        return {"path": str(self._index.path), "corpus": self.update.number, "earlier_documents": self.update.first}

    def taken(self, shards: Shards) -> dict[int, Rejected]:
        """The documents whose id an earlier corpus has, by position over all shards, as rejections."""
        from corpusclean.dedup.index_documents import ids_taken

        found, at = {}, 0
        for table in Shards(shards.paths, frozenset()).columns("id", "path", "line"):
            for place, inputs in ids_taken(self._index, self.update, table.column("id")):
                id_, path, line = (table.column(name)[place].as_py() for name in ("id", "path", "line"))
                if at + place not in shards.twice:
                    found[at + place] = Rejected(path, line, f'the id "{id_}" is taken: {self._index.path} has it from {inputs}')
            at += len(table)
        return found

    def add_earlier(self, signed: Any, first: int) -> Earlier:
        """Adds what may be repeated of earlier corpora to `signed`, whose first texts are those of a reference corpus."""
        from corpusclean.dedup.index_documents import add_earlier

        return add_earlier(self._index, self.update, signed, first=first)

    def keep_signed(self, shards: Shards, signed: Any, choice: Any, earlier: Earlier, first: int) -> None:
        """Keeps the documents, what was decided, and the signatures of those that stay."""
        from corpusclean.dedup.index_documents import decided, keep_documents, keep_signatures

        if self.update.is_new:
            outcome = decided(signed, choice, earlier, self.update, first=first)
            keep_documents(self._index, self.update, shards.columns("id", "text", "length", "layers"), outcome)
            keep_signatures(self._index, self.update, signed, outcome, first=first)

    def keep_all(self, shards: Shards) -> None:
        """Keeps the documents of a run that drops none."""
        from corpusclean.dedup.index_documents import all_stay, keep_documents

        if self.update.is_new:
            documents = sum(map(len, shards.columns("id")))
            keep_documents(self._index, self.update, shards.columns("id", "text", "length", "layers"), all_stay(documents))

    def earlier_texts(self, shards: Shards) -> EarlierTexts:
        """What passages are looked for in besides the documents of the corpus, which are kept already."""
        from corpusclean.dedup.index_passages import EarlierTexts

        return EarlierTexts(self._index, self.update, sum(map(len, shards.columns("id"))))

    def tables(self, matches: Iterable[Match]) -> Iterator[Any]:
        """The earlier documents of the matches, with the columns that lead back to the texts as they were read."""
        from corpusclean.dedup.index_documents import columns_of

        return columns_of(self._index, self.update, {match.left.document_id for match in matches})

    def finish(self, shards: Shards) -> None:
        """Commits.  A run that is killed before has changed nothing; one that is killed after finds its corpus in the index."""
        self._index.finish(self.update, self._checksum, self._inputs, sum(map(len, shards.columns("id"))))
