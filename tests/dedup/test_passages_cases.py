"""The cases of tests/cases/passages: what is a repeat, to the character, and what a document looks like without it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages import find_passages, removable, removal
from corpusclean.documents import Document, Passage
from corpusclean.edits import apply

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "cases" / "passages"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}:{case['title']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def marked(number: int, text: str) -> tuple[Document, set[Passage]]:
    """The document without its brackets, and the spans that were in them."""
    spans, plain, start = set(), "", 0
    for piece in re.split("([⟦⟧])", text):
        if piece == "⟦":
            start = len(plain)
        elif piece == "⟧":
            spans.add(Passage(str(number), start, len(plain)))
        else:
            plain += piece
    return Document(str(number), plain), spans


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    pairs = [marked(number, text) for number, text in enumerate(case["documents"])]
    documents, expected = [document for document, _ in pairs], set().union(*(spans for _, spans in pairs))
    config = PassagesConfig(**case.get("options", {}))
    repeats = find_passages(documents, config=config)
    assert {side for match in repeats for side in (match.left, match.right)} == expected
    acts = removable(repeats, config=config)
    for document in documents:
        layer = removal(document.text, acts.get(document.id, []), config=config)
        layer.check(len(document.text))
        assert apply(document.text, layer) == case.get("after", document.text)
        if "notes" in case:
            assert [note.kind for note in layer.notes] == case["notes"]
