"""Every case in tests/cases, with the laws that hold for each: idempotence, undo, and offsets."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import corpusclean as cc
from corpusclean.config import CleanConfig

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in cc.RULES}


def load(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])


def cases_of_rules() -> list[Any]:
    found = []
    for path in sorted(CASES.rglob("*.toml")):
        name = path.relative_to(CASES).parts[0].removesuffix(".toml")
        if name in RULES:
            found += [pytest.param(name, case, id=f"{path.stem}:{case['title']}") for case in load(path)]
    return found


def pieces(folder: str) -> list[Any]:
    paths = [CASES / f"{folder}.toml", *sorted((CASES / folder).rglob("*.toml"))]
    return [pytest.param(case, id=f"{path.stem}:{case['title']}") for path in paths if path.exists() for case in load(path)]


def only(rule: str, options: dict[str, Any]) -> CleanConfig:
    """A configuration in which `rule` alone runs, with these options."""
    off = {name: replace(getattr(CleanConfig(), name), enabled=False) for name in RULES if name != rule}
    return CleanConfig(**off, **{rule: replace(getattr(CleanConfig(), rule), **options)})


def check(text: str, expected: str, config: CleanConfig) -> None:
    cleaned = cc.clean(cc.Document("case", text), config=config)
    assert cleaned.document.text == expected
    assert cleaned.undo() == text
    assert cc.clean_text(expected, config=config) == expected, "cleaning twice changes more"
    places = [cleaned.locate(i) for i in range(len(expected) + 1)]
    assert all(0 <= place <= len(text) for place in places)
    for note in (note for _, note in cleaned.notes):
        assert 0 <= note.start <= note.end <= len(text)


@pytest.mark.parametrize(("rule", "case"), cases_of_rules())
def test_case(rule: str, case: dict[str, Any]) -> None:
    """tests/cases/RULE.toml or RULE/*.toml: title, before, after (absent: unchanged), why, options, notes (kinds expected)."""
    config = only(rule, case.get("options", {}))
    check(case["before"], case.get("after", case["before"]), config)
    if "notes" in case:
        kinds = [note.kind for _, note in cc.clean(cc.Document("case", case["before"]), config=config).notes]
        assert kinds == case["notes"]


@pytest.mark.parametrize("case", pieces("together"))
def test_together(case: dict[str, Any]) -> None:
    """tests/cases/together.toml: all rules at once, default configuration."""
    check(case["before"], case["after"], CleanConfig())


@pytest.mark.parametrize("case", pieces("untouched"))
def test_untouched(case: dict[str, Any]) -> None:
    """tests/cases/untouched.toml or untouched/*.toml: title, text, why; all rules, nothing may change."""
    check(case["text"], case["text"], CleanConfig())


@pytest.mark.parametrize("case", pieces("known_failures"))
@pytest.mark.xfail(strict=True, reason="known failure, see its why")
def test_known_failure(case: dict[str, Any]) -> None:
    """tests/cases/known_failures.toml: title, before, after, why; all rules; must fail, or move to its rule's file."""
    check(case["before"], case["after"], CleanConfig())
