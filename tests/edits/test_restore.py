"""The original comes back from a cleaned text and its edits alone."""

from __future__ import annotations

from corpusclean.edits import Layer, apply
from corpusclean.report.edits import columns_of, edits_as_json, restore


def test_insertions_and_what_stands_right_after_them() -> None:
    text = "天气很好，我们去河边。"
    layer = Layer("lines", [0, 3, 5, 7], [0, 4, 5, 9], ["前言", "", "\n移来的一行\n", "走"])
    assert restore(apply(text, layer), edits_as_json(columns_of([(layer, text)]))) == text
