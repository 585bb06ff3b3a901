"""Edits and notes as JSON values, and the way back: the original from a cleaned text and its line of edits.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any

from corpusclean.cleaning import RULES
from corpusclean.documents import Cleaned, Match, Passage
from corpusclean.edits import Edit, Layer, apply
from corpusclean.rules import Risk

RISKS = {rule.name: rule.risk for rule in RULES} | {"repeats": Risk.GUESS}
"""Every name that can stand in a report -> how sure its changes are."""


to_json = json.JSONEncoder(ensure_ascii=False).encode
"""A value as one line of JSON; `json.dumps` would make a new encoder each time, at twice the cost."""


def columns_of(layers: Iterable[tuple[Layer, str]]) -> list[list[Any]]:
    """(layer, its input) in order -> each layer that has edits, as columns: rule, starts, ends, befores, afters, reasons, origins.

    This is how a run hands edits on; as values of their own they take four times the time.
    """
    return [
        [
            layer.rule,
            layer.starts,
            layer.ends,
            [text[start:end] for start, end in zip(layer.starts, layer.ends, strict=True)],
            layer.afters,
            layer.reasons,
            list(layer.origins.items()),
        ]
        for layer, text in layers
        if len(layer)
    ]


def layers_of(columns: Iterable[Sequence[Any]]) -> tuple[Layer, ...]:
    """The layers that `columns_of` was given, without their notes and those that had nothing else."""
    return tuple(
        Layer(rule, starts, ends, afters, reasons, origins=dict(origins))
        for rule, starts, ends, _, afters, reasons, origins in columns
    )


def edits_as_json(columns: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """One value an edit; offsets count in the text that the rule saw.

    `layer` numbers the layers: a rule may have come twice.
    """
    found = []
    for place, (rule, starts, ends, befores, afters, reasons, origins) in enumerate(columns):
        risk, moved = RISKS[rule].name.lower(), dict(origins)
        edits = zip(starts, ends, befores, afters, reasons or [""] * len(starts), strict=True)
        for number, edit in enumerate(edits):
            value = {"layer": place, "rule": rule, "risk": risk, **Edit(*edit)._asdict()}
            if number in moved:
                value["from"] = moved[number]
            found.append(value)
    return found


def _layers_from_json(edits: Iterable[Mapping[str, Any]]) -> tuple[Layer, ...]:
    """The layers of a line of edits.jsonl, without their notes."""
    layers = []
    for _, members in groupby(edits, key=lambda edit: edit["layer"]):
        found = list(members)
        starts, ends, afters = ([edit[name] for edit in found] for name in ("start", "end", "after"))
        layers.append(Layer(found[0]["rule"], starts, ends, afters))
    return tuple(layers)


def restore(text: str, edits: Sequence[Mapping[str, Any]]) -> str:
    """The original of a cleaned `text`, from its entry in edits.jsonl alone.

    >>> restore("他说，好。", [{"layer": 0, "rule": "punctuation", "start": 2, "end": 3, "before": ",", "after": "，", "reason": ""}])
    '他说,好。'
    """
    end = len(edits)
    for layer in reversed(_layers_from_json(edits)):
        own, end = edits[end - len(layer) : end], end - len(layer)
        grown = accumulate((len(edit["after"]) - (edit["end"] - edit["start"]) for edit in own), initial=0)
        outs = [edit["start"] + shift for edit, shift in zip(own, grown, strict=False)]
        ends = [out + len(edit["after"]) for out, edit in zip(outs, own, strict=True)]
        text = apply(text, Layer(layer.rule, outs, ends, [edit["before"] for edit in own]))
    return text


def notes_as_json(cleaned: Cleaned) -> list[dict[str, Any]]:
    """What was seen and left alone; places count in the text as it was read."""
    return [{"rule": rule, **note._asdict()} for rule, note in cleaned.notes]


def match_as_json(match: Match) -> dict[str, Any]:
    def passage(one: Passage) -> dict[str, Any]:
        return {"doc": one.document_id, "start": one.start, "end": one.end}

    return {"left": passage(match.left), "right": passage(match.right), "similarity": round(match.similarity, 4)}
