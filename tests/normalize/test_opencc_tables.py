"""Our conversion is the package's, character for character, for every configuration."""

from __future__ import annotations

import random
from typing import Any

import pytest

from corpusclean.edits import Layer, apply, inverse
from corpusclean.normalize import opencc_tables
from corpusclean.normalize.opencc_tables import _by_the_wheel, _read, convert

opencc = pytest.importorskip("opencc")

NAMES = ["s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp"]
DICTIONARIES = [
    "STPhrases.txt", "STCharacters.txt", "TSPhrases.txt", "TSCharacters.txt", "TWPhrases.txt", "TWPhrasesRev.txt", "TWVariants.txt",
    "TWVariantsRevPhrases.txt", "HKVariants.txt", "HKVariantsRevPhrases.txt",
]  # fmt: skip


def random_text(seed: int, pieces: int) -> str:
    """Keys and values of all dictionaries, whole and cut, run together so that matches overlap, among marks and other scripts."""
    rng = random.Random(seed)
    entries = [list(_read(name).items()) for name in DICTIONARIES]
    out = []
    for _ in range(pieces):
        word = rng.choice(rng.choice(rng.choice(entries)))
        cut = rng.randrange(len(word) + 1)
        out.append(rng.choice((word, word, word[:cut], word[cut:], "，", "\n", "a1", "·", " ", "🙂", "の", "𠮷")))
    return "".join(out)


def converted(text: str, name: str) -> str:
    return apply(text, Layer("script", *convert(text, name=name)))


@pytest.mark.parametrize("name", NAMES)
def test_equals_the_package(name: str) -> None:
    text = random_text(1, 1_200)
    assert converted(text, name) == opencc.OpenCC(name).convert(text)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_equals_the_package_on_much_text(name: str) -> None:
    text = random_text(2, 400_000)
    assert converted(text, name) == opencc.OpenCC(name).convert(text)


@pytest.mark.parametrize("name", NAMES)
def test_short_texts(name: str) -> None:
    reference = opencc.OpenCC(name)
    for seed in range(60):
        text = random_text(seed, 1 + seed % 9)
        edits = Layer("script", *convert(text, name=name))
        edits.check(len(text))
        assert apply(text, edits) == reference.convert(text)
        assert apply(apply(text, edits), inverse(text, edits)) == text


def test_text_that_cannot_change_is_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: Any) -> Any:
        raise AssertionError("looked up")

    monkeypatch.setattr(opencc_tables, "_convert", forbidden)
    assert convert("渠水通到了岭上，两千亩稻田有了水。", name="t2s") == ([], [], [])


def test_the_official_wheel_gives_edits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opencc_tables, "_wheel", lambda name: opencc.OpenCC(name))
    text = "打印机里的软件，网络设置。"
    edits = Layer("script", *_by_the_wheel(text, "s2twp"))
    edits.check(len(text))
    assert apply(text, edits) == opencc.OpenCC("s2twp").convert(text)
    assert apply(apply(text, edits), inverse(text, edits)) == text
