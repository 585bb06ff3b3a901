"""Laws of composed layers: one layer does what two do in turn, and undoes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.edits import Layer, apply, compose, inverse

TEXT = st.text(alphabet="天地玄黄ab", max_size=12)


def layers(text: str) -> st.SearchStrategy[Layer]:
    """Layers with removals, insertions and replacements side by side."""

    def make(marks: list[tuple[int, str]]) -> Layer:
        starts, ends, afters, at, last = [], [], [], 0, -1
        for length, after in marks:
            start, end = at, min(at + length, len(text))
            if start <= len(text) and not start == end == last and (length, after) != (0, ""):
                starts.append(start)
                ends.append(end)
                afters.append(after)
                last = end
            at = end + (1 if start == end else len(after) % 2)
        return Layer("law", starts, ends, afters)

    return st.lists(st.tuples(st.integers(0, 2), st.text(alphabet="XYZ", max_size=2)), max_size=8).map(make)


@given(st.data())
def test_composed_layer_does_both(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    first = data.draw(layers(text))
    between = apply(text, first)
    second = data.draw(layers(between))
    both = compose(text, first, second)
    both.check(len(text))
    assert apply(text, both) == apply(between, second)
    assert apply(apply(between, second), inverse(text, both)) == text


@given(st.data())
def test_edits_apart_keep_their_places(data: st.DataObject) -> None:
    text = "天" * 5 + data.draw(TEXT)
    first = Layer("law", [0], [1], [data.draw(st.sampled_from(("地玄", "X", "YZ")))])
    between = apply(text, first)
    both = compose(text, first, Layer("law", [len(between)], [len(between)], ["。"]))
    assert list(both.starts) == [0, len(text)]
    assert list(both.afters) == [*first.afters, "。"]
