"""Marks and spaces: every piece of quality/text with its marks narrowed and spaces set where none belong, mended again.

`marks_precision` and `marks_recall`: shares of the places where output and damaged text, or damaged text and gold, differ, that are
right; `quotes_*` and `spaces_*` the same for straight quotes, and for spaces between Han and at both sides of digits and letters.
`*_whole`: share of the damaged paragraphs that come back to the character.  `untouched`: share of the gold's paragraphs that
cleaning leaves alone.  `among_*`: fragments of quality/fragments.toml (numbers, names, addresses, code, formulas …) set between Han
characters of a paragraph whose marks are narrowed; `beside_*`: one of them set before a mark.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

from rapidfuzz.distance import Levenshtein

import corpusclean as cc

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
DATA = [HERE / "text", HERE / "fragments.toml"]
SEED = 15834
NARROW = str.maketrans("，：；！？（）“”", ',:;!?()""')
GAP = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])"
)


def paragraphs() -> list[str]:
    """Paragraphs of prose; headings and signatures are left to the cases."""
    lines = [line for path in sorted(DATA[0].glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [line for line in lines if len(line) > 20]


def narrowed(text: str, rng: random.Random) -> str:
    text = text.translate(NARROW)
    text = text.replace("。", ".") if rng.random() < 0.3 else text
    return re.sub(r'([,:;!?])(?=[^"])', r"\1 ", text) if rng.random() < 0.3 else text


def spaced(text: str, rng: random.Random) -> str:
    """A space at one in twenty of the places where Chinese text has none."""
    return GAP.sub(lambda _: " " if rng.random() < 0.05 else "", text)


BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
BEFORE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])(?=[，。；])")
SPOTS_TAKEN = 3
TIMES = 8
"""Paragraphs a kind."""
HELD = 0xE000
"""First of the private characters that hold the places of fragments while marks are narrowed."""


def among(text: str, kind: list[str], spots: re.Pattern[str], most: int, rng: random.Random) -> tuple[str, str] | None:
    """`text` with some of the fragments of `kind` set in -> narrowed, gold; None if it has no place for one."""
    places = [m.start() for m in spots.finditer(text)]
    chosen = sorted(rng.sample(places, min(len(places), rng.randint(1, most))), reverse=True)
    fragments = [rng.choice(kind) for _ in chosen]
    for number, place in enumerate(chosen):
        if text[place] in "，。；" and fragments[number][-1] in ",.:;?!":
            return None
        text = text[:place] + chr(HELD + number) + text[place:]
    filled = {HELD + number: fragment for number, fragment in enumerate(fragments)}
    return (narrowed(text, rng).translate(filled), text.translate(filled)) if chosen else None


def set_in(gold: list[str], spots: re.Pattern[str], most: int, rng: random.Random) -> tuple[list[str], list[str]]:
    """Every kind of fragment among some paragraphs -> narrowed, gold."""
    kinds = tomllib.loads(DATA[1].read_text(encoding="utf-8"))
    made = [among(rng.choice(gold), kind, spots, most, rng) for kind in kinds.values() for _ in range(TIMES)]
    pairs = [pair for pair in made if pair is not None]
    return [damaged for damaged, _ in pairs], [wanted for _, wanted in pairs]


def changes(before: str, after: str) -> set[tuple[int, int, str]]:
    """(start, end, replacement), places in `before`."""
    blocks = Levenshtein.opcodes(before, after)
    return {(b.src_start, b.src_end, after[b.dest_start : b.dest_end]) for b in blocks if b.tag != "equal"}


def judged(kind: str, damaged: list[str], gold: list[str]) -> dict[str, float]:
    right = made = due = whole = 0
    for before, wanted in zip(damaged, gold, strict=True):
        after = cc.clean_text(before)
        ours, theirs = changes(before, after), changes(before, wanted)
        right, made, due, whole = right + len(ours & theirs), made + len(ours), due + len(theirs), whole + (after == wanted)
    return {f"{kind}_precision": right / made, f"{kind}_recall": right / due, f"{kind}_whole": whole / len(gold)}


def measure() -> dict[str, float]:
    rng, gold = random.Random(SEED), paragraphs()
    straight = [text.translate(str.maketrans("“”", '""')) for text in gold if "“" in text]
    return {
        **judged("marks", [narrowed(text, rng) for text in gold], gold),
        **judged("spaces", [spaced(text, rng) for text in gold], gold),
        **judged("quotes", straight, [text for text in gold if "“" in text]),
        **judged("among", *set_in(gold, BETWEEN_HAN, SPOTS_TAKEN, rng)),
        **judged("beside", *set_in(gold, BEFORE_MARK, 1, rng)),
        "untouched": sum(cc.clean_text(text) == text for text in gold) / len(gold),
    }
