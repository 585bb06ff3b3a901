"""Line repair: typeset pages and chapters read back in several ways, and quality/text wrapped, cut and left whole.

`page_READING_whole` (of chapters `book_READING_…`): share of the gold's paragraphs that stand in one output paragraph, alone (alike by 90 %: scans misread letters);
`page_READING_breaks`: F1 of the breaks in order, give or take one letter;
`page_READING_joined`: 1 less the share of paragraphs of the output in which two of the gold are glued.
`cuts_*`: half of the long paragraphs are cut anywhere by a blank line, of a third of these the rest is lost; the right answer is to
join the others.  `wraps_*`: hard lines of 16 to 28 em, first lines indented.  `untouched`: share of pieces in which no break is joined.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

import corpusclean as cc

HERE = Path(__file__).parent
DATA = [HERE / "text", HERE / "pages", HERE / "books"]
SEED = 7
CUT_DRAWS = 20
"""With three draws precision was anything from .90 to .97, by the seed."""
NOT_FIRST = "，。、；：？！”’》）"


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def rows(text: str) -> list[str]:
    return [found for line in text.replace("\f", "\n").split("\n") if (found := letters(line))]


def page(gold: list[str], output: list[str]) -> tuple[int, int]:
    """-> (gold paragraphs that came out whole, output paragraphs that hold two or more)."""
    whole = sum(any(fuzz.ratio(row, paragraph, score_cutoff=90) for row in output) for paragraph in gold)
    long = [paragraph for paragraph in gold if len(paragraph) > 12]
    glued = sum(
        sum(fuzz.partial_ratio(paragraph, row) > 85 for paragraph in long if len(paragraph) <= len(row)) > 1 for row in output
    )
    return whole, glued


def starts(rows: list[str]) -> list[int]:
    """Before how many letters each row but the first begins."""
    return list(accumulate(map(len, rows)))[:-1]


def right_breaks(gold: list[str], output: list[str]) -> int:
    """Breaks of the output that are the gold's; a break stands where its first letter lies in the gold."""
    places: dict[int, int] = {}
    for op in Levenshtein.opcodes("".join(output), "".join(gold)):
        places |= zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False)
    made = [places.get(at, places.get(at - 1, -9) + 1) for at in starts(output)]
    due = Counter(starts(gold))
    right = 0
    for reach in ((0,), (-1, 1)):
        left = []
        for place in made:
            near = next((place + k for k in reach if due[place + k]), None)
            if near is None:
                left.append(place)
            else:
                due[near] -= 1
                right += 1
        made = left
    return right


def pages(kind: str, folder: Path, reading: str) -> dict[str, float]:
    whole = glued = gold_rows = output_rows = right = 0
    for path in sorted(folder.glob("*.gold.txt")):
        gold = rows(path.read_text(encoding="utf-8"))
        damaged = path.with_name(path.name.replace("gold", reading)).read_text(encoding="utf-8")
        output = rows(cc.clean_text(damaged))
        found, wrong = page(gold, output)
        right += right_breaks(gold, output)
        whole, glued, gold_rows, output_rows = whole + found, glued + wrong, gold_rows + len(gold), output_rows + len(output)
    many = len(list(folder.glob("*.gold.txt")))
    return {
        f"{kind}_{reading}_breaks": 2 * right / (gold_rows + output_rows - 2 * many),
        f"{kind}_{reading}_whole": whole / gold_rows,
        f"{kind}_{reading}_joined": 1 - glued / output_rows,
    }


def ends(text: str) -> set[int]:
    """After how many letters a line ends."""
    found, count = set(), 0
    for row in rows(text):
        count += len(row)
        found.add(count)
    return found


def joins(damaged: str, gold: str) -> tuple[int, int, int]:
    """-> (joins that are right, joins made, joins due)."""
    before, after, wanted = ends(damaged), ends(cc.clean_text(damaged)), ends(gold)
    return len((before - after) - wanted), len(before - after), len(before - wanted)


def cut(text: str, rng: random.Random) -> tuple[str, str]:
    """-> (damaged, gold)."""
    damaged, gold = [], []
    for line in text.split("\n"):
        at = rng.randrange(20, len(line) - 20) if len(line) > 60 and rng.random() < 0.5 else len(line)
        lost = rng.random() < 1 / 3
        damaged += [line[:at]] if lost else [part for part in (line[:at], line[at:]) if part]
        gold.append(line[:at] if lost else line)
    return "\n\n".join(damaged), "\n\n".join(gold)


def wrapped(line: str, width: int) -> str:
    done, row = [], "　　"
    for character in line:
        if sum(0.5 if c < "\u2000" else 1 for c in row + character) > width and character not in NOT_FIRST:
            done.append(row)
            row = ""
        row += character
    return "\n".join([*done, row])


def shares(kind: str, pairs: list[tuple[str, str]]) -> dict[str, float]:
    right, made, due = (sum(column) for column in zip(*(joins(*pair) for pair in pairs), strict=True))
    return {f"{kind}_precision": right / made, f"{kind}_recall": right / due}


def measure() -> dict[str, float]:
    rng = random.Random(SEED)
    pieces = [path.read_text(encoding="utf-8").rstrip("\n") for path in sorted(DATA[0].glob("*.txt"))]
    figures: dict[str, float] = {}
    for reading in ("ocr", "pdf", "columns", "layout"):
        figures |= pages("page", DATA[1], reading)
    for reading in ("pdf", "layout"):
        figures |= pages("book", DATA[2], reading)
    figures |= shares("cuts", [cut(piece, rng) for piece in pieces for _ in range(CUT_DRAWS)])
    widths = [rng.randint(16, 28) for _ in pieces]
    figures |= shares(
        "wraps", [("\n".join(wrapped(line, w) for line in p.split("\n")), p) for p, w in zip(pieces, widths, strict=True)]
    )
    return {**figures, "untouched": sum(ends(cc.clean_text(piece)) == ends(piece) for piece in pieces) / len(pieces)}
