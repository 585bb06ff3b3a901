"""Garbled text: clean sentences read with the wrong table and taken back; clean sentences that must not be touched.

Garbled are the sentences of quality/text for which the wrong table has a character for every byte, so that nothing is lost; for
UTF-8 read as GB 18030 that is about one in seven, so every pair of neighbours is tried too.  Clean are the same sentences, their
traditional forms, and with rare characters (names, chemistry, Kangxi order) or words of other languages set in or alone, 100,000 in all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import ftfy  # noqa: F401  registers sloppy-windows-1252
import opencc

from corpusclean.config import EncodingConfig
from corpusclean.edits import apply
from corpusclean.normalize import ENCODING
from corpusclean.protect import Protected

HERE = Path(__file__).parent
DATA = [HERE / "text"]
CLEAN_STRINGS = 100_000
FOREIGN_SHARE = 0.3
_WORDS = (
    "été élève français Noël où déjà crème brûlée ÉCOLE ÇA Über schön Straße Köln für ÄRZTE Fußball ÄÖÜß España mañana ¿qué? niño São coração "
    "não Dvořák Škoda Plzeň příliš žluťoučký kůň Łódź żółć gęślą Việt Nguyễn Phở người Đà Nẵng tiếng Ångström Malmö Søren København ÆØÅ Þórður "
    "İstanbul güneş città perché virtù “café” «bonjour» ½ ¼ ±5 25° × ÷ © ® £5 ¥100 §3 µm ² ³ xíng lǜ zhōngguó ˈʃaɪnə"
)
FOREIGN = _WORDS.split(" ")
"""Words and signs of other languages, as reviews, menus, credits and lyrics have them among Chinese."""

GARBLINGS: dict[str, Callable[[str], str]] = {
    "utf8_as_latin1": lambda text: text.encode().decode("latin-1"),
    "utf8_as_cp1252": lambda text: text.encode().decode("sloppy-windows-1252"),
    "utf8_as_gb18030": lambda text: text.encode().decode("gb18030"),
    "gb18030_as_latin1": lambda text: text.encode("gb18030").decode("latin-1"),
    "gb18030_as_cp1252": lambda text: text.encode("gb18030").decode("sloppy-windows-1252"),
    "twice": lambda text: text.encode().decode("latin-1").encode().decode("sloppy-windows-1252"),
}


def mended(text: str) -> str:
    return apply(text, ENCODING.find(text, EncodingConfig(), Protected(text)))


def sentences() -> list[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DATA[0].glob("*.txt")))
    return list(dict.fromkeys(s for s in re.split(r"(?<=[。！？])|\n", text) if len(s) >= 5))


def clean_strings(found: list[str], rng: random.Random) -> list[str]:
    """Sentences, traditional sentences, sentences with rare characters set in, and rare characters alone."""
    traditional = opencc.OpenCC("s2t")
    strings = found + [traditional.convert(s) for s in found]
    rare = [chr(c) for c in range(0x4E00, 0x9FA6)] + list("éüà×÷±°·²½")
    while len(strings) < CLEAN_STRINGS:
        sentence = rng.choice(found)
        at = rng.randrange(len(sentence))
        foreign = rng.random() < FOREIGN_SHARE
        set_in = rng.choice(("", " ")).join(rng.choices(FOREIGN if foreign else rare, k=rng.randint(1, 6)))
        strings.append(sentence[:at] + set_in + sentence[at:] if rng.random() < 0.8 else set_in)
    return strings


def measure() -> dict[str, float]:
    found = sentences()
    pairs = [a + b for a, b in pairwise(found)]
    figures = {}
    for name, garble in GARBLINGS.items():
        right = total = 0
        for sentence in found + (pairs if name == "utf8_as_gb18030" else []):
            try:
                garbled = garble(sentence)
            except UnicodeError:
                continue
            if garbled != sentence:
                total += 1
                right += mended(garbled) == sentence
        figures[f"mended_{name}"] = right / total
    strings = clean_strings(found, random.Random(4))
    figures["clean_untouched"] = sum(mended(s) == s for s in strings) / len(strings)
    return figures
