"""Bulk deduplication writes byte for byte what the general run writes, and leaves to it whatever is not regular."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from corpusclean.config import Config, DedupConfig
from corpusclean.errors import CorpusCleanError, GuardError
from corpusclean.run import Job, Steps, bulk, run

HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]
STEPS = Steps(clean=False, passages=False)


def texts(count: int, seed: int = 1) -> list[str]:
    """Half of them near copies of another."""
    rng = random.Random(seed)
    made = ["".join(rng.choices(HAN, k=rng.randint(5, 300))) for _ in range(count // 2)]
    made += [text[: len(text) - 2] + "了。" for text in rng.sample(made, count - len(made))]
    rng.shuffle(made)
    return made


def lines(records: list[dict[str, object]], **options: bool) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=options.get("ascii", False)).encode() + b"\n" for record in records)


RECORDS: list[dict[str, object]] = [{"id": f"第{k}篇", "text": text} for k, text in enumerate(texts(60))]
REGULAR = {
    "plain": lines(RECORDS),
    "escapes": lines(RECORDS, ascii=True),
    "a space before the end": lines(RECORDS).replace(b"}\n", b" }\n"),
    "no newline at the end": lines(RECORDS)[:-1],
    "ids with escapes": lines([{**r, "id": f'"{k}"\\\n\u2028'} for k, r in enumerate(RECORDS)]),
    "other fields": lines([{"n": [1, {"a": None}], **r, "source": "报" if k % 3 else None} for k, r in enumerate(RECORDS)]),
    "one record": lines(RECORDS[:1]),
    "everything but one goes": lines([{**r, "text": "同一句话"} for r in RECORDS]),
    "empty texts": lines([{**r, "text": ""} for r in RECORDS]),
    "carriage returns": lines(RECORDS).replace(b"\n", b"\r\n"),
    "whole numbers as ids": lines([{**r, "id": k} for k, r in enumerate(RECORDS)]),
    "surrogate pairs": lines([{**r, "text": "𠮷野家😀" * 20} for r in RECORDS], ascii=True),
}
IRREGULAR = {
    "blank lines": lines(RECORDS).replace(b"}\n", b"}\n\n", 3),
    "some ids are numbers": lines([{**r, "id": k if k == 30 else str(k)} for k, r in enumerate(RECORDS)]),
    "an id twice": lines([*RECORDS, RECORDS[7]]),
    "no text": lines([*RECORDS, {"id": "x"}]),
    "text null": lines([*RECORDS, {"id": "x", "text": None}]),
    "text a number": lines([*RECORDS, {"id": "x", "text": 3}]),
    "broken": lines(RECORDS) + b'{"id": "x", "text": "y"\n',
    "no UTF-8 in another field": lines(RECORDS) + b'{"id": "x", "text": "y", "n": "\xff"}\n',
    "two in a line": lines(RECORDS).replace(b"}\n", b"}", 1),
    "one on two lines": lines(RECORDS).replace(b'", "text"', b'",\n"text"', 1),
    "lone surrogate": lines(RECORDS) + b'{"id": "x", "text": "\\ud800"}\n',
    "no UTF-8": lines(RECORDS) + b'{"id": "x", "text": "\xff\xfe"}\n',
    "byte order mark": b"\xef\xbb\xbf" + lines(RECORDS),
    "GB 18030": lines(RECORDS).decode().encode("gb18030"),
    "a field twice": lines(RECORDS) + b'{"id": "x", "text": "y", "text": "z"}\n',
    "tab in a text": lines(RECORDS) + b'{"id": "x", "text": "a\tb"}\n',
    "source a number": lines([*RECORDS, {"id": "x", "text": "y", "source": 3}]),
    "empty": b"",
}


def outcome(folder: Path, config: DedupConfig, *, general: bool, monkeypatch: pytest.MonkeyPatch) -> object:
    """Every file of OUT, or the error."""
    job = Job((str(folder / "in"),), folder / ("general" if general else "bulk"), Config(dedup=config), STEPS)
    with monkeypatch.context() as patch:
        if general:
            patch.setattr(bulk, "_fits", lambda job, listing: False)
        try:
            run(job)
        except CorpusCleanError as error:
            assert not job.out.exists()
            return type(error), str(error)
    return {path.relative_to(job.out).as_posix(): path.read_bytes() for path in job.out.rglob("*") if path.is_file()}


def write(folder: Path, **files: bytes) -> None:
    (folder / "in").mkdir()
    for name, data in files.items():
        (folder / "in" / f"{name}.jsonl").write_bytes(data)


@pytest.mark.parametrize("name", REGULAR | IRREGULAR)
def test_bulk_and_general_run_agree(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=(REGULAR | IRREGULAR)[name])
    config = DedupConfig(keep="longest", sources=("报",))
    one, other = (outcome(tmp_path, config, general=general, monkeypatch=monkeypatch) for general in (False, True))
    assert one == other


@pytest.mark.parametrize("name", REGULAR | IRREGULAR)
def test_bulk_takes_what_is_regular_and_nothing_else(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=(REGULAR | IRREGULAR)[name])
    taken = []
    original = bulk._summary
    monkeypatch.setattr(bulk, "_summary", lambda *given: taken.append(name) or original(*given))  # type: ignore[func-returns-value]
    outcome(tmp_path, DedupConfig(), general=False, monkeypatch=monkeypatch)
    assert bool(taken) == (name in REGULAR)


def test_many_small_blocks_and_files_agree_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [{"id": str(k), "text": text} for k, text in enumerate(texts(400, seed=2))]
    write(tmp_path, a=lines(records[:150])[:-1], b=lines(records[150:151]), c=lines(records[151:]))
    general = outcome(tmp_path, DedupConfig(), general=True, monkeypatch=monkeypatch)
    monkeypatch.setattr(bulk, "BLOCK_BYTES", 700)
    assert outcome(tmp_path, DedupConfig(), general=False, monkeypatch=monkeypatch) == general


def test_a_guard_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, a=lines([{"id": str(k), "text": "同一句话，说了又说。"} for k in range(1500)]))
    with pytest.raises(GuardError, match="max_cluster_share"):
        run(Job((str(tmp_path / "in"),), tmp_path / "out", steps=STEPS))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
