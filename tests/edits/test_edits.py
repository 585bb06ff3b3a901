"""Layers: what apply, inverse, locate and place do on cases that can be checked by hand."""

from __future__ import annotations

import pytest

from corpusclean.documents import Cleaned, Document
from corpusclean.edits import Layer, Note, apply, covered, inverse, touched

MOVE = Layer(
    "lines", [2, 6], [2, 9], ["丙丁\n", ""], origins={0: [(0, 6)]}
)  # 甲乙图片。\n丙丁\n -> the rest moves before the caption


def test_move_keeps_offsets_and_undo() -> None:
    text = "甲乙\n图片\n丙丁\n"
    moved = apply(text, MOVE)
    assert moved == "甲乙丙丁\n\n图片\n"
    assert [text[MOVE.locate(i)] for i in range(len(moved))] == list(moved)
    assert apply(moved, inverse(text, MOVE)) == text


@pytest.mark.parametrize(
    ("layer", "offset", "place", "why"),
    [
        (Layer("r", [2], [3], ["，"]), 2, 2, "a replaced character maps to the one it replaced"),
        (Layer("r", [2], [3], ["，"]), 3, 3, "what follows a replacement of the same length stays where it is"),
        (Layer("r", [2], [5], [""]), 2, 5, "after a removal the next kept character is found"),
        (Layer("r", [2], [2], ["，"]), 2, 2, "an inserted character maps to the place it was put at"),
        (Layer("r", [2], [2], ["，"]), 3, 2, "what follows an insertion maps back across it"),
        (Layer("r", [1], [4], ["……"]), 2, 2, "a replacement maps character by character"),
        (Layer("r", [1], [2], ["——"]), 2, 1, "a longer replacement stays on its last counterpart"),
    ],
)
def test_locate(layer: Layer, offset: int, place: int, why: str) -> None:
    assert layer.locate(offset) == place, why


def test_place_is_the_way_forward() -> None:
    layer = Layer("r", [1, 4], [3, 5], ["", "……"])
    assert [layer.place(i) for i in range(7)] == [0, 1, 1, 1, 2, 4, 5]


@pytest.mark.parametrize(
    "layer",
    [
        Layer("r", [3, 1], [4, 2], ["", ""]),
        Layer("r", [1, 2], [3, 4], ["", ""]),
        Layer("r", [1], [9], [""]),
        Layer("r", [1], [2], ["", ""]),
        Layer("r", [1, 3], [2, 4], ["", ""], reasons=["one"]),
        Layer("r", [2, 2], [2, 2], ["a", "b"]),
    ],
)
def test_check_refuses_broken_columns(layer: Layer) -> None:
    with pytest.raises(ValueError, match="rule r"):
        layer.check(6)


def test_notes_are_placed_in_the_original() -> None:
    first = Layer("controls", [0], [1], [""])
    second = Layer("lines", notes=(Note(1, 3, "truncated", "the rest is lost"),))
    cleaned = Cleaned(Document("a", "\ufeff甲乙丙"), Document("a", "甲乙丙"), (first, second))
    assert [(rule, note.start, note.end) for rule, note in cleaned.notes] == [("lines", 2, 4)]


def test_spans() -> None:
    starts, ends = [2, 8], [5, 9]
    assert [i for i in range(11) if covered(starts, ends, i)] == [2, 3, 4, 8]
    assert touched(starts, ends, 4, 6) and touched(starts, ends, 0, 3) and touched(starts, ends, 8, 8)
    assert not touched(starts, ends, 5, 8) and not touched(starts, ends, 0, 2) and not touched(starts, ends, 9, 20)
