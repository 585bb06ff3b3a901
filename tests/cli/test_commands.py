"""The command, called as the shell calls it: what comes out, and what is said when something is wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from corpusclean.cli import main
from corpusclean.cli.exit_codes import EXIT_CODES
from corpusclean.report.edits import restore

TEXT = '记者昨天(星期三)在码头看到,第一批货船已经靠岸;工人们说:"今天要卸完."\n'


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8", newline="")
    (folder / "乙.txt").write_text("没有什么要改的一句话。\n", encoding="utf-8", newline="")
    return folder


def test_run_writes_the_same_names_and_every_report(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["run", str(folder), "-o", str(out), "--edits"]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "decisions.jsonl", "edits.jsonl", "matches.jsonl", "notes.jsonl", "report.json", "乙.txt", "甲.txt",
    ]  # fmt: skip
    assert lines(out / "decisions.jsonl") == [{"id": name, "keep": True, "because": None} for name in ("乙.txt", "甲.txt")]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["documents"]["read"] == report["documents"]["kept"] == 2
    assert "read" in capsys.readouterr().out
    assert not (tmp_path / "out.partial").exists()


def test_originals_come_back_from_out_and_edits(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    main(["run", str(folder), "-o", str(out), "--edits", "-q"])
    edits = {entry["id"]: entry["edits"] for entry in lines(out / "edits.jsonl")}
    for path in folder.iterdir():
        cleaned = (out / path.name).read_bytes().decode()
        assert restore(cleaned, edits.get(path.name, [])) == path.read_bytes().decode()


def test_records_keep_their_other_fields(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"n": 1.10, "号": 7, "正文": "他说,好."}\n\n{"号": 8, "正文": "好。", "x": "\\/"}\n', encoding="utf-8")
    out = tmp_path / "out"
    assert main(["clean", str(source), "-o", str(out), "--id-field", "号", "--text-field", "正文", "-q"]) == 0
    first, second = (out / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert first.startswith('{"n": 1.10, "号": 7, "正文": "他说')
    assert second == '{"号": 8, "正文": "好。", "x": "\\/"}'
    assert not (out / "decisions.jsonl").exists()


def test_flags_win_over_the_file_and_config_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.toml"
    file.write_text('max_risk = "style"\n[spaces]\nmixed = "keep"\n[dedup]\nthreshold = 0.8\n', encoding="utf-8")
    assert main(["config", "--config", str(file), "--spaces.mixed", "insert"]) == 0
    printed = capsys.readouterr().out
    assert 'max_risk = "style"' in printed and 'mixed = "insert"' in printed and "threshold = 0.8" in printed
    file.write_text(printed, encoding="utf-8")
    assert main(["config", "--config", str(file)]) == 0
    assert capsys.readouterr().out == printed


def test_a_preset_is_the_base_of_file_and_flags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.toml"
    file.write_text('preset = "minimal"\n[quotes]\nenabled = true\n', encoding="utf-8")
    for arguments in (["--config", str(file)], ["--preset", "minimal", "--quotes.enabled"]):
        assert main(["config", *arguments]) == 0
        printed = capsys.readouterr().out
        assert "[lines]\nenabled = false" in printed and "[quotes]\nenabled = true" in printed
    assert main(["config", "--preset", "wob"]) == 2


def test_explain_names_rule_place_and_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "丙.txt").write_bytes("一\u200b句话。\n".encode())
    assert main(["explain", str(folder / "丙.txt")]) == 0
    shown = capsys.readouterr().out
    assert "controls" in shown and "1:2" in shown and "[-⟨ZWSP⟩-]" in shown
    assert main(["explain", str(folder / "乙.txt")]) == 0
    assert "Nothing changes." in capsys.readouterr().out


BAD: list[tuple[str, bytes | None, str, int]] = [
    ("none.jsonl", None, "none.jsonl: no such file or folder", 3),
    ("a.jsonl", b'{"id": "a", "text": "x"}\n{bad}\n', "a.jsonl:2: no JSON record: expected a name in quotes at column 2", 3),
    ("a.jsonl", b'{"id": "a", "text": "x"}\n\n{"id": "b"}\n', 'a.jsonl:3: no field "text"', 3),
    ("a.jsonl", b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', 'a.jsonl:2: the id "a" is taken: ', 3),
    ("a.jsonl", b"", "a.jsonl: is empty", 3),
    ("a.txt", b"", "a.txt: is empty", 3),
    ("a.txt", bytes([0x81, 0x00, 0xFF, 0xFE, 0x9D] * 50), "a.txt: is in no known encoding", 3),
    ("a.jsonl.gz", b"\x1f\x8b\x08\x00no gzip", "a.jsonl.gz: is a damaged or truncated gz file", 3),
    ("a.doc", b"x", "a.doc: is of no known format", 3),
]


@pytest.mark.parametrize(("name", "content", "message", "code"), BAD)
def test_bad_input_is_one_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, message: str, code: int
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert main(["run", str(tmp_path / name), "-o", str(tmp_path / "out")]) == code
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1 and "Traceback" not in said
    assert sorted(tmp_path.iterdir()) == before


def test_bad_commands_say_what_is_wrong(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    (tmp_path / "c.toml").write_text("[spaces]\n\nmixd = 1\n")
    cases = [
        (["run", str(folder), "-o", str(folder / "out")], 4, "lies within the input"),
        (["run", str(folder), "-o", str(tmp_path)], 4, "holds the input"),
        (["run", str(folder), "-o", out, "--spaces.mixd", "keep"], 2, "Did you mean --spaces.mixed?"),
        (["run", str(folder), "-o", out, "--spaces.mixed", "kep"], 2, 'Did you mean "keep"?'),
        (["run", str(folder), "-o", out, "--dedup.threshold", "2"], 2, "dedup.threshold must be at least 0.05 and at most 1"),
        (["run", str(folder), "-o", out, "--config", str(tmp_path / "c.toml")], 2, "c.toml:3: unknown key spaces.mixd"),
        (["run", str(folder)], 2, "--output"),
        (["rum", str(folder)], 2, "run"),
    ]
    for arguments, code, message in cases:
        assert main(arguments) == code
        said = capsys.readouterr().err
        assert message in said and said.count("\n") == 1, said
        assert not Path(out).exists()
    assert all(code in EXIT_CODES for _, code, _ in cases)


def test_overwrite_replaces_results_and_nothing_else(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["run", str(folder), "-o", str(out), "-q"]) == 0
    assert main(["run", str(folder), "-o", str(out), "-q"]) == 4
    assert main(["run", str(folder), "-o", str(out), "-q", "--overwrite"]) == 0
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("x")
    assert main(["run", str(folder), "-o", str(other), "-q", "--overwrite"]) == 4
    assert "is no result of an earlier run" in capsys.readouterr().err
    assert (other / "thesis.txt").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_output(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert main(["run", str(folder), "-o", str(closed / "out"), "-q"]) == 4
    assert "cannot be written: Permission denied" in capsys.readouterr().err


def test_skipped_records_are_listed_and_counted(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"id": 1, "text": "a"}\nno\n{"id": 1, "text": "b"}\n{"id": 2, "text": "c"}\n')
    out = tmp_path / "out"
    assert main(["clean", str(source), "-o", str(out), "-q", "--on-error", "skip"]) == 7
    assert [(entry["line"], entry["reason"]) for entry in lines(out / "rejected.jsonl")] == [
        (2, "no JSON record: expected an object at column 1"),
        (3, f'the id "1" is taken: {source}:1'),
    ]
    assert json.loads((out / "report.json").read_text())["documents"] == {
        "read": 4,
        "kept": 2,
        "dropped": 0,
        "rejected": 2,
        "changed": 0,
    }
    assert (out / "a.jsonl").read_bytes() == b'{"id": 1, "text": "a"}\n{"id": 2, "text": "c"}\n'
