"""A text in traditional characters is cleaned as the same text in simplified ones is: each case, there and back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import corpusclean as cc
from corpusclean import simplified
from corpusclean.edits import Layer, apply
from corpusclean.normalize.opencc_tables import convert

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parents[1] / "cases"
ABOUT_SCRIPTS = {"script", "encoding"}


def converted(text: str, name: str) -> str:
    return apply(text, Layer("script", *convert(text, name=name)))


def texts(path: Path) -> list[str]:
    """The texts of a file of cases that are in simplified characters, and in as many traditional ones."""
    cases = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    found = [case.get("before", case.get("text", "")) for case in cases if not case.get("options")]
    return [
        text for text in found if converted(converted(text, "s2t"), "t2s") == text and len(converted(text, "s2t")) == len(text)
    ]


PATHS = [path for path in sorted(CASES.rglob("*.toml")) if path.relative_to(CASES).parts[0] not in ABOUT_SCRIPTS]


@pytest.mark.parametrize("path", PATHS, ids=[str(path.relative_to(CASES)) for path in PATHS])
def test_cleaned_alike(path: Path) -> None:
    for text in texts(path):
        traditional = cc.clean_text(converted(text, "s2t"))
        assert converted(traditional, "t2s") == converted(cc.clean_text(text), "t2s")


def test_most_cases_are_compared() -> None:
    assert sum(len(texts(path)) for path in PATHS) > 1000


def test_the_official_wheel_says_the_same() -> None:
    pairs = {ord(a): ord(b) for a, b in simplified._by_the_wheel() if a != b and max(a, b) < "\U00010000"}
    assert pairs == simplified.simplified()


@pytest.mark.parametrize(
    ("text", "read"),
    [("經濟學家", "经济学家"), ("经济学家", "经济学家"), ("GDP增长5%", "GDP增长5%"), ("𠮷野家 裡", "𠮷野家 里"), ("", "")],
)
def test_each_character_keeps_its_place(text: str, read: str) -> None:
    assert simplified.simplify(text) == read
