"""Every byte of output is the same for one worker, two and four, whatever the formats."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from words import WORDS

from corpusclean.config import Config, InputConfig, OutputConfig, PassagesConfig
from corpusclean.io import line_blocks, text
from corpusclean.run import Job, run


def mixed(folder: Path, documents: int, *, seed: int, more_words: int = 0) -> Path:
    """A folder with files of every format; some documents, and some passages, stand in several of them.

    Of many documents made of the few words of WORDS alone, nearly each would be a near-duplicate of others.
    """
    folder.mkdir()
    rng = random.Random(seed)
    words = WORDS * max(1, more_words // 50) + [
        "".join(chr(rng.randint(0x4E00, 0x6E00)) for _ in range(rng.randint(1, 4))) for _ in range(more_words)
    ]
    texts = ["".join(rng.choices(words, k=rng.randint(20, 200))) for _ in range(documents)]
    for k in range(0, documents, 7):
        texts[k] = rng.choice((texts[k - 1], texts[k] + "\n" + texts[k - 1][:200], texts[k] + "\n" + texts[k]))
    records = {name: [{"id": f"{name}/{k}", "n": k, "text": one} for k, one in enumerate(texts[at::6])]
               for at, name in enumerate(("jsonl", "gz", "csv", "tsv", "parquet", "arrow"))}  # fmt: skip
    lines = {
        name: "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records[name]).encode() for name in ("jsonl", "gz")
    }
    (folder / "a.jsonl").write_bytes(lines["jsonl"] + b'{"id": "bad"\n')
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines["gz"]))
    for name, mark in (("csv", ","), ("tsv", "\t")):
        rows = [mark.join((one["id"], str(one["n"]), f'"{one["text"]}"')) for one in records[name]]
        (folder / f"c.{name}").write_text("\n".join([mark.join(("id", "n", "text")), *rows, ""]), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(records["parquet"]), folder / "d.parquet", row_group_size=20)
    table = pa.Table.from_pylist(records["arrow"])
    with pa.OSFile(str(folder / "e.arrow"), "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=20)
    for k, one in enumerate(texts[:: max(1, documents // 20)]):
        (folder / f"{k}.txt").write_bytes(f"{one}\n第{k}篇。\n".encode("gb18030" if k % 2 else "utf-8"))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def compare(tmp_path: Path, source: Path) -> None:
    results = []
    config = Config(input=InputConfig(on_error="skip"), output=OutputConfig(edits=True), passages=PassagesConfig(across="mark"))
    for workers in (1, 2, 4):
        out = tmp_path / f"out{workers}"
        summary = run(Job((str(source),), out, config, workers=workers))
        results.append(contents(out))
    assert summary.dropped and summary.matches and summary.removed and summary.rejected == 1
    assert {"a.jsonl", "b.jsonl.gz", "c.csv", "c.tsv", "d.parquet", "e.arrow", "0.txt", "edits.jsonl"} <= results[0].keys()
    assert results[0] == results[1] == results[2]
    assert b"\xe2\x80\x8b" not in results[0]["a.jsonl"]


def test_bytes_do_not_depend_on_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((line_blocks, "BLOCK_BYTES"), (line_blocks, "SAMPLE_BYTES"), (text, "BLOCK_BYTES")):
        monkeypatch.setattr(module, name, 10_000)
    compare(tmp_path, mixed(tmp_path / "in", 400, seed=1))


@pytest.mark.soak
def test_bytes_of_a_large_run_do_not_depend_on_workers(tmp_path: Path) -> None:
    compare(tmp_path, mixed(tmp_path / "in", 60_000, seed=2, more_words=20_000))


def test_a_script_without_its_guard_is_told_why_workers_end(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from corpusclean.run.workers import ordered\nlist(ordered(abs, [1, 2, 3], workers=2, prepare=list))\n")
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert ended.returncode
    said = [line for line in ended.stderr.splitlines() if "resource_tracker" not in line]  # another process: it may warn later
    assert 'if __name__ == "__main__":' in said[-1]
