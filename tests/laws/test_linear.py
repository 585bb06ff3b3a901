"""Law of time: no rule takes more than linear time, whatever the text; four times the text takes about four times as long."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

import corpusclean as cc
from corpusclean import running
from corpusclean.config import CleanConfig, PunctuationConfig

SIZE = 8_000
GROWTH = 4
MOST_GROWTH = 8.0
"""Between linear (4) and quadratic (16), with room for caches and a busy machine."""
NO_TIME = 0.05
"""Seconds of CPU below which growth is not measured: a quadratic step that short on the larger text harms nobody."""
TRIES = 3
"""A quadratic step is one each time; a machine that stands still between two measurements is not."""

ADVERSARIAL = {
    "brackets nested": "((中(",
    "brackets closed": "（)",
    "brackets side by side": "(a)",
    "quotes straight": '"',
    "quotes after Han": '说"',
    "quotes with blanks": '" ',
    "quotes curly, the wrong way round": "”好“",
    "quotes single": "'好",
    "quotes, one a line": '他说"好\n',
    "blanks": " ",
    "blanks and Han": "好 ",
    "blanks, two by two": "好  a",
    "blanks, wide": "\u3000",
    "tabs": "a\t",
    "digits": "1",
    "digits full width": "１２．",
    "numbers": "3.14,",
    "dots": ".",
    "dots and blanks": ". ",
    "dots full width": "。.",
    "hyphens": "-",
    "hyphens and letters": "a-",
    "dashes": "—",
    "ellipses": "…",
    "marks alternating": ",.",
    "marks after Han": "好,.",
    "questions": "?!",
    "commas": "a,",
    "addresses": "http://",
    "addresses, parts": "a.b/",
    "addresses in mail": "a@b.",
    "ampersands": "&",
    "entities": "&amp;",
    "entities unfinished": "&#",
    "angles": "<",
    "angles in pairs": "<<a>",
    "tags": "<a ",
    "backslashes": "\\",
    "escapes": "\\u65b0",
    "newlines": "\n",
    "newlines and blanks": "\n ",
    "lines of one character": "好\n",
    "lines of one mark": ",\n",
    "carriage returns": "\r",
    "escape sequences": "\x1b[",
    "combining marks": "\u0301",
    "combining marks on letters": "e\u0301",
    "zero-width characters": "\u200d",
    "variation selectors": "\ufe0f",
    "tags of flags": "\U000e0041",
    "direction marks": "\u200fא\n",
    "garbled": "æˆ‘",
    "garbled GBK": "ÖÐ",
    "garbled UTF-8 as GBK": "鎴戜滑",
    "wrecks": "锟斤拷",
    "radicals": "⽐",
    "vertical brackets": "︵好",
    "code fences": "```\n",
    "backticks": "`a",
    "braces": '{"a":',
    "square brackets": "[a](",
    "links never closed": "[a(",
    "fences never closed": "```js\n",
    "fences never closed, of another width": "```ａ\n",
    "dollars": "$a",
    "equals": "a=",
    "stars": "*a ",
    "pipes": "|a",
    "names set wide": "记者 王 好、",
    "kana": "の,",
    "letters": "word ",
    "letters and marks": "word, ",
    "Han": "好",
    "sentences": "今天很好,明天也好.",
    "titles": "《〈",
    "traditional": "頭髮",
    "letters without blanks": "a",
    "letters and hyphens": "-a",
    "letters and points": ".a",
    "capitals": "A",
    "backticks in a row": "`",
    "lists never closed": "['a'",
    "lists never closed, of names": '"a"[',
    "comments never closed": "<!--",
    "formulas never closed": "\\[",
    "formulas never closed, with options": "\\a[",
    "statements never closed": "SELECT ",
    "declarations never closed": "int ",
    "loops never closed": "for a in ",
}  # fmt: skip
BETWEEN = {
    "numbers in a bracket never closed": ("(", "1.5,", "好"),
    "signed numbers in a bracket never closed": ("(", "+1,", "好"),
    "an object never closed": ('{"', "a:", "好"),
    "a format never closed": ('"', "%d", "好"),
    "a title never closed": ("<<", " ", "好"),
    "blanks after a call": ("f()", " ", "好"),
    "closing brackets": ("", ")", "好"),
    "surnames and blanks": ("", "王 ", "，"),
    "a list closed before": ("]", "['a'", ""),
}
"""What stands before many units, and after them."""


@pytest.fixture(autouse=True)
def interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longer text must not be read by interpreted loops and the shorter one by compiled ones."""
    monkeypatch.setattr(running, "compiles_after", float("inf"))


def seconds(text: str, config: CleanConfig) -> float:
    """CPU time of cleaning: the least of two rounds, as other work on the machine only adds."""
    rounds = []
    for _ in range(2):
        started = time.process_time()
        cc.clean_text(text, config=config)
        rounds.append(time.process_time() - started)
    return min(rounds)


def only(rule: str) -> CleanConfig:
    config = CleanConfig(punctuation=PunctuationConfig(pairs=True, repeats=True))
    return replace(config, **{each.name: replace(getattr(config, each.name), enabled=each.name == rule) for each in cc.RULES})


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize("rule", [rule.name for rule in cc.RULES])
def test_time_grows_with_the_text(rule: str, unit: str) -> None:
    for before, repeated in (("", unit), ("他说", unit), ("", unit[::-1])):
        grows_with_the_text(rule, before, repeated, "")


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize("rule", ["spaces", "punctuation", "quotes"])
def test_time_grows_with_what_is_between(rule: str, between: tuple[str, str, str]) -> None:
    grows_with_the_text(rule, *between)


def grows_with_the_text(rule: str, before: str, unit: str, after: str) -> None:
    config = only(rule)
    text, longer = (before + unit * (size // len(unit)) + after for size in (SIZE, GROWTH * SIZE))
    for _ in range(TRIES):
        took = seconds(longer, config)
        growth = took / max(seconds(text, config), NO_TIME / MOST_GROWTH) if took > NO_TIME else 0.0
        if growth < MOST_GROWTH:
            return
    pytest.fail(f"{len(longer)} characters took {took:.2f} s, {growth:.1f} times a quarter of them")
