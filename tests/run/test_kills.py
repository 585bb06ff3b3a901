"""Runs that are killed (SIGKILL) at random moments and started again end byte for byte like one that was left alone."""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from pathlib import Path

import duckdb
import pytest
from kills import contents, finish, kill_once, moments, start

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
COMMANDS = ("run", "clean", "dedup", "passages")
BLOCK_BYTES = 20_000


def corpus(path: Path, documents: int) -> Path:
    """Every seventh document a near copy of the one before; every fifth ends with a paragraph that others have as well."""
    rng = random.Random(7)
    shared = ["".join(rng.choices(HAN, k=80)) + "。\n" for _ in range(20)]
    texts = ["".join(rng.choices(HAN, k=200)) + ",然后.\n" for _ in range(documents)]
    texts = [text + rng.choice(shared) if k % 5 == 0 else text for k, text in enumerate(texts)]
    texts[1::7] = [f"{text[:-3]}。\n" for text in texts[0::7][: len(texts[1::7])]]
    lines = (json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in enumerate(texts))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def result(out: Path) -> dict[str, bytes]:
    return contents(out) if out.is_dir() else {"": out.read_bytes()}


def kill_and_go_on(command: str, source: Path, folder: Path, *, times: int, in_a_row: int, seed: int) -> int:
    """Kills the command `times` times at random moments, at most `in_a_row` of them before it may end and is compared; gives how
    often there was something to go on with."""
    folder.mkdir()
    whole, out, rng = folder / "whole", folder / "out", random.Random(seed)
    usual = finish(command, str(source), "-o", str(whole), "-q", block_bytes=BLOCK_BYTES)
    arguments, left, killed = (command, str(source), "-o", str(out), "-q"), 0, 0
    while killed < times:
        for after in moments(rng, usual, min(in_a_row, times - killed)):
            killed += kill_once(*arguments, after=after, block_bytes=BLOCK_BYTES)
            left += (folder / "out.partial" / "manifest.jsonl").exists()
            if out.exists():
                break
        if not out.exists():
            usual = min(usual, finish(*arguments, block_bytes=BLOCK_BYTES))  # the machine may have been busy the first time
        assert result(out) == result(whole)
        assert sorted(path.name for path in folder.iterdir()) == ["out", "whole"]
        shutil.rmtree(out) if out.is_dir() else out.unlink()
    return left


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_commands_end_byte_equal(tmp_path: Path, command: str) -> None:
    source = corpus(tmp_path / "a.jsonl", 600)
    left = kill_and_go_on(command, source, tmp_path / command, times=2, in_a_row=2, seed=1)
    assert left >= (command in ("run", "clean"))  # bulk deduplication leaves nothing to go on with, and starts anew


@pytest.mark.soak
@pytest.mark.parametrize("command", COMMANDS)
def test_thirty_killed_commands_end_byte_equal(tmp_path: Path, command: str) -> None:
    source = corpus(tmp_path / "a.jsonl", 1_500)
    kill_and_go_on(command, source, tmp_path / command, times=30, in_a_row=3, seed=2)


UPDATES = ("run", "dedup", "passages")


def tables(index: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that an index holds, whatever the order of its rows."""
    with duckdb.connect(str(index)) as connection:
        names = [name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()]
        return {name: sorted(connection.execute(f"from {name}").fetchall(), key=repr) for name in names}


def kill_updates(command: str, folder: Path, documents: int, *, times: int, in_a_row: int, seed: int) -> None:
    """Kills updates of an index `times` times at random moments.  The index is always as before the update or as after it, and in
    the end OUT and index are those of an update that was left alone."""
    folder.mkdir()
    lines, rng = (
        corpus(folder / "all.jsonl", 2 * documents).read_text(encoding="utf-8").splitlines(keepends=True),
        random.Random(seed),
    )
    first, second, out, index = (folder / name for name in ("0.jsonl", "1.jsonl", "out", "index"))
    first.write_text("".join(lines[:documents]), encoding="utf-8")
    second.write_text("".join(lines[documents:]), encoding="utf-8")
    finish(command, str(first), "-o", str(folder / "out0"), "--index", str(index), "-q", block_bytes=BLOCK_BYTES)
    before, arguments = tables(index), (command, str(second), "-o", str(out), "--index", str(index), "-q")
    shutil.copy(index, folder / "saved")
    usual = finish(*arguments, block_bytes=BLOCK_BYTES)
    whole, after, killed = result(out), tables(index), 0
    while killed < times:
        shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)
        shutil.copy(folder / "saved", index)
        for moment in moments(rng, usual, min(in_a_row, times - killed)):
            killed += kill_once(*arguments, after=moment, block_bytes=BLOCK_BYTES)
            if out.exists():
                break
            if rng.random() < 0.5:  # seen by another program, which also makes the next run open another state of the file
                assert tables(index) in (before, after)
        if not out.exists():
            usual = min(usual, finish(*arguments, block_bytes=BLOCK_BYTES))  # the machine may have been busy the first time
        assert result(out) == whole
        assert tables(index) == after
        assert not list(folder.glob("*.partial")) and not list(folder.glob("*.wal"))


@pytest.mark.parametrize("command", UPDATES)
def test_killed_updates_of_an_index_end_equal(tmp_path: Path, command: str) -> None:
    kill_updates(command, tmp_path / command, 300, times=2, in_a_row=2, seed=3)


@pytest.mark.soak
@pytest.mark.parametrize("command", UPDATES)
def test_thirty_killed_updates_of_an_index_end_equal(tmp_path: Path, command: str) -> None:
    kill_updates(command, tmp_path / command, 600, times=30, in_a_row=3, seed=4)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_workers_end_with_the_run_that_is_killed(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.jsonl", 2_000)
    process = start("clean", str(source), "-o", str(tmp_path / "out"), "-q", "--workers", "2", block_bytes=BLOCK_BYTES)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (tmp_path / "out.partial" / "000000.arrow").exists() and process.poll() is None:
        time.sleep(0.02)
    workers = children.read_text().split()
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while alive := [pid for pid in workers if is_alive(pid)]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)
    assert workers


def is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
