"""Laws of layers, over random texts and random edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean import mend_loops
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


@given(layered(), st.lists(st.integers(0, 30), max_size=8).map(sorted), st.data())
def test_the_loop_finds_places_as_the_layer_does(case: tuple[str, Layer], offsets: list[int], data: st.DataObject) -> None:
    """For edits as loops leave them: nothing, or one character once or several times, stands there afterwards."""
    text, layer = case
    times = [data.draw(st.integers(0 if start < end else 1, 3)) for start, end in zip(layer.starts, layer.ends, strict=True)]
    made = Layer("random", layer.starts, layer.ends, ["。" * n for n in times])
    rows = [layer.starts, layer.ends, [ord("。") + (n - 1) * mend_loops.TIMES if n else 0 for n in times]]
    found = [0] * len(offsets)
    mend_loops.place(rows, offsets, found)
    assert found == made.places(offsets)
    assert mend_loops.grows(rows) == len(apply(text, made)) - len(text)
