"""A repeated passage stays in the document that deduplication would keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpusclean.config import Config, DedupConfig, PassagesConfig
from corpusclean.run import Job, Steps, run

SHARED = "省水利厅昨日通报，受上游持续降雨影响，干流水位已超过警戒线零点四米，沿江各地启动四级应急响应。"
SHORT = "傍晚时分，轮渡公司宣布停航，码头上滞留的旅客由专车送往火车站。"
LONG = (
    "记者在江边的老街看到，居民正把一楼的家具搬上阁楼，社区干部挨家挨户登记需要帮助的老人。"
    "街口的粮油店照常营业，老板说米和水都备得足，价钱一分不涨。"
    "夜里十点，巡堤的第三班人员换岗，手电的光沿着堤脚慢慢移动，每隔一百米停下来查看一次渗水。"
)


@pytest.mark.parametrize(
    ("steps", "dedup", "loser"),
    [
        (Steps(), DedupConfig(), "2"),
        (Steps(), DedupConfig(keep="longest"), "1"),
        (Steps(), DedupConfig(sources=("日报",)), "1"),
        (Steps(dedup=False), DedupConfig(keep="longest"), "2"),
    ],
)
def test_the_keep_order_says_which_copy_goes(tmp_path: Path, steps: Steps, dedup: DedupConfig, loser: str) -> None:
    records = [
        {"id": "1", "source": "网站", "text": f"{SHORT}\n{SHARED}\n"},
        {"id": "2", "source": "日报", "text": f"{LONG}\n{SHARED}\n"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    config = Config(dedup=dedup, passages=PassagesConfig(across="remove"))
    summary = run(Job((str(tmp_path / "a.jsonl"),), tmp_path / "out", config, steps))
    assert (summary.kept, [match.right.document_id for match in summary.removed]) == (2, [loser])
    texts = {one["id"]: one["text"] for one in map(json.loads, (tmp_path / "out" / "a.jsonl").open(encoding="utf-8"))}
    assert [id_ for id_, text in texts.items() if SHARED not in text] == [loser]
