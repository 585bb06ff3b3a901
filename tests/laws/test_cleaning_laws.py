"""Laws of cleaning, over generated mixed text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mixed_texts import MIXED, PROSE

import corpusclean as cc
from corpusclean.cleaning import RULES
from corpusclean.config import CleanConfig, ScriptConfig, SpacesConfig
from corpusclean.documents import Cleaned
from corpusclean.rules import Risk

NAMES = [rule.name for rule in RULES]
TEXTS = st.one_of(MIXED, PROSE)
LAW = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cleaned(text: str, config: CleanConfig | None = None) -> Cleaned:
    return cc.clean(cc.Document("law", text), config=config)


def without(*names: str) -> CleanConfig:
    return replace(CleanConfig(), **{name: replace(getattr(CleanConfig(), name), enabled=False) for name in names})


CONFIGS = st.one_of(
    st.just(CleanConfig()),
    st.sets(st.sampled_from(NAMES)).map(lambda names: without(*names)),
    st.sampled_from(("keep", "insert", "majority")).map(lambda mixed: replace(CleanConfig(), spaces=SpacesConfig(mixed=mixed))),
)


@LAW
@given(TEXTS, CONFIGS)
def test_cleaning_twice_changes_no_more(text: str, config: CleanConfig) -> None:
    once = cc.clean_text(text, config=config)
    assert cc.clean_text(once, config=config) == once


@LAW
@given(TEXTS)
def test_undo_gives_the_original(text: str) -> None:
    assert cleaned(text, replace(CleanConfig(), script=ScriptConfig(convert="s2t"))).undo() == text


@LAW
@given(TEXTS)
def test_layers_are_in_order_and_inside(text: str) -> None:
    now = text
    for layer in cleaned(text).layers:
        layer.check(len(now))
        assert all(0 <= note.start <= note.end <= len(now) for note in layer.notes)
        now = cc.edits.apply(now, layer)


def sources(result: Cleaned) -> list[int | None]:
    """For each character of the result the place it was kept or moved from, None where an edit wrote it: by simulation."""
    places: list[int | None] = list(range(len(result.original.text)))
    for layer in result.layers:
        after: list[int | None] = []
        at = 0
        for k, (start, end, new) in enumerate(zip(layer.starts, layer.ends, layer.afters, strict=True)):
            after += places[at:start]
            moved: list[int | None] = [None] * len(new)
            for (offset, origin), stop in zip(
                layer.origins.get(k, ()), [*(piece[0] for piece in layer.origins.get(k, ())[1:]), len(new)], strict=False
            ):
                moved[offset:stop] = places[origin : origin + stop - offset]
            after += moved
            at = end
        places = after + places[at:]
    return places


@LAW
@given(TEXTS)
def test_every_character_maps_to_its_source(text: str) -> None:
    result = cleaned(text)
    for i, place in enumerate(sources(result)):
        located = result.locate(i)
        assert 0 <= located <= len(text)
        if place is not None:
            assert located == place
            assert result.document.text[i] == text[place]


def content(text: str) -> list[str]:
    """Letters, digits and Han characters."""
    return [c for c in text if c.isalnum()]


@LAW
@given(TEXTS)
def test_letters_digits_and_han_keep_their_sequence(text: str) -> None:
    config = without("encoding", "width", "script", "columns", "lines")
    result = content(cc.clean_text(text, config=config))
    escapes = replace(config, controls=replace(config.controls, enabled=False))
    assert result == content(text) or content(cc.clean_text(text, config=escapes)) == content(text)  # \x1b[31m has letters


@LAW
@given(PROSE)
def test_line_repair_moves_but_loses_nothing(text: str) -> None:
    config = without("encoding", "width", "script")
    assert Counter(content(cc.clean_text(text, config=config))) == Counter(content(text))


@LAW
@given(TEXTS)
def test_reported_edits_make_the_plain_result(text: str) -> None:
    result = cleaned(text)
    assert result.document.text == cc.clean_text(text)
    now = text
    for layer in result.layers:
        for edit in reversed(list(layer.edits(now))):
            assert now[edit.start : edit.end] == edit.before
            now = now[: edit.start] + edit.after + now[edit.end :]
    assert now == result.document.text


@LAW
@given(TEXTS, st.sets(st.sampled_from(NAMES)))
def test_rules_switched_off_leave_no_trace(text: str, off: set[str]) -> None:
    result = cleaned(text, without(*off))
    assert off.isdisjoint(layer.rule for layer in result.layers)
    assert off.isdisjoint(rule for rule, _ in result.notes)


@LAW
@given(TEXTS)
def test_no_rule_no_change(text: str) -> None:
    result = cleaned(text, without(*NAMES))
    assert result.document.text == text
    assert result.layers == ()


@pytest.mark.parametrize("most", list(Risk))
def test_max_risk_is_respected(most: Risk) -> None:
    risks = {rule.name: rule.risk for rule in RULES}
    text = '\ufeff１９９８年,他说"好".鎴戜滑 &nbsp;\n第 二行\r\n'
    layers = cleaned(text, replace(CleanConfig(), max_risk=most.name.lower())).layers
    assert layers
    assert all(risks[layer.rule] <= most for layer in layers)
