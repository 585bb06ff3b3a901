"""Laws of cleaning on the pieces of quality/text, damaged in one to three ways."""

from __future__ import annotations

import random
from pathlib import Path

from damage import DAMAGES, garble
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusclean as cc

PIECES = [
    path.read_text(encoding="utf-8").rstrip("\n") for path in sorted((Path(__file__).parents[2] / "quality/text").glob("*.txt"))
]


@st.composite
def damaged(draw: st.DrawFn, *, garbled: bool = True) -> str:
    lines = draw(st.sampled_from(PIECES)).split("\n")
    text = "\n".join(lines[: draw(st.integers(2, len(lines)))])
    rng = random.Random(draw(st.integers(0, 2**16)))
    kinds = [damage for damage in DAMAGES if garbled or damage is not garble]
    for damage in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3)):
        text = damage(text, rng)
    return text


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_undo_gives_the_original_back(text: str) -> None:
    assert cc.clean(cc.Document("a", text)).undo() == text


@settings(max_examples=60, deadline=None)
@given(damaged(garbled=False))
def test_no_letter_is_lost_added_or_misplaced(text: str) -> None:
    """Each letter of the output is the letter at the place that `locate` names, and each of the original is named once."""
    cleaned = cc.clean(cc.Document("a", text))
    letters = [i for i, character in enumerate(cleaned.document.text) if character.isalnum()]
    places = [cleaned.locate(i) for i in letters]
    assert [text[place] for place in places] == [cleaned.document.text[i] for i in letters]
    assert sorted(places) == [i for i, character in enumerate(text) if character.isalnum()]


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cc.clean_text(text)
    assert cc.clean_text(once) == once
