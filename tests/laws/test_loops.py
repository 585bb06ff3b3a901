"""Law of loops: compiled they give the layers that they give interpreted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixed_texts import MIXED, PROSE
from test_mark_laws import PIECES

import corpusclean as cc
from corpusclean import fragments, running, views
from corpusclean.documents import Cleaned


def cleaned(text: str, *, compiled: bool) -> Cleaned:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "compiles_after", -1 if compiled else float("inf"))
        patch.setattr(views, "_last", views.View(""))
        return cc.clean(cc.Document("law", text))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(PIECES, MIXED, PROSE))
def test_compiled_loops_give_the_same_layers(text: str) -> None:
    assert cleaned(text, compiled=True) == cleaned(text, compiled=False)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(PIECES, MIXED, st.text(alphabet="天 地,.;:!?\"'()+-_*^=/A1a1bwqiP×%∞\t\n", max_size=12)))
def test_telling_places_miss_no_fragment(text: str) -> None:
    places = set(fragments._telling_places(text))
    assert {m.start() for m in fragments._TRIGGER.finditer(text)} <= places
