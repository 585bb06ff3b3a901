"""The progress line, and the share behind it."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from corpusclean.cli import progress
from corpusclean.io import line_blocks
from corpusclean.run import Job, Steps, run


def test_examples() -> None:
    assert doctest.testmod(progress).failed == 0


def test_the_share_rises_to_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "BLOCK_BYTES", 100)
    monkeypatch.setattr(line_blocks, "SAMPLE_BYTES", 100)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text("".join(f'{{"id": {number}, "text": "好"}}\n' for number in range(20)), encoding="utf-8")
    (folder / "b.txt").write_text("好。", encoding="utf-8")
    told: list[float | None] = []
    tell = lambda step, documents, share: told.append(share) if documents else None  # noqa: E731
    run(Job((str(folder),), tmp_path / "out", steps=Steps(dedup=False, passages=False), tell=tell))
    shares = [share for share in told if share is not None]
    assert len(shares) > 3 and shares == sorted(shares) and shares[-1] == 1.0


def test_without_a_terminal_there_is_a_line_a_minute(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 25))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    with progress.RunProgress(quiet=False) as shown:
        for count in range(1, 10):
            shown.tell("cleaned", count, None)
    assert capsys.readouterr().err.count("documents cleaned") == 3
