"""What a document itself shows of a cut, and that it is heard."""

from __future__ import annotations

import pytest

from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import weigh
from corpusclean.lines.distant import Cut, weigh_cuts
from corpusclean.lines.language import continues_all
from corpusclean.lines.own import Own
from corpusclean.lines.reading import Reading

TAIL, HEAD = "去年冬天我们又一次来到栾家", "坳水库，水面结了一层薄冰。"

CASES = [
    ("ten characters meet elsewhere", [TAIL, HEAD, "后来我们又一次来到栾家坳水库。"], "phrase"),
    ("five characters meet elsewhere", [TAIL, HEAD, "他家就在栾家坳水库边上住着。"], "long"),
    ("three do", [TAIL, HEAD, "从栾家坳到县城四十里。"], "short"),
    ("two do, and seldom else", [TAIL, HEAD, "那一年张家坳修通了公路，人人都高兴，家家户户放鞭炮。"], "weak pair"),
    ("they never meet, and nothing is known of the head's first character", [TAIL, HEAD, "天冷。"], "unknown"),
    ("it always follows another", [TAIL, HEAD, "山坳、李坳、石坳、王坳都通了车。"], "inside"),
    ("it begins sentences", [TAIL, HEAD, "坳里有人。坳外也有。坳口有风，山坳里没有。"], "begins"),
    ("the cut itself says nothing, however often it is printed", [TAIL, HEAD, TAIL, HEAD], "unknown"),
    ("the item before ends like the head begins", ["这里有王家坳、李子", "坳和石家坪三个村。"], "alike"),
    ("an item too long to be one", ["王家坳，去年冬天新修了一座", "坳口的桥。"], "unknown"),
    ("after a mark it is not asked", ["去年冬天，", HEAD, "去年冬天，坳水库结了冰。"], ""),
    ("nor between letters", ["这家公司叫 Deep", "Mind，", "DeepMind 的论文。"], ""),
]


@pytest.mark.parametrize(("why", "rows", "word"), CASES, ids=[why for why, *_ in CASES])
def test_word(why: str, rows: list[str], word: str) -> None:
    assert Own(rows).words([(0, 1)]) == [word]


def test_a_pair_that_meets_far_oftener_than_by_chance() -> None:
    rows = ["他们在岸边种下一片菡", "萏，等它开花。", "那年夏天菡萏开得正盛，满池都是香气。" + "人来人往，" * 30]
    assert Own(rows).words([(0, 1)]) == ["pair"]


def test_only_the_text_near_the_cut_counts() -> None:
    far = "写到别处去。" * 3000
    assert Own([TAIL, HEAD, far, "他家就在栾家坳水库边上住着。"]).words([(0, 1)]) == ["unknown"]


def test_what_the_document_shows_is_heard() -> None:
    def odds(*others: str) -> float:
        rows = Rows.plain([TAIL, HEAD, *others])
        return weigh(Reading(rows), continues_all, None)[0]

    assert odds("他家就在栾家坳水库边上住着。") > odds("他家就在镇上的码头边上住着。") + 1


def test_what_the_document_shows_is_heard_of_halves_far_apart() -> None:
    tail = "雪下得很大，路上没有车，" + TAIL
    between = "“县里的水文站从三月起每天测两次水位。”站长说，数据都挂在"

    def odds(last: str) -> float:
        reading = Reading(Rows.plain([tail, between, HEAD, last]))
        return {cut: logit for logit, cut in weigh_cuts(reading, [-6.0] * 3, continues_all)}[Cut(0, 2)]

    assert odds("后来我们又一次来到栾家坳水库。") > odds("后来我们又一次来到镇上的码头。") + 3
