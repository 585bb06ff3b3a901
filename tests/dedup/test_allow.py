"""What may repeat, named in a file: how it is cut, what it does to a run, and what is said when it cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpusclean.cli import main
from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages import find_passages
from corpusclean.dedup.passages.allow import Allowed, with_quotations
from corpusclean.documents import Document
from corpusclean.errors import ConfigError

NOTICE = "本馆每周一闭馆整理图书，\n读者可在门口的还书箱归还到期的书刊，逾期的按章办理。"
REFRAIN = "清早挑水的人走过石桥，桥下的木船刚刚离岸，岸上的茶摊冒着热气，远处的钟楼敲了六下。"
OTHER = "新来的邮递员骑着旧自行车把山里的信一封一封送到，谁家有几口人他不到半年全记住了。"


@pytest.mark.parametrize(
    ("content", "quotations", "why"),
    [
        (f"{NOTICE}\n\n{REFRAIN}\n", (NOTICE, REFRAIN), "blank lines part quotations, line breaks within one do not"),
        (
            f"\ufeff{NOTICE}\r\n \t\r\n\r\n{REFRAIN}",
            (NOTICE, REFRAIN),
            "as Windows writes it, with white space on the blank lines",
        ),
        ("\n \n", (), "nothing in it"),
        (REFRAIN, (REFRAIN,), "one quotation, no line break at the end"),
    ],
)
def test_a_file_is_cut_at_blank_lines(tmp_path: Path, content: str, quotations: tuple[str, ...], why: str) -> None:
    path = tmp_path / "notices.txt"
    path.write_bytes(content.replace(NOTICE, NOTICE.replace("\n", "\r\n") if "\r" in content else NOTICE).encode())
    whole = with_quotations(PassagesConfig(allow=(OTHER,), allow_file=str(path)))
    assert (whole.allow, whole.allow_file) == ((OTHER, *quotations), ""), why


def test_what_stands_in_the_file_may_repeat(tmp_path: Path) -> None:
    path = tmp_path / "notices.txt"
    path.write_text(f"{NOTICE}\n\n{REFRAIN}\n", encoding="utf-8")
    documents = [Document(str(k), f"{text}\n{chr(0x4E00 + k)}篇。") for k, text in enumerate((NOTICE, REFRAIN, OTHER) * 2)]
    assert len(find_passages(documents)) == 3
    (left,) = find_passages(documents, config=PassagesConfig(allow_file=str(path)))
    assert left.right.document_id == "5"
    assert len(find_passages(documents, config=PassagesConfig(allow=(OTHER,), allow_file=str(path)))) == 0


def test_a_passage_longer_than_the_quotation_is_a_repeat() -> None:
    allowed = Allowed([REFRAIN, NOTICE])
    assert "桥下的木船刚刚离岸岸上的茶摊冒着热气" in allowed
    assert "岸上的茶摊冒着热气远处的钟楼敲了六下本馆每周一闭馆" not in allowed  # two quotations side by side are none
    assert "本馆每周一闭馆整理图书读者可在门口的还书箱" in allowed
    assert "短" not in allowed


def test_the_command_takes_a_file_by_flag_and_by_key(tmp_path: Path) -> None:
    source, notices, toml = tmp_path / "a.jsonl", tmp_path / "notices.txt", tmp_path / "c.toml"
    rows = [{"id": k, "text": f"{REFRAIN}\n{tail}"} for k, tail in enumerate(("雾散了。", "起风以前没有人出来。"))]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    notices.write_text(REFRAIN, encoding="utf-8")
    toml.write_text(f"[passages]\nallow_file = {json.dumps(str(notices))}\n", encoding="utf-8")
    for number, arguments in enumerate(([], ["--passages.allow-file", str(notices)], ["--config", str(toml)])):
        out = tmp_path / f"found{number}.jsonl"
        assert main(["passages", str(source), "-o", str(out), "-q", *arguments]) == 0
        assert len(out.read_text(encoding="utf-8").splitlines()) == (number == 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read: No such file or directory"), (b"\xb1\xbe\xb9\xdd", "no UTF-8 at byte 0")],
    ids=["no such file", "GB18030"],
)
def test_a_file_that_cannot_be_read_stops_the_run_before_it_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    path, source = tmp_path / "notices.txt", tmp_path / "a.jsonl"
    source.write_text('{"id": 1, "text": "好。"}\n', encoding="utf-8")
    if content:
        path.write_bytes(content)
    for command in ("run", "passages"):
        assert main([command, str(source), "-o", str(tmp_path / "out"), "--passages.allow-file", str(path)]) == 2
        assert f"{path}: {said} (passages.allow_file)" in capsys.readouterr().err.replace("\n", "")
        assert sorted(one.name for one in tmp_path.iterdir()) == sorted({"a.jsonl", *([path.name] if content else [])})
    with pytest.raises(ConfigError) as raised:
        find_passages([], config=PassagesConfig(allow_file=str(path)))
    assert raised.value.key == "passages.allow_file"


def test_an_index_knows_what_was_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, index = tmp_path / "notices.txt", tmp_path / "news.index"
    for number, content in enumerate((NOTICE, NOTICE, REFRAIN * 9)):
        source = tmp_path / f"{number}.jsonl"
        source.write_text(json.dumps({"id": number, "text": f"第{number}篇。"}), encoding="utf-8")
        moved = path.with_stem(f"notices{number}")  # its name does not matter
        moved.write_text(content, encoding="utf-8")
        arguments = ["-o", str(tmp_path / f"found{number}"), "--index", str(index), "-q", "--passages.allow-file", str(moved)]
        assert main(["passages", str(source), *arguments]) == (6 if number == 2 else 0)
    said = capsys.readouterr().err
    assert "passages.allow" in said and "…" in said and len(said) < 500
