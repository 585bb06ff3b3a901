"""Every format, in and out again: texts are cleaned, all else is as it was."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from corpusclean.cli import main
from corpusclean.config import Config, InputConfig
from corpusclean.io import line_blocks
from corpusclean.run import Job, Steps, run

RECORDS = [
    {"id": "一", "text": "昨天\u200b下了雨。", "n": 1},
    {"id": "二", "text": '他说：“路滑，\n慢点走。”一只"旧"杯子, 3,5', "n": 2},
    {"id": "三", "text": "没有变化。", "n": 3},
    {"id": "四", "text": "雨\ufeff停了。\n天晴了。", "n": 4},
]
EXPECTED = [record["text"].replace("\u200b", "").replace("\ufeff", "") for record in RECORDS]  # type: ignore[attr-defined]
CONTROLS_ONLY = ["--max-risk", "exact"]


def jsonl() -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def delimited(delimiter: str) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, ["n", "text", "id"], delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(RECORDS)
    return file.getvalue().encode()


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


def read_jsonl(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def read_delimited(delimiter: str) -> Callable[[bytes], list[dict[str, object]]]:
    def read(data: bytes) -> list[dict[str, object]]:
        rows = csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=delimiter)
        return [{**row, "n": int(row["n"])} for row in rows]

    return read


LINES: dict[str, tuple[bytes, Callable[[bytes], list[dict[str, object]]]]] = {
    "a.jsonl": (jsonl(), read_jsonl),
    "b.jsonl.gz": (gzip.compress(jsonl()), lambda data: read_jsonl(gzip.decompress(data))),
    "c.jsonl.bz2": (bz2.compress(jsonl()), lambda data: read_jsonl(bz2.decompress(data))),
    "d.jsonl.xz": (lzma.compress(jsonl()), lambda data: read_jsonl(lzma.decompress(data))),
    "e.jsonl.zst": (zstd(jsonl()), lambda data: read_jsonl(pa.CompressedInputStream(pa.BufferReader(data), "zstd").read())),
    "f.csv": (delimited(","), read_delimited(",")),
    "g.tsv": (delimited("\t"), read_delimited("\t")),
    "h.jsonl": (jsonl().decode().encode("utf-16"), read_jsonl),
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("block_bytes", [40, 1 << 20])
def test_lines_go_in_and_out(name: str, block_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "BLOCK_BYTES", block_bytes)
    if not name.startswith("h"):
        monkeypatch.setattr(line_blocks, "SAMPLE_BYTES", block_bytes)
    data, read = LINES[name]
    (tmp_path / name).write_bytes(data)
    assert main(["clean", str(tmp_path / name), "-o", str(tmp_path / "out"), "-q", *CONTROLS_ONLY]) == 0
    found = read((tmp_path / "out" / name).read_bytes())
    assert [record["text"] for record in found] == EXPECTED
    assert [(record["id"], record["n"]) for record in found] == [(record["id"], record["n"]) for record in RECORDS]


def table() -> pa.Table:
    schema = pa.schema(
        [
            pa.field("n", pa.int8(), metadata={"unit": "篇"}),
            pa.field("text", pa.large_string(), nullable=False),
            pa.field("id", pa.string()),
            pa.field("tags", pa.list_(pa.struct([("a", pa.decimal128(9, 2))]))),
        ],
        metadata={"huggingface": "{}"},
    )
    return pa.Table.from_pylist([{**record, "tags": [{"a": None}]} for record in RECORDS], schema=schema)


def write_parquet(path: Path) -> None:
    pq.write_table(table(), path, row_group_size=3, compression="zstd")


def write_arrow_stream(path: Path) -> None:
    with pa.ipc.new_stream(str(path), table().schema) as writer:
        writer.write_table(table(), max_chunksize=3)


def write_arrow_file(path: Path) -> None:
    with pa.ipc.new_file(str(path), table().schema) as writer:
        writer.write_table(table(), max_chunksize=3)


TABLES = {
    "a.parquet": (write_parquet, pq.read_table),
    "b.arrow": (write_arrow_stream, lambda path: pa.ipc.open_stream(pa.memory_map(str(path))).read_all()),
    "c.arrow": (write_arrow_file, lambda path: pa.ipc.open_file(pa.memory_map(str(path))).read_all()),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_keep_their_schema(name: str, tmp_path: Path) -> None:
    write, read = TABLES[name]
    write(tmp_path / name)
    assert main(["clean", str(tmp_path / name), "-o", str(tmp_path / "out"), "-q", *CONTROLS_ONLY]) == 0
    found = read(tmp_path / "out" / name)
    given = read(tmp_path / name)
    place = given.schema.get_field_index("text")
    expected = given.set_column(place, given.schema.field(place), pa.array(EXPECTED, pa.large_string()))
    assert found.schema.equals(expected.schema, check_metadata=True)
    assert found.equals(expected)


def test_parquet_keeps_compression_and_row_groups(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet")
    run(Job((str(tmp_path / "a.parquet"),), tmp_path / "out"))
    found = pq.ParquetFile(tmp_path / "out" / "a.parquet")
    assert found.metadata.num_row_groups == 2
    assert found.metadata.row_group(0).column(1).compression == "ZSTD"


def test_a_mix_of_formats_in_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (name, (data, _)) in enumerate(LINES.items()):
        if not name.startswith("h"):
            data = gzip.decompress(data) if name.endswith(".gz") else data
            if name in ("a.jsonl", "f.csv"):
                for record in RECORDS:
                    data = data.replace(str(record["id"]).encode(), f"{record['id']}{number}".encode())
                (folder / name).write_bytes(data)
    write_parquet(folder / "p.parquet")
    (folder / "t.txt").write_bytes("又一篇\u200b。".encode("gb18030"))
    (folder / "u.txt.gz").write_bytes(gzip.compress("再一篇\u200b。".encode()))
    summary = run(Job((str(folder),), tmp_path / "out", steps=Steps(dedup=False, passages=False)))
    assert (summary.read, summary.kept) == (14, 14)
    assert (tmp_path / "out" / "t.txt").read_text(encoding="utf-8") == "又一篇。"
    assert gzip.decompress((tmp_path / "out" / "u.txt.gz").read_bytes()).decode() == "再一篇。"


def test_unchanged_rows_are_written_as_they_were(tmp_path: Path) -> None:
    source = 'id,text,x\r\n"1","没有变化。","a ""b"" c"\r\n2,也没有。,\r\n\r\n'
    (tmp_path / "a.csv").write_bytes(source.encode())
    assert main(["clean", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert (tmp_path / "out" / "a.csv").read_bytes().decode() == source[:-2]


def test_bad_rows_of_tables_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [
        ("a.csv", b"id,text\n1,a\n2\n", "a.csv:3: 1 values in a table of 2 columns"),
        ("b.csv", b"id,body\n1,a\n", 'b.csv:1: no column "text"'),
        ("c.csv", b'id,text\n1,"a\n', "c.csv:2: a quote that does not end"),
        ("d.parquet", b"PAR1 broken", "d.parquet: is no whole parquet file: "),
        ("e.parquet", b"", "e.parquet: is empty"),
        ("f.arrow", b"ARROW1\0\0 and no more", "f.arrow: is no whole arrow file: "),
    ]
    for name, data, message in cases:
        (tmp_path / name).write_bytes(data)
        code = main(["clean", str(tmp_path / name), "-o", str(tmp_path / "out"), "-q"])
        said = capsys.readouterr().err
        assert code == 3 and message in said and said.count("\n") == 1, said
        assert not (tmp_path / "out.partial").exists()


def test_null_texts_of_a_table_are_rejected(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2, 3], "text": ["甲\u200b", None, "丙"]}), tmp_path / "a.parquet")
    config = Config(input=InputConfig(on_error="skip"))
    summary = run(Job((str(tmp_path / "a.parquet"),), tmp_path / "out", config, Steps(dedup=False, passages=False)))
    assert (summary.read, summary.kept, summary.rejected) == (3, 2, 1)
    assert pq.read_table(tmp_path / "out" / "a.parquet").to_pylist() == [{"id": 1, "text": "甲"}, {"id": 3, "text": "丙"}]


def test_standard_input_and_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Stdin:
        buffer = io.BytesIO(jsonl())

    monkeypatch.setattr(sys, "stdin", Stdin)
    monkeypatch.chdir(tmp_path)
    assert main(["clean", "-", "-o", "-", *CONTROLS_ONLY]) == 0
    assert [record["text"] for record in read_jsonl(capfdbinary.readouterr().out)] == EXPECTED
    assert not list(tmp_path.iterdir())


def test_remote_paths_go_through_fsspec(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    fs = fsspec.filesystem("memory")
    for name in ("1", "2"):
        fs.pipe(f"/corpus/{name}.jsonl", jsonl().replace(b'"id": "', f'"id": "{name}'.encode()))
    fs.pipe("/corpus/3.txt", "一\u200b句话。".encode())
    run(Job(("memory://corpus/*.jsonl", "memory://corpus/3.txt"), tmp_path / "out", steps=Steps(dedup=False, passages=False)))
    assert sorted(path.name for path in (tmp_path / "out").glob("*.jsonl")) == ["1.jsonl", "2.jsonl", "notes.jsonl"]
    assert (tmp_path / "out" / "3.txt").read_text(encoding="utf-8") == "一句话。"
    assert main(["clean", "memory://none.jsonl", "-o", str(tmp_path / "x"), "-q"]) == 3


def test_a_hugging_face_folder_stays_one(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    write_arrow_stream(folder / "data-00000-of-00001.arrow")
    (folder / "state.json").write_text('{"_data_files": [{"filename": "data-00000-of-00001.arrow"}]}')
    (folder / "dataset_info.json").write_text("{}")
    run(Job((str(folder),), tmp_path / "out", steps=Steps(dedup=False, passages=False)))
    for name in ("state.json", "dataset_info.json"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()
