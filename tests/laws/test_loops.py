"""Law of loops: compiled they give the layers that they give interpreted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixed_texts import MIXED, PROSE
from test_mark_laws import PIECES

import corpusclean as cc
from corpusclean import fragments, running, views
from corpusclean.characters import FACE_SIGNS, HAN, PARTS, SIGNS
from corpusclean.documents import Cleaned
from corpusclean.foreign.records import find_rows


def cleaned(text: str, *, compiled: bool) -> Cleaned:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "compiles_after", -1 if compiled else float("inf"))
        patch.setattr(views, "_last", views.View(""))
        return cc.clean(cc.Document("law", text))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(PIECES, MIXED, PROSE))
def test_compiled_loops_give_the_same_layers(text: str) -> None:
    assert cleaned(text, compiled=True) == cleaned(text, compiled=False)


TELLING = re.compile(
    rf"""[{SIGNS}{PARTS}](?:
      (?<=[{SIGNS}])
    | (?<=[A-Za-z])(?=[(;]) | (?<=[a-z])(?=:|\x20[{HAN}]) | (?<=[A-Za-z0-9{HAN}）)》”]\.[a-z]) | (?<=[a-z]\x20\w[;:]) | (?<=\+;)
    | (?<=[;:])(?=-?[)(DP]) | (?<=")(?=\s?[:+x×%]) | (?<=[0-9]')(?=[0-9]) | (?<=[!:])(?=important|wq|q!)
    | (?<=“:)
    | (?<=\()(?=-?[\w.∞]{{1,10}}\s?,|[A-Za-z0-9]{{1,3}}\s?[-+*/^]|[A-Z][A-Za-z]*[0-9]|[*?{FACE_SIGNS}])
    )""",
    re.ASCII | re.VERBOSE,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(PIECES, MIXED, st.text(alphabet="天 地,.;:!?\"'()+-_*^=/A1a1bwqiP×%∞\t\n", max_size=12)))
def test_telling_places_are_those_of_the_pattern(text: str) -> None:
    """What the loop looks for, said in another way."""
    assert fragments._telling_places(text)[0] == [m.start() for m in TELLING.finditer(text)]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.text(alphabet=",,,，ab1 天", max_size=9), max_size=8))
def test_no_table_is_overlooked(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert fragments._telling_places(text)[1] or not list(find_rows(text))
