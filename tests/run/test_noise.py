"""Noise for input: no record stops a run, every record is counted, and what was changed can be undone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from corpusclean.config import Config, InputConfig, OutputConfig
from corpusclean.io import jsonl
from corpusclean.report.edits import restore
from corpusclean.run import Job, run

SKIP = Config(input=InputConfig(on_error="skip"), output=OutputConfig(edits=True))
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
MARKS = [*"，。；：？！、,.;:?!()（）[]【】《》「」“”‘’\"'—…·-–~～/\\|*#`$%&+=<>^_@"]
SPACES = [*" \t\u3000\u00a0\u200b\u200d\ufeff\u2028\u0085\x0b\x0c", "\n", "\n\n", "\r\n", "  "]
ODD = [
    *"\u0301\u20e3\ufe0f\u202e\ue000\ufffd\ufdd0\x7f\x1b\u1100\u1161\u0e01\u0e33\u0628",
    "\U0001f468\u200d\U0001f469",
    "\U00020bb7",
    "鈥�",
    "ä½ å¥½",
]
PIECES = ["第3页", "本报讯", "新华社北京1月4日电", "https://example.com/a,b;c?d=1", "a@example.com", "C:\\data", "f(x, y)", "```", "GPT-4.5", "12,345.6%",
          "| a | b |", "（记者 王某）", "图为现场。", "目录……12", "1.", "一、", "①", "＝＝＝", "----", "\\u65b0", "&nbsp;", "<p>"]  # fmt: skip
ALPHABETS = [HAN, HAN + MARKS, HAN + SPACES, HAN + MARKS + SPACES, MARKS + SPACES, ODD + SPACES, HAN + MARKS + SPACES + ODD + PIECES, PIECES + MARKS,
             [*"abcXYZ019 ,.\n"], [*"１２３ＡＢＣ．，：　"]]  # fmt: skip


def text(rng: random.Random, longest: int) -> str:
    """A text of one or two alphabets; now and then one piece of it again and again."""
    made = []
    for _ in range(rng.choice((1, 1, 2))):
        alphabet = rng.choice(ALPHABETS)
        some = alphabet if rng.random() < 0.7 else rng.choices(alphabet, k=rng.randint(1, 4))
        made.append("".join(rng.choices(some, k=rng.choice((0, 5, 60, rng.randint(0, longest))))))
    if rng.random() < 0.05:
        made.append(rng.choice(made)[:40] * rng.choice((3, 50)))
    return "\n".join(made)


def as_json(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()


def record(rng: random.Random, longest: int) -> bytes:
    """One line that a crawl could hold."""
    number = rng.getrandbits(60)
    kinds = [
        lambda: rng.randbytes(rng.randint(0, 80)).replace(b"\n", b""),
        lambda: b'{"id": %d, "text": "\\ud800 a"}' % number,
        lambda: b'{"id": %d, "text": ' % number + b"[" * rng.choice((5, 5_000)) + b"}",
        lambda: b'{"id": %d, "x": %s1%s, "text": "a"}' % (number, b"[" * 500, b"]" * 500),
        lambda: b'{"id": %d, "text": "a", "n": %s}' % (number, b"9" * rng.choice((30, 5_000))),
        lambda: b'{"id": %d, "text": "\\u0000\x00%s"}' % (number, b" " * 1_000),
        lambda: b'{"id": "%d\\t", "text": %s, "text": %s}' % (number, as_json(text(rng, 50)), as_json(text(rng, 50))),
        lambda: b'{"id": %d, "text": %s' % (number, as_json(text(rng, 50))),
    ]
    whole = [lambda: b'{"id": %d, "title": "a", "text": %s}' % (number, as_json(text(rng, longest)))] * (2 * len(kinds))
    return rng.choice(kinds + whole)()


def marks_and_spaces(count: int) -> list[bytes]:
    """Records of one thing very often."""
    many = [
        "e" + "\u0301" * count,
        "天" + " " * count + "气",
        "天" * count,
        "，" * count,
        "“" * count,
        "(" * count,
        "\n" * count,
        "天\n" * count,
        "1." * count,
    ]
    return [b'{"id": "many%d", "text": %s}' % (number, as_json(text)) for number, text in enumerate(many)]


def fuzz(folder: Path, records: int, *, seed: int, longest: int, many: int) -> None:
    rng = random.Random(seed)
    lines = [record(rng, longest) for _ in range(records)] + marks_and_spaces(many)
    (folder / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    summary = run(Job((str(folder / "a.jsonl"),), folder / "out", SKIP))
    assert summary.read == sum(bool(line.strip()) for line in lines)
    read = [jsonl.read_record(line, InputConfig(), "", 0) for line in lines if line.strip()]
    originals = {one.document.id: one.document.text for one in read if isinstance(one, jsonl.Row)}
    assert len(originals) > records / 3
    assert summary.rejected == len(read) - len(originals)
    assert summary.read == summary.kept + summary.dropped + summary.rejected
    edits = {one["id"]: one["edits"] for one in map(json.loads, (folder / "out" / "edits.jsonl").open(encoding="utf-8"))}
    for line in (folder / "out" / "a.jsonl").open("rb"):
        kept = jsonl.read_record(line, InputConfig(), "", 0)
        assert isinstance(kept, jsonl.Row)
        assert restore(kept.document.text, edits.get(kept.document.id, [])) == originals[kept.document.id]


def test_noise_never_stops_a_run(tmp_path: Path) -> None:
    fuzz(tmp_path, 400, seed=1, longest=400, many=1_000)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_records_of_noise(tmp_path: Path, seed: int) -> None:
    fuzz(tmp_path, 10_000, seed=100 + seed, longest=600, many=100_000)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
@pytest.mark.parametrize("seed", range(3))
def test_noise_in_other_formats(tmp_path: Path, name: str, seed: int) -> None:
    rng = random.Random(seed)
    mark = "\t" if name == "a.tsv" else ","
    rows = [f"{number}{mark}{rng.choice(('', chr(34)))}{text(rng, 80)}{rng.choice(('', chr(34)))}" for number in range(200)]
    data = (
        "\n".join([f"id{mark}text", *rows, ""]).encode()
        if name != "a.txt"
        else text(rng, 5_000).encode() + rng.randbytes(seed * 5)
    )
    (tmp_path / name).write_bytes(data)
    summary = run(Job((str(tmp_path / name),), tmp_path / "out", SKIP))
    assert summary.read == summary.kept + summary.dropped + summary.rejected >= 1
