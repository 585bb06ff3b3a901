"""Mending: the edits that loops find become a layer, and the text with its edits made comes with its view.

Loops leave edits as numbers (`mend_loops`).  A layer has them as Python has them; made by a loop again, they give the next
text and its view at once, which a text of a thousand characters otherwise pays for with more than its rules cost.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpusclean import mend_loops
from corpusclean.edits import Columns, Layer, Note, apply
from corpusclean.mend_loops import ROWS, TIMES
from corpusclean.running import Numbers, running
from corpusclean.views import CompiledView, View, last_view, remember


def layer_of(rule: str, view: View, found: Numbers, many: int, notes: tuple[Note, ...] = ()) -> Layer:
    """The layer of the first so many edits found in a view."""
    if isinstance(view, CompiledView):
        kept = found[:ROWS, :many].copy()
        return Layer.unread(rule, kept, lambda: _columns(kept.tolist()), notes)
    return Layer(rule, *_columns([row[:many] for row in found[:ROWS]]), notes=notes)


def _columns(found: list[list[int]]) -> Columns:
    starts, ends, afters = found
    if not any(afters):
        return starts, ends, [""] * len(afters)
    return starts, ends, list(map(chr if min(afters) > 0 and max(afters) < TIMES else text_of, afters))


def text_of(number: int) -> str:
    """What an edit's number AFTER says."""
    return chr(number % TIMES) * (1 + number // TIMES) if number else ""


def number_of(after: str) -> int:
    """The same the other way round, for one character, once or several times."""
    return ord(after[0]) + (len(after) - 1) * TIMES if after else 0


def placed(layer: Layer, offsets: Sequence[int]) -> Sequence[int]:
    """`layer.places(offsets)`, without reading the layer's columns where its edits still are numbers."""
    if layer.numbers is None or not offsets:
        return layer.places(offsets)
    loops = running(0)
    found = loops.loose_room(len(offsets))
    loops.loops(mend_loops).place(layer.numbers, loops.numbers(offsets), found)
    return loops.values(found, len(offsets))


def mended(text: str, layer: Layer) -> str:
    """The text with the layer's edits made; its view is at hand to whoever asks next."""
    view = last_view()
    if view is None or view.text is not text:
        return apply(text, layer)
    if layer.numbers is not None and isinstance(view, CompiledView):
        view = view.after(layer.numbers)
    else:
        view = view.next(apply(text, layer), layer.starts, layer.ends, layer.afters)
    remember(view)
    return view.text
