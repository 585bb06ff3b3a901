"""What happens to runs in the world: kills, full disks, records without end, noise for input."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from kills import contents, start

from corpusclean.cli import main
from corpusclean.config import Config, InputConfig
from corpusclean.io import line_blocks
from corpusclean.run import Job, Steps, run

SKIP = Config(input=InputConfig(on_error="skip"))
CLEAN = Steps(dedup=False, passages=False)
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]


def corpus(path: Path, documents: int) -> Path:
    rng = random.Random(7)
    texts = ["".join(rng.choices(HAN, k=400)) + ",然后.\n" for _ in range(documents)]
    texts[1::7] = texts[0::7][: len(texts[1::7])]
    lines = (json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in enumerate(texts))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("steps", [CLEAN, Steps(clean=False, passages=False)])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_kill_at_any_rename_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: Steps, overwrite: bool
) -> None:
    job = Job((str(corpus(tmp_path / "a.jsonl", 20)),), tmp_path / "out", SKIP, steps, overwrite=overwrite)
    run(replace(job, out=tmp_path / "whole"))
    usual = {name: getattr(module, name) for module, name in ((Path, "replace"), (shutil, "rmtree"))}
    for moment in range(20):  # counted over the renames and removals of one run
        if overwrite and not job.out.exists():
            run(job)
        left = [moment]

        def killed(name: str, *given: object, left: list[int] = left, **options: object) -> object:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return usual[name](*given, **options)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", lambda *given: killed("replace", *given))
            patch.setattr(shutil, "rmtree", lambda *given, **options: killed("rmtree", *given, **options))
            try:
                run(job)
            except KeyboardInterrupt:
                assert not (job.out.exists() and not overwrite and (tmp_path / "out.partial").exists())
            else:
                break
        if overwrite or not job.out.exists():
            run(job)
        compared = [{k: v for k, v in contents(tmp_path / n).items() if k != "report.json"} for n in ("out", "whole")]
        assert compared[0] == compared[1]
        assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".out.old") == ["a.jsonl", "out", "whole"]
        if not overwrite:
            shutil.rmtree(job.out)
    assert moment >= 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out", "whole"]


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.jsonl", 100)
    process = start("clean", str(source), "-o", str(tmp_path / "out"), "-q", limit=20_000)
    said = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 4
    assert "cannot be written: " in said and said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("ending", [b"\n", b""])
def test_a_record_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: bytes) -> None:
    monkeypatch.setattr(line_blocks, "MAX_RECORD_BYTES", 100_000)
    monkeypatch.setattr(line_blocks, "BLOCK_BYTES", 10_000)
    monkeypatch.setattr(line_blocks, "SAMPLE_BYTES", 10_000)
    first, last = b'{"id": "a", "text": "first"}\n', b'{"id": "c", "text": "last"}\n'
    (tmp_path / "a.jsonl").write_bytes(first + b'{"id": "b", "text": "' + b"x" * 400_000 + ending + (last if ending else b""))
    summary = run(Job((str(tmp_path / "a.jsonl"),), tmp_path / "out", SKIP, CLEAN))
    assert (summary.kept, summary.rejected) == ((2, 1) if ending else (1, 1))
    rejected = json.loads((tmp_path / "out" / "rejected.jsonl").read_text())
    assert rejected["line"] == 2 and "the limit is 100,000" in rejected["reason"]
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == first + (last if ending else b"")


def test_truncated_files_are_told(tmp_path: Path) -> None:
    import gzip

    data = gzip.compress(corpus(tmp_path / "x.jsonl", 3_000).read_bytes())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    summary = run(Job((str(tmp_path / "a.jsonl.gz"),), tmp_path / "out", SKIP, CLEAN))
    assert summary.rejected >= 1
    assert "truncated gz" in (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8")
    assert main(["clean", str(tmp_path / "a.jsonl.gz"), "-o", str(tmp_path / "other"), "-q"]) == 3
