"""Laws of layers, over random texts and random edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.documents import Cleaned, Document
from corpusclean.edits import Layer, apply, inverse

TEXT = st.text(alphabet="天地玄黄ab ,.，。\n", max_size=30)


@st.composite
def layered(draw: st.DrawFn) -> tuple[str, Layer]:
    text = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    starts, ends = cuts[::2], cuts[1::2]
    afters = [draw(TEXT) for _ in ends]
    return text, Layer("random", starts[: len(ends)], ends, afters)


@given(layered())
def test_inverse_undoes(case: tuple[str, Layer]) -> None:
    text, layer = case
    layer.check(len(text))
    assert apply(apply(text, layer), inverse(text, layer)) == text


@given(layered())
def test_kept_characters_map_to_themselves(case: tuple[str, Layer]) -> None:
    text, layer = case
    out = apply(text, layer)
    changed = {i for start, end in zip(layer.starts, layer.ends, strict=True) for i in range(start, end)}
    kept = [i for i in range(len(text)) if i not in changed]
    for i in kept:
        assert layer.locate(layer.place(i)) == i
        assert out[layer.place(i)] == text[i]


@given(layered())
def test_locate_stays_inside(case: tuple[str, Layer]) -> None:
    text, layer = case
    assert all(0 <= layer.locate(i) <= len(text) for i in range(len(apply(text, layer)) + 1))


@given(layered(), st.data())
def test_layers_compose(case: tuple[str, Layer], data: st.DataObject) -> None:
    text, first = case
    middle = apply(text, first)
    cut = data.draw(st.integers(0, len(middle)))
    second = Layer("second", [cut], [len(middle)], ["完"])
    cleaned = Cleaned(Document("a", text), Document("a", apply(middle, second)), (first, second))
    assert cleaned.undo() == text
    assert [e for _, e in cleaned.edits()] == [*first.edits(text), *second.edits(middle)]
