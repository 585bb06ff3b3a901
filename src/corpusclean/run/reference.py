"""The documents of a reference corpus (an evaluation set, an earlier release), which a run must not repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpusclean.config import InputConfig
from corpusclean.documents import Document
from corpusclean.errors import InputError
from corpusclean.io.formats import read_blocks, read_rows
from corpusclean.io.records import Rejected
from corpusclean.io.sources import find_sources


def read_reference(paths: Sequence[str], options: InputConfig) -> Iterator[Document]:
    """The documents as they are read, each under the name that stands in the evidence: `questions.jsonl#17`, or the path of a text file.

    The file is part of the name because an evaluation set counts from 1 as the corpus does.  Raises InputError for a bad record,
    even where those of the corpus are skipped: what a reference lacks would stay in the corpus without a word.
    """
    for block in read_blocks(find_sources(paths, recursive=options.recursive).sources) if paths else ():
        for row in read_rows(block, options):
            if isinstance(row, Rejected):
                raise InputError(row.reason, path=row.path, line=row.line)
            name = row.path if block.source.format == "text" else f"{row.path}#{row.document.id}"
            yield Document(name, row.document.text)
