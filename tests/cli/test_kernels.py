"""The first run says on a terminal that it compiles; later ones do not, nor do commands that compile nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import corpusclean
from corpusclean.cli import kernels, progress
from corpusclean.kernels import _forget_stale_kernels
from corpusclean.run import Job, Steps, cleaning_step, run


def test_told_until_every_kernel_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(corpusclean, "__file__", str(tmp_path / "__init__.py"))
    dedup, passages = tmp_path / "dedup" / "__pycache__", tmp_path / "dedup" / "passages" / "__pycache__"
    cleaning, deduplication = Steps(dedup=False, passages=False), Steps(clean=False, passages=False)
    told = lambda: [kernels.lacks_kernels(steps) for steps in (cleaning, deduplication, Steps())]  # noqa: E731
    for folder in (dedup, passages):
        folder.mkdir(parents=True)
    assert told() == [False, True, True]
    (dedup / "fold.nbi").touch()
    assert told() == [False, False, True]
    (passages / "find.nbi").touch()
    assert told() == [False, False, False]
    (dedup / "fold.nbi").unlink()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert told() == [False, False, False]


@pytest.mark.parametrize(("terminal", "quiet", "times"), [("1", False, 1), ("1", True, 0), ("", False, 0)])
def test_said_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: str, quiet: bool, times: int
) -> None:
    monkeypatch.setenv("FORCE_COLOR", terminal)
    with progress.RunProgress(quiet=quiet) as shown:
        shown.say("kernels")
    assert capsys.readouterr().err.count("kernels") == times


@pytest.mark.parametrize(("needed", "cleaning", "told"), [(True, True, True), (False, True, False), (True, False, False)])
def test_loops_of_cleaning_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needed: bool, cleaning: bool, told: bool
) -> None:
    """Only a run over much compiles them, and only where none has before."""
    monkeypatch.setattr(cleaning_step, "must_compile", lambda looks: needed and looks > 100)
    source, steps = tmp_path / "a.jsonl", list[str]()
    source.write_text('{"id": "a", "text": "没有什么要改的一句话。"}\n', encoding="utf-8")
    tell = lambda step, documents, share: steps.append(step)  # noqa: E731
    run(Job((str(source),), tmp_path / "out", steps=Steps(clean=cleaning, dedup=False, passages=False), tell=tell))
    assert (steps[0] == cleaning_step.COMPILING) == told


def test_kernels_older_than_their_sources_go_with_their_code(tmp_path: Path) -> None:
    """An index that was renewed by a process killed before it wrote the code must not lead to the code of before."""
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    (tmp_path / "a.py").touch()
    for name, age in (("old.nbi", 60), ("old.1.nbc", 60), ("new.nbi", -60), ("new.1.nbc", -60)):
        (cache / name).touch()
        os.utime(cache / name, (time.time() - age,) * 2)
    _forget_stale_kernels(tmp_path)
    assert sorted(path.name for path in cache.iterdir()) == ["new.1.nbc", "new.nbi"]
