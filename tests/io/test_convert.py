"""`--to`: documents in another form than they came in, with every field the form can hold."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpusclean.cli import main

ROWS: list[dict[str, object]] = [
    {"id": 1, "text": "昨天\u200b下了雨。", "n": 1.5, "tags": ["a"], "when": "2024-01-01 00:00:00", "odd": 1},
    {"id": 2, "text": "他说：“路滑，\n慢点走。”", "n": 2, "tags": [], "when": None, "odd": "一"},
    {"id": 3, "text": "没有变化。", "n": None, "more": {"k": [1, None]}, "odd": [1]},
]
CLEANED = [str(row["text"]).replace("\u200b", "") for row in ROWS]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def convert(tmp_path: Path, name: str, data: bytes, to: str, command: str = "clean") -> Path:
    (tmp_path / name).write_bytes(data)
    out = tmp_path / "out"
    risk = ["--max-risk", "exact"] if command == "clean" else []
    assert main([command, str(tmp_path / name), "-o", str(out), "-q", "--to", to, *risk]) == 0
    return out


@pytest.mark.parametrize("to", ["parquet", "arrow"])
def test_records_become_tables(tmp_path: Path, to: str) -> None:
    path = convert(tmp_path, "a.jsonl", LINES, to) / f"a.{to}"
    table = pq.read_table(path) if to == "parquet" else pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    assert table.schema.names == ["id", "text", "n", "tags", "when", "odd", "more"]
    assert [str(table.schema.field(name).type) for name in ("id", "n", "when", "odd")] == ["int64", "double", "string", "string"]
    rows = table.to_pylist()
    assert [row["text"] for row in rows] == CLEANED
    assert [row["odd"] for row in rows] == ["1", '"一"', "[1]"]  # no common type: JSON text
    assert rows[0]["when"] == "2024-01-01 00:00:00" and rows[2]["more"] == {"k": [1, None]} and rows[1]["n"] == 2.0


def test_types_are_found_over_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpusclean.io import line_blocks

    monkeypatch.setattr(line_blocks, "BLOCK_BYTES", 60)
    monkeypatch.setattr(line_blocks, "SAMPLE_BYTES", 60)
    path = convert(tmp_path, "a.jsonl", LINES, "parquet", command="dedup") / "a.parquet"
    rows = pq.read_table(path).to_pylist()
    assert [row["odd"] for row in rows] == ["1", '"一"', "[1]"] and [row["n"] for row in rows] == [1.5, 2.0, None]


def test_records_become_cells_and_come_back(tmp_path: Path) -> None:
    data = (convert(tmp_path, "a.jsonl.gz", gzip.compress(LINES), "csv") / "a.csv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(data).decode(), newline="")))
    assert [row["text"] for row in rows] == CLEANED
    assert (rows[0]["tags"], rows[1]["when"], rows[2]["more"], rows[0]["n"]) == ('["a"]', "", '{"k": [1, null]}', "1.5")
    (tmp_path / "again").mkdir()
    out = convert(tmp_path / "again", "a.csv", gzip.decompress(data), "jsonl")
    assert [json.loads(line)["text"] for line in (out / "a.jsonl").read_text(encoding="utf-8").splitlines()] == CLEANED


def test_tables_become_records(tmp_path: Path) -> None:
    moment = datetime(2024, 5, 1, 12)
    given = {
        "id": ["甲", "乙"],
        "text": ["一\u200b句", "二"],
        "at": [moment, None],
        "day": [None, date(2024, 5, 1)],
        "x": [float("nan"), 0.1],
    }
    table = pa.table({**given, "raw": [b"\xff", None], "at": pa.array(given["at"], pa.timestamp("ns"))})
    pq.write_table(table, tmp_path / "t.parquet")
    out = convert(tmp_path, "t.parquet", (tmp_path / "t.parquet").read_bytes(), "jsonl")
    first, second = (json.loads(line) for line in (out / "t.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["text"], first["x"], first["raw"]) == ("甲", "一句", None, "/w==")
    assert first["at"].startswith("2024-05-01 12:00:00") and second["day"] == "2024-05-01" and second["x"] == 0.1


def test_a_parquet_file_becomes_arrow_with_its_schema(tmp_path: Path) -> None:
    table = pa.table({"id": ["甲"], "text": pa.array(["一\u200b句"], pa.large_string()), "n": pa.array([1], pa.int8())})
    pq.write_table(table, tmp_path / "t.parquet")
    out = convert(tmp_path, "t.parquet", (tmp_path / "t.parquet").read_bytes(), "arrow")
    found = pa.ipc.open_file(pa.memory_map(str(out / "t.arrow"))).read_all()
    assert found.schema == table.schema and found.column("text").to_pylist() == ["一句"]


def test_files_of_text_become_one_and_the_other_way(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("甲\u200b。", encoding="utf-8")
    (folder / "b.jsonl").write_bytes(LINES)
    (folder / "sub" / "c.txt").write_text("丙。", encoding="utf-8")
    arguments = ["-o", str(tmp_path / "out"), "-q", "--recursive", "--max-risk", "exact"]
    assert main(["clean", str(folder), *arguments, "--to", "jsonl"]) == 0
    out = tmp_path / "out"
    lines = [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == [{"id": "a.txt", "text": "甲。"}, {"id": "sub/c.txt", "text": "丙。"}]
    assert (out / "b.jsonl").read_bytes() == LINES.replace("\u200b".encode(), b"")
    (tmp_path / "back").mkdir()
    texts = convert(tmp_path / "back", "b.jsonl", (out / "b.jsonl").read_bytes(), "text")
    assert sorted(path.name for path in texts.glob("*.txt")) == ["1.txt", "2.txt", "3.txt"]
    assert (texts / "2.txt").read_bytes().decode() == CLEANED[1]


def test_what_is_in_that_form_passes_through(tmp_path: Path) -> None:
    data = b'{"n": 1.10, "id": "\\u7532", "text": "a"}\n'
    assert (convert(tmp_path, "a.jsonl", data, "jsonl", command="dedup") / "a.jsonl").read_bytes() == data


def test_dropped_documents_stay_out(tmp_path: Path) -> None:
    data = b'{"id": 1, "text": "same words"}\n{"id": 2, "text": "same words"}\n'
    assert pq.read_table(convert(tmp_path, "a.jsonl", data, "parquet", command="dedup") / "a.parquet").num_rows == 1


REFUSED = {
    "two files to one": ({"a.jsonl": LINES, "a.csv": b"id,text\nx,y\n"}, "parquet", 3, "would be written to a.parquet, as "),
    "an id that leads out": ({"a.jsonl": b'{"id": "../a", "text": "b"}\n'}, "text", 4, 'named after the id "../a"'),
    "two ids of one name": (
        {"a.jsonl": b'{"id": "a", "text": ""}\n{"id": "a.txt", "text": ""}\n'},
        "text",
        4,
        "two files named a.txt",
    ),
    "no such form": ({"a.jsonl": LINES}, "docx", 2, "docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    files, to, code, message = REFUSED[name]
    (tmp_path / "in").mkdir()
    for file, data in files.items():
        (tmp_path / "in" / file).write_bytes(data)
    assert main(["clean", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q", "--to", to]) == code
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1, said
    assert not (tmp_path / "out").exists()


def test_standard_output_takes_lines_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES)
    assert main(["clean", str(tmp_path / "a.jsonl"), "-o", "-", "--to", "parquet"]) == 2
    assert "standard output takes no parquet: name a folder" in capsys.readouterr().err
