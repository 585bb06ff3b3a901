"""`--reference`: documents that repeat one of another corpus, or hold it, go, and the evidence names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpusclean.cli import main

QUESTION = "甲乙两地相距三百六十公里，一列货车从甲地开往乙地，每小时行驶四十五公里，几小时后到达？"
NEWS = "昨日下午，市博物馆新馆正式对外开放，首批展出馆藏文物八百余件，其中三分之一从未与观众见面。"
PAGE = "下面整理了小学应用题的常见类型，供家长参考，建议先让孩子自己画线段图再列式。" * 3


@pytest.mark.parametrize("command", ["dedup", "run"])
def test_what_repeats_a_reference_document_goes_for_it(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"1": NEWS, "2": QUESTION.replace("，", ","), "3": f"{PAGE}\n{QUESTION}\n解：三百六十除以四十五。", "4": NEWS}
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": id_, "text": text}) + "\n" for id_, text in texts.items()))
    # the same id as in the corpus, and one question twice
    questions = "".join(json.dumps({"id": id_, "text": QUESTION}, ensure_ascii=False) + "\n" for id_ in ("1", "2"))
    (tmp_path / "q.jsonl").write_text(questions, encoding="utf-8")
    (tmp_path / "news.txt").write_text("公报：" + NEWS, encoding="utf-8")
    question, news = str(tmp_path / "q.jsonl"), str(tmp_path / "news.txt")

    def decided(name: str, *flags: str) -> dict[str, tuple[str, int] | None]:
        assert main([command, str(tmp_path / "a.jsonl"), "-o", str(tmp_path / name), "-q", *flags]) == 0
        lines = (tmp_path / name / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
        because = {one["id"]: one["because"] for one in map(json.loads, lines)}
        return {id_: (one["left"]["doc"], one["left"]["end"]) if one else None for id_, one in because.items()}

    asked = (f"{question}#1", len(QUESTION))
    assert decided("without") == {"1": None, "2": None, "3": None, "4": ("1", len(NEWS))}
    assert decided("one", "--reference", question) == {"1": None, "2": asked, "3": asked, "4": ("1", len(NEWS))}
    both = decided("two", "--reference", question, "--reference", news)
    assert both == {"1": (news, len(NEWS) + 3), "2": asked, "3": asked, "4": (news, len(NEWS) + 3)}
    assert (tmp_path / "two" / "a.jsonl").read_bytes() == b""


def test_a_bad_reference_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "a"}\n')
    (tmp_path / "q.jsonl").write_text('{"id": "1", "text": "a"}\n{"id": 2}\n')
    for name, said in (("q.jsonl", "q.jsonl:2: "), ("none.jsonl", "no such file")):
        arguments = ["dedup", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out"), "--reference", str(tmp_path / name)]
        assert main([*arguments, "--on-error", "skip"]) == 3
        error = capsys.readouterr().err
        assert said in error and error.count("\n") == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "q.jsonl"]
