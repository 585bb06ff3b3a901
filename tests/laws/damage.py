"""What happens to text on its way from a newspaper page to a file: one function per damage, drawn by the laws."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Damage = Callable[[str, random.Random], str]
NARROW = str.maketrans({"，": ",", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")", "“": '"', "”": '"'})
NOISE = ["", " ", "\n", '"', ",", ".", "“", "（", "\u3000", "|", "1", "a", "\ufffd", "‘", "'", "——", "…", "\t", "\f", "\u200b"]
NOT_FIRST = "，。、；：？！”’》）"


def wrapped(paragraph: str, width: int, indent: str = "") -> str:
    """Hard lines of `width` em (a half-width character is half an em); no line begins with a closing mark."""
    lines, line = [], indent
    for character in paragraph:
        if sum(0.5 if c < "\u2000" else 1 for c in line + character) > width and character not in NOT_FIRST:
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


def narrow_marks(text: str, rng: random.Random) -> str:
    text = text.translate(NARROW)
    text = text.replace("。", ".") if rng.random() < 0.4 else text
    return re.sub(r'([,:;!?])(?=[^\n"])', r"\1 ", text) if rng.random() < 0.4 else text


def wrap(text: str, rng: random.Random) -> str:
    width, indent, between = rng.randint(10, 30), rng.choice(["", "　　", "    "]), rng.choice(["\n", "\n\n"])
    return between.join(wrapped(line, width, indent) for line in text.split("\n"))


def collapse_wraps(text: str, rng: random.Random) -> str:
    width = rng.randint(14, 24)
    return "\n".join(wrapped(line, width).replace("\n", " ") for line in text.split("\n"))


def cut_paragraphs(text: str, rng: random.Random) -> str:
    """A blank line in the middle of half of the paragraphs; of some, the rest is lost."""
    cut = []
    for line in text.split("\n"):
        if len(line) > 60 and rng.random() < 0.5:
            at = rng.randrange(15, len(line) - 15)
            line = line[:at] + ("" if rng.random() < 0.3 else "\n\n" + line[at:])
        cut.append(line)
    return "\n\n".join(cut)


def interleave_columns(text: str, rng: random.Random) -> str:
    rows = "\n".join(wrapped(line, 18, "　　") for line in text.split("\n")).split("\n")
    half = len(rows) // 2
    right = rows[half:]
    left = rows[:half] + [""] * (len(right) - half)
    return "\n".join(f"{a}    {b}" for a, b in zip(left, right, strict=True))


def noise(text: str, rng: random.Random) -> str:
    """One character in forty is lost or becomes something that does not belong there."""
    characters = list(text)
    for _ in range(len(text) // 40):
        characters[rng.randrange(len(characters))] = rng.choice(NOISE)
    return "".join(characters)


def repeat_closing(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(lines + lines[-rng.randint(1, 3) :])


def garble(text: str, rng: random.Random) -> str:
    """A fifth of the lines as UTF-8 read as Latin-1."""
    return "\n".join(line.encode().decode("latin-1") if rng.random() < 0.2 else line for line in text.split("\n"))


def windows_line_ends(text: str, rng: random.Random) -> str:
    return text.replace("\n", "\r\n")


DAMAGES: tuple[Damage, ...] = (
    narrow_marks, wrap, collapse_wraps, cut_paragraphs, interleave_columns, noise, repeat_closing, garble, windows_line_ends,
)  # fmt: skip
