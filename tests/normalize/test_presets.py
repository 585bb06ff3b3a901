"""Presets: which rules run for which kind of text."""

from __future__ import annotations

import pytest

import corpusclean as cc
from corpusclean.config import PRESETS, CleanConfig

WIDE = "\ufeff他說GDP 增长 3%, 比去年快。鎴戜滑 在 App 里看到 1 条消息，用 QQ 登录。"


def test_newspaper_is_the_default() -> None:
    assert PRESETS["newspaper"] == CleanConfig()


def test_minimal_mends_and_removes_only() -> None:
    assert cc.clean_text(WIDE, config=PRESETS["minimal"]) == WIDE.replace("\ufeff", "").replace("鎴戜滑", "我们")


def test_web_keeps_the_page_habit() -> None:
    cleaned = cc.clean_text(WIDE, config=PRESETS["web"])
    assert "App 里" in cleaned
    assert "3%，" in cleaned


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_idempotent(name: str) -> None:
    once = cc.clean_text(WIDE, config=PRESETS[name])
    assert cc.clean_text(once, config=PRESETS[name]) == once
