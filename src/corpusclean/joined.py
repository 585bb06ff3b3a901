"""Documents joined to one text, so that what a rule costs once is paid once for all of them (decision 12).

Between two of them stands a line of one character that Unicode keeps for such use: no text that is exchanged has it.  To a rule
that looks at lines it is a line without anything; a rule that looks further asks for the `parts` of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpusclean.edits import NO_ORIGINS, Layer, Note, Origin, nothing

SEPARATOR = "\ufdd0"
JOINT = f"\n{SEPARATOR}\n"


def join(texts: Sequence[str]) -> str:
    """The texts as one; none of them may have the separator."""
    return JOINT.join(texts)


def parts(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the documents in `text`, half-open: of most texts there is one.

    >>> list(parts(join(["天气", "", "很好。"])))
    [(0, 2), (5, 5), (8, 11)]
    """
    start, at = 0, text.find(SEPARATOR)
    while at >= 0:
        yield start, at - 1
        start = at + 2
        at = text.find(SEPARATOR, start)
    yield start, len(text)


def together(rule: str, layers: Iterable[tuple[int, Layer]]) -> Layer:
    """One layer from those of some parts, given with where each part starts, in order."""
    starts: list[int] = []
    ends: list[int] = []
    afters: list[str] = []
    reasons: list[str] = []
    notes: list[Note] = []
    origins: dict[int, Origin] = {}
    for first, layer in layers:
        for edit, origin in layer.origins.items():
            origins[len(starts) + edit] = [(offset, first + place) for offset, place in origin]
        starts += [first + start for start in layer.starts]
        ends += [first + end for end in layer.ends]
        afters += layer.afters
        reasons += layer.reasons or [""] * len(layer)
        notes += [note._replace(start=first + note.start, end=first + note.end) for note in layer.notes]
    if not starts and not notes:
        return nothing(rule)
    return Layer(rule, starts, ends, afters, reasons if any(reasons) else (), tuple(notes), origins or NO_ORIGINS)


def share(layer: Layer, start: int, stop: int, first: int) -> Layer:
    """Of a layer of joined documents the edits [start, stop), as a layer of the document that starts at `first`; without notes."""
    origins = {
        edit - start: [(offset, place - first) for offset, place in origin]
        for edit, origin in layer.origins.items()
        if start <= edit < stop
    }
    return Layer(
        layer.rule,
        [place - first for place in layer.starts[start:stop]],
        [place - first for place in layer.ends[start:stop]],
        layer.afters[start:stop],
        layer.reasons[start:stop] if any(layer.reasons[start:stop]) else (),
        origins=origins or NO_ORIGINS,
    )
