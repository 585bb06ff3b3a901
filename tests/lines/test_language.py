"""The evidence of language: which way it points, and that asking together or alone gives the same answer."""

from __future__ import annotations

import numpy as np
import pytest

from corpusclean import running
from corpusclean.lines import language
from corpusclean.lines.folding import fold, fold_codes
from corpusclean.lines.language import codes, continues, continues_all, likelihoods
from corpusclean.lines.ngrams import hashes, packed, unpacked

PAIRS = [
    ("这家工厂去年改造了三条生产", "线，工人少了一半", 1),
    ("会议决定成立专门的工作小", "组，由副市长担任组长", 1),
    ("他把钥匙交给了隔壁的老", "本报讯（记者李文）昨天上午", -1),
    ("大坝合龙以后，水位每天上升三十厘", "据新华社北京电", -1),
]


@pytest.mark.parametrize(("tail", "head", "sign"), PAIRS)
def test_points_the_right_way(tail: str, head: str, sign: int) -> None:
    assert continues(tail, head) * sign > 2


def test_batch_is_the_same_as_one_by_one() -> None:
    """Also of more than are multiplied at once."""
    pairs = 5 * ([(tail, head) for tail, head, _ in PAIRS] + [("", "空"), ("空", ""), ("", "")])
    assert len(pairs) > language._model().net.most
    assert continues_all(pairs).tolist() == pytest.approx([continues(*pair) for pair in pairs], abs=1e-3)


def test_compiled_loops_answer_as_interpreted_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last bit, as threads and later texts take over what others have worked out."""
    pairs, answers = [(tail, head) for tail, head, _ in PAIRS], []
    for compiles_after in (float("inf"), -1):
        monkeypatch.setattr(running, "compiles_after", compiles_after)
        language._model.cache_clear()
        answers.append(continues_all(pairs).tolist())
    assert answers[0] == answers[1]


def test_nothing_says_nothing() -> None:
    assert continues("没有下文", "") == 0
    assert continues_all([]).tolist() == []


def test_nothing_is_said_of_a_cut_beside_a_mark_of_code() -> None:
    assert continues_all([("（1）`$_`", "`$_`属性返回上一个值"), ("（2）返回值", "`get()`只返回字符串")]).tolist() == [0, 0]


def test_folding_by_a_table_is_folding() -> None:
    """Every character but spaces, and some beyond the first plane, met for the first time and again."""
    text = "".join(c for c in map(chr, (*range(0x10000), 0x1D7CE, 0x20BB7, 0x1F600)) if not c.isspace())
    for _ in range(2):
        assert "".join(map(chr, fold_codes(text).tolist())) == fold(text)


def test_folding() -> None:
    assert fold("2024年 第３届GDP, 增5%") == "0000年第0届aaa，增0%"
    assert codes(["甲乙丙"], 2, left=False).tolist() == [[ord("乙"), ord("丙")]]


def test_the_true_successor_is_the_likeliest() -> None:
    """Of four heads each tail finds its own, as columns read across ask it."""
    tails = ["渔船在港外等了两个钟", "这种病多发于秋冬季", "他把自行车停在图书", "新规定从下月一日起"]
    heads = ["头，才等到涨潮", "节，孩子和老人要当心", "馆门口的台阶旁边", "施行，过渡期三个月"]
    i, j = (index.ravel() for index in np.indices((4, 4)))
    after, _ = likelihoods(tails, heads, (i, j))
    assert after.reshape(4, 4).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_keys_survive_packing() -> None:
    keys = np.unique(hashes(np.arange(3000, dtype=np.uint32).reshape(-1, 2), 24))
    assert unpacked(packed(keys)).tolist() == keys.tolist()
    assert keys.max() < 2**24
