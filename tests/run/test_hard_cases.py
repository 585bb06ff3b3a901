"""What happens to runs in the world: kills, full disks, records without end, noise for input."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from kills import contents, start

from corpusclean.cli import main
from corpusclean.config import Config, InputConfig
from corpusclean.io import line_blocks
from corpusclean.io.compression import open_output
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


FULL = {
    "clean": (("clean",), 20_000, "000000.arrow: cannot be written: File too large"),
    "signatures of bulk deduplication": (("dedup",), 20_000, "cannot be written: File too large"),
    "another form": (("dedup", "--to", "parquet"), 20_000, "cannot be written: "),
    "an index": (
        ("dedup", "--index", "index"),
        10_000,
        "index: the index cannot be opened or written, and is as it was before: ",
    ),
}


@pytest.mark.parametrize("name", FULL)
def test_a_full_disk_is_one_line(tmp_path: Path, name: str) -> None:
    """Then, with room, the same command does its work."""
    (command, *flags), limit, message = FULL[name]
    source = corpus(tmp_path / "a.jsonl", 100)
    flags = [str(tmp_path / flag) if flag == "index" else flag for flag in flags]
    arguments = (command, str(source), "-o", str(tmp_path / "out"), "-q", *flags)
    process = start(*arguments, limit=limit)
    said = process.communicate(timeout=120)[1].decode()
    assert process.returncode == (6 if name == "an index" else 4), said
    assert message in said and said.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert main([*arguments]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize("command", ["run", "passages"])
def test_a_full_folder_for_temporary_files_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr("corpusclean.dedup.passages.shadow.scratch_file", lambda: open("/dev/full", "r+b", buffering=0))  # noqa: PTH123, SIM115
    source = corpus(tmp_path / "a.jsonl", 100)
    assert main([command, str(source), "-o", str(tmp_path / "out"), "-q"]) == 4
    said = capsys.readouterr().err
    assert "cannot be written: No space left on device; TMPDIR names another folder" in said and said.count("\n") == 1, said


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = corpus(tmp_path / "a.jsonl", 10)
    (tmp_path / "file").touch()
    for command in ("run", "clean", "dedup", "passages"):
        assert main([command, str(source), "-o", str(tmp_path / "file" / "out"), "-q"]) == 4
        said = capsys.readouterr().err
        assert "file/out: cannot be written: Not a directory" in said and said.count("\n") == 1, said
    assert main(["dedup", str(source), "-o", str(tmp_path / "out"), "-q", "--index", str(tmp_path / "none" / "index")]) == 6
    assert "the index cannot be opened or written" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "file"]


@pytest.mark.soak
def test_a_record_of_500_megabytes(tmp_path: Path) -> None:
    """It is rejected, in bounded memory."""
    first, last = b'{"id": "a", "text": "first"}\n', b'{"id": "c", "text": "last"}\n'
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(first + b'{"id": "b", "text": "')
        for _ in range(500):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + last)
    watch = "import atexit, resource; atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    for command in ("clean", "dedup"):
        out = tmp_path / command
        process = start(command, str(tmp_path / "a.jsonl"), "-o", str(out), "-q", "--on-error", "skip", before=watch)
        printed, said = process.communicate(timeout=300)
        assert process.returncode == 7, said
        assert (out / "a.jsonl").read_bytes() == first + last
        assert "record of 500,000,0" in (out / "rejected.jsonl").read_text()
        assert int(printed) < 600_000  # kB


def test_links_that_lead_nowhere_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    corpus(folder / "b.jsonl", 3)
    (folder / "a.jsonl").symlink_to(folder / "a.jsonl")  # to itself
    (folder / "c.jsonl").symlink_to(folder / "gone.jsonl")
    for name in ("a.jsonl", "c.jsonl"):
        assert main(["clean", str(folder / name), "-o", str(tmp_path / "out"), "-q"]) == 3
        said = capsys.readouterr().err
        assert f"{name}: is a link that leads nowhere" in said and said.count("\n") == 1, said
    assert main(["clean", str(folder), "-o", str(tmp_path / "out"), "-q"]) == 0
    left_out = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["left_out"]
    assert left_out == {str(folder / name): "link that leads nowhere" for name in ("a.jsonl", "c.jsonl")}


BROKEN_TABLES = {
    "no footer": lambda whole: whole[: len(whole) // 2],
    "a wrong footer": lambda whole: whole[:-40] + b"\xff" * 32 + whole[-8:],
    "a length that cannot be": lambda whole: whole[:-8] + b"\xff\xff\xff\x7f" + b"PAR1",
    "broken pages": lambda whole: whole[:4] + b"\xff" * 1800 + whole[1804:],
}


@pytest.mark.parametrize("name", BROKEN_TABLES)
def test_a_broken_parquet_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path, rng = tmp_path / "a.parquet", random.Random(5)
    pq.write_table(pa.table({"id": range(2000), "text": ["".join(rng.choices(HAN, k=20)) for _ in range(2000)]}), path)
    path.write_bytes(BROKEN_TABLES[name](path.read_bytes()))
    assert main(["clean", str(path), "-o", str(tmp_path / "out"), "-q"]) == 3
    said = capsys.readouterr().err
    assert "a.parquet: is no whole parquet file: " in said and said.count("\n") == 1, said
    corpus(tmp_path / "b.jsonl", 5)
    for number, form in enumerate(("same", "arrow", "csv", "jsonl", "text")):
        arguments = [
            "clean",
            str(path),
            str(tmp_path / "b.jsonl"),
            "-o",
            str(tmp_path / f"to{number}"),
            "-q",
            "--on-error",
            "skip",
        ]
        assert main([*arguments, "--to", form]) == 7
    assert main(["clean", str(path), str(tmp_path / "b.jsonl"), "-o", str(tmp_path / "out"), "-q", "--on-error", "skip"]) == 7
    documents = json.loads((tmp_path / "out" / "report.json").read_text())["documents"]
    assert documents["read"] == documents["kept"] + documents["dropped"] + documents["rejected"] and documents["kept"] == 5
    assert len((tmp_path / "out" / "rejected.jsonl").read_text().splitlines()) == documents["rejected"] == 1


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


@pytest.mark.parametrize("suffix", ["bz2", "xz", "zst"])
def test_other_truncated_files_are_told(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    with open_output(path, suffix) as file:
        file.write(corpus(tmp_path / "x.jsonl", 500).read_bytes())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert main(["clean", str(path), "-o", str(tmp_path / "out"), "-q"]) == 3
    said = capsys.readouterr().err
    assert f"truncated {suffix} file" in said and said.count("\n") == 1, said


def test_truncated_files_are_told(tmp_path: Path) -> None:
    """What stands before the end of a truncated file is read: all of its whole lines, and not the piece of one that follows."""
    import gzip
    import zlib

    data = gzip.compress(corpus(tmp_path / "x.jsonl", 3_000).read_bytes())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    summary = run(Job((str(tmp_path / "a.jsonl.gz"),), tmp_path / "out", SKIP, CLEAN))
    assert summary.rejected == 1
    whole = zlib.decompressobj(31).decompress(data[: len(data) // 2]).count(b"\n")
    assert 1_000 < summary.kept <= whole and summary.kept > whole - 100  # gzip hands on some kilobytes at a time
    assert "truncated gz" in (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8")
    assert main(["clean", str(tmp_path / "a.jsonl.gz"), "-o", str(tmp_path / "other"), "-q"]) == 3
