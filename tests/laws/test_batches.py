"""Law of batches: documents cleaned together come out as each does alone."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixed_texts import MIXED, PROSE
from test_mark_laws import PIECES

import corpusclean as cc
from corpusclean import batches, running
from corpusclean.config import CleanConfig, LinesConfig, PunctuationConfig, ScriptConfig, SpacesConfig, Switch
from corpusclean.documents import Cleaned

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "cases"
NO_LINES = replace(CleanConfig(), columns=Switch(enabled=False), lines=LinesConfig(enabled=False))
CONFIGS = {
    "default": CleanConfig(),
    "without line repair": NO_LINES,
    "majority": replace(CleanConfig(), spaces=SpacesConfig(mixed="majority")),
    "all options": replace(
        CleanConfig(), punctuation=PunctuationConfig(repeats=True, pairs=True), script=ScriptConfig(convert="t2s")
    ),
    "script alone": replace(CleanConfig(), script=ScriptConfig(convert="s2t"), max_risk="guess"),
}


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "compiles_after", -1)


def said(cleaned: Cleaned) -> list[Any]:
    """All that can be read of it, whatever its columns are made of."""
    layers = [
        (
            layer.rule,
            *map(list, (layer.starts, layer.ends, layer.afters, layer.reasons)),
            layer.notes,
            {edit: list(map(tuple, origin)) for edit, origin in layer.origins.items()},
        )
        for layer in cleaned.layers
    ]
    return [cleaned.original, cleaned.document, layers, cleaned.notes]


def check(texts: Sequence[str], config: CleanConfig) -> None:
    documents = [cc.Document(str(k), text) for k, text in enumerate(texts)]
    for one, alone in zip(cc.clean_many(documents, config=config), documents, strict=True):
        assert said(one) == said(cc.clean(alone, config=config))


def texts_of_cases() -> list[str]:
    found = []
    for path in sorted(CASES.rglob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get("case", []):
            found += [case[name] for name in ("before", "text") if isinstance(case.get(name), str)]
    return found


@pytest.mark.parametrize("name", CONFIGS)
def test_every_case_among_others(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In batches of some forty, so that one which cannot be told apart takes few with it."""
    monkeypatch.setattr(batches, "LONGEST", 4_000)
    texts = texts_of_cases()
    random.Random(name).shuffle(texts)
    check(texts, CONFIGS[name])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(PIECES, MIXED, PROSE), max_size=6), st.sampled_from(sorted(CONFIGS)))
def test_documents_together_are_as_alone(texts: list[str], name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "compiles_after", -1)
        check(texts, CONFIGS[name])


BESIDE = {
    "a line end of two characters that is cut": ["好\r", "\n他说,好."],
    "a document with the separator": ["他说,\ufdd0好.", "他说,好.", "他说,\ufdd0\n“好."],
    "a fence that never closes": ["例如:\n```\na = b,c", "他说,好.\n```\n再看,好."],
    "a quotation over paragraphs that never closes": ['他说:"第一,修路.', '第二,通水."众人点头.'],
    "a quote the wrong way round beside one that may be right": [
        "”好“，他说，”走“。",
        "他把”你好“念成了”您好“二字。",
        "”好“，他说。",
    ],
    "a radical in a traditional text beside a simplified one": ["⼾口說明", "⼾口说明"],
    "three who speak in three documents": ["小李 我在呢", "小王 你好", "小李 再见"],
    "documents of blanks and nothing": ["", " ", "\n\n", "\u3000", "他说,好."],
    "signs of garbling in one alone": ["¡¢他说", "ÖÐ¹ú,他说", "琛他说,好"],
    "a table that would go on": ["姓名,年龄,城市\n王梅,34,北京", "李强,41,上海\n张三,22,广州"],
}


@pytest.mark.parametrize("title", BESIDE)
def test_neighbours_say_nothing_of_each_other(title: str) -> None:
    for config in CONFIGS.values():
        check(BESIDE[title], config)


def test_a_batch_that_cannot_be_told_apart_is_cleaned_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    alone: list[str] = []
    monkeypatch.setattr(batches, "clean", lambda document, config: alone.append(document.id) or cc.clean(document, config=config))
    check(["好\r", "他说,好."], CleanConfig())
    assert alone == ["0", "1"]


def test_documents_come_in_order_whatever_their_length() -> None:
    texts = ["短,文.", "长,文." * batches.LONGEST, "短,文.", "", "短,文."]
    found = [cleaned.document.text for cleaned in cc.clean_many(cc.Document("", text) for text in texts)]
    assert found == [text.replace(",", "，").replace(".", "。") for text in texts]
