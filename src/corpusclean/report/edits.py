"""Edits and notes as JSON values, and the way back: the original from a cleaned text and its line of edits.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from corpusclean.cleaning import RULES
from corpusclean.documents import Cleaned, Match, Passage
from corpusclean.edits import Layer, apply
from corpusclean.rules import Risk

RISKS = {rule.name: rule.risk for rule in RULES} | {"repeats": Risk.GUESS}
"""Every name that can stand in a report -> how sure its changes are."""


to_json = json.JSONEncoder(ensure_ascii=False).encode
"""A value as one line of JSON; `json.dumps` would make a new encoder each time, at twice the cost."""


def edits_as_json(layers: Iterable[tuple[Layer, str]], *, first: int = 0) -> list[dict[str, Any]]:
    """(layer, its input) in order -> one value an edit; offsets count in the text that the rule saw.

    `layer` numbers the layers from `first`: a rule may have come twice.
    """
    found = []
    for place, (layer, text) in enumerate(layers, first):
        risk = RISKS[layer.rule].name.lower()
        for number, edit in enumerate(layer.edits(text)):
            value = {"layer": place, "rule": layer.rule, "risk": risk, **edit._asdict()}
            if number in layer.origins:
                value["from"] = layer.origins[number]
            found.append(value)
    return found


def layers_from_json(edits: Iterable[Mapping[str, Any]]) -> tuple[Layer, ...]:
    """The layers that `edits_as_json` wrote, without their notes."""
    layers = []
    for _, members in groupby(edits, key=lambda edit: edit["layer"]):
        found = list(members)
        layers.append(
            Layer(
                found[0]["rule"],
                [edit["start"] for edit in found],
                [edit["end"] for edit in found],
                [edit["after"] for edit in found],
                [edit["reason"] for edit in found],
                origins={number: edit["from"] for number, edit in enumerate(found) if "from" in edit},
            )
        )
    return tuple(layers)


def restore(text: str, edits: Sequence[Mapping[str, Any]]) -> str:
    """The original of a cleaned `text`, from its entry in edits.jsonl alone.

    >>> restore("他说，好。", [{"layer": 0, "rule": "punctuation", "start": 2, "end": 3, "before": ",", "after": "，", "reason": ""}])
    '他说,好。'
    """
    end = len(edits)
    for layer in reversed(layers_from_json(edits)):
        own, end = edits[end - len(layer) : end], end - len(layer)
        outs = [layer.place(edit["start"]) for edit in own]
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
