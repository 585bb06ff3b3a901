"""docs/rules.md is what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from corpusclean.cleaning import RULES

ROOT = Path(__file__).parents[1]


def test_the_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("rules_page", ROOT / "tools" / "rules_page.py")
    assert spec is not None
    assert spec.loader is not None
    rules_page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules_page)
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page.page(), (
        "run `make docs` and commit docs/rules.md"
    )


def test_every_rule_says_what_and_why() -> None:
    for rule in RULES:
        assert rule.summary.endswith("."), rule.name
        assert rule.why.endswith("."), rule.name
