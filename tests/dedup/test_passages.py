"""Laws of repeated passages, and the corpora that try to break them."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.config import Config, PassagesConfig
from corpusclean.dedup.fold import fold_text
from corpusclean.dedup.passages import find_passages, removable, removal, shadow
from corpusclean.dedup.passages.anchors import anchors
from corpusclean.dedup.passages.stock import own_weight
from corpusclean.documents import Document
from corpusclean.edits import apply
from corpusclean.run import Job, Steps
from corpusclean.run import find_passages as find_in_run

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def text_of(seed: int, chars: int = 400) -> str:
    """Text of which no part repeats: characters drawn at random, with marks and line breaks."""
    rng = random.Random(seed)
    return "".join(
        rng.choice(HAN) + ("，" if rng.random() < 0.1 else "。\n" if rng.random() < 0.03 else "") for _ in range(chars)
    )


def test_no_repeat_in_text_that_does_not_repeat() -> None:
    assert find_passages([Document(str(k), text_of(k)) for k in range(300)]).matches == ()


def test_no_documents() -> None:
    assert find_passages([]).matches == ()
    assert find_passages([Document("a", ""), Document("b", "。，\n"), Document("c", "短")]).matches == ()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    start=st.integers(0, 300), size=st.integers(45, 100), at=st.integers(0, 400), errors=st.integers(0, 2), seed=st.integers(0, 9)
)
def test_a_planted_copy_is_found_to_the_character(start: int, size: int, at: int, errors: int, seed: int) -> None:
    source, host = fold_text(text_of(seed)), fold_text(text_of(100 + seed))
    copy = list(source[start : start + size])
    for k in range(errors):
        copy[size // 3 * (k + 1)] = "鑫"
    documents = [Document("a", source), Document("b", host[:at] + "".join(copy) + host[at:])]
    (match,) = find_passages(documents).matches
    assert abs(match.left.start - start) <= 1 and abs(match.left.end - start - size) <= 1
    assert match.right.end - match.right.start == match.left.end - match.left.start
    assert match.right.start - at == match.left.start - start


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["甲", "乙", "丙"]), min_size=2, max_size=7), st.sampled_from(["\n", "\n\n", ""]))
def test_removal_loses_nothing_and_leaves_no_repeat(order: list[str], between: str) -> None:
    """Paragraphs in any order and number: whatever goes still stands, folded, in what stays."""
    paragraphs = {name: fold_text(text_of(ord(name), 90)) + "。" for name in "甲乙丙"}
    text = between.join(paragraphs[name] for name in order)
    config = PassagesConfig()
    acts = removable(find_passages([Document("a", text)]), config=config)
    layer = removal(text, acts.get("a", []), config=config)
    layer.check(len(text))
    left = apply(text, layer)
    for edit in layer.edits(text):
        assert all(fold_text(sentence) in fold_text(left) for sentence in edit.before.split("。"))
    if between:
        assert left == between.join(paragraphs[name] for name in dict.fromkeys(order))


def test_the_result_does_not_depend_on_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document(str(k), text_of(k) + text_of(k % 7, 80) + "\n" + text_of(k % 3)[50:120]) for k in range(40)]
    whole = find_passages(documents)
    monkeypatch.setattr(shadow, "BATCH_CHARS", 1000)
    assert find_passages(iter(documents)) == whole
    assert len(whole) > 40


def test_boilerplate_is_listed_once() -> None:
    notice = text_of(1, 80)
    documents = [Document(str(k), text_of(100 + k, 60) + notice + text_of(1000 + k, 60)) for k in range(200)]
    repeats = find_passages(documents)
    assert repeats.matches == ()
    (boilerplate,) = repeats.boilerplate
    assert boilerplate.count == 200 and boilerplate.passage.document_id == "0"
    assert [place.document_id for place in boilerplate.places] == [str(k) for k in range(200)]


def test_one_line_very_often_in_one_document() -> None:
    """Copies grow with the text, not with its square: a document of 3,000 equal lines has one boilerplate passage."""
    line = fold_text(text_of(1, 50)) + "。\n"
    repeats = find_passages([Document("a", line * 3000)])
    assert repeats.matches == ()
    (boilerplate,) = repeats.boilerplate
    assert boilerplate.count == 3000
    assert removal(line * 3000, list(boilerplate.matches)).starts
    assert find_passages([Document("a", "一样的短行。\n" * 30000)]).matches == ()


def test_a_killed_search_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put aside (for 100 GB as much again) has no name in the folder, so it goes with the process, however that ends."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []

    def documents() -> Iterator[Document]:
        for k in range(3):
            seen.append(sorted(tmp_path.rglob("*")))
            yield Document(str(k), text_of(1, shadow.BATCH_CHARS // 2))

    assert len(find_passages(documents())) > 0
    assert seen == [[], [], []]


@pytest.mark.parametrize("period", [1, 2, 3, 5, 7, 9, 12])
def test_a_text_is_no_copy_of_itself(period: int) -> None:
    """A pattern that returns after a few characters is no passage, even where the distance of its places wavers."""
    rng = random.Random(period)
    pattern = "".join(rng.sample(HAN, period))
    text = "".join(pattern + rng.choice(["", "", "", rng.choice(HAN)]) for _ in range(60))
    for match in find_passages([Document("a", text)]):
        assert match.left.start < match.left.end <= match.right.start


def test_allowed_quotations_may_repeat() -> None:
    quotation = fold_text(text_of(5, 60))
    documents = [Document("a", text_of(6) + quotation), Document("b", quotation + text_of(7))]
    assert len(find_passages(documents)) == 1
    assert find_passages(documents, config=PassagesConfig(allow=(f"“{quotation}。”",))).matches == ()


def test_across_documents_the_copy_goes_from_the_lower_rank() -> None:
    shared = fold_text(text_of(8, 70)) + "。"
    documents = [Document("a", text_of(9) + "\n" + shared), Document("b", shared + "\n" + text_of(10)), Document("c", shared)]
    repeats = find_passages(documents)
    config = PassagesConfig(across="remove")
    assert removable(repeats, config=PassagesConfig()) == {}
    first = removable(repeats, config=config)
    assert [len(removal("", []).starts), *(len(removal(d.text, first.get(d.id, []), config=config)) for d in documents)] == [
        0,
        0,
        1,
        1,
    ]
    last = removable(repeats, config=config, ranks={"a": 2, "b": 1, "c": 0})
    assert [len(removal(d.text, last.get(d.id, []), config=config)) for d in documents] == [1, 1, 0]


def test_a_shared_window_holds_a_shared_anchor() -> None:
    """Whatever stands around it, a stretch of thirteen Han characters has an anchor in common with its copy."""
    rng = np.random.default_rng(1)
    for _ in range(200):
        shared = rng.integers(0x4E00, 0x9FFF, 13).astype(np.uint32)
        sides = []
        for _ in range(2):
            codes = np.concatenate([rng.integers(0x4E00, 0x9FFF, 20), shared, rng.integers(0x4E00, 0x9FFF, 20)]).astype(np.uint32)
            sides.append(set(anchors(codes, np.array([0]), np.array([53])).hashes.tolist()))
        assert sides[0] & sides[1]


def test_an_opening_counts_little() -> None:
    assert own_weight(fold_text("据新华社北京１月４日电（记者王小明）")) < 6
    assert own_weight(fold_text("本报北京一月十五日讯新华社记者赵一、本报记者钱二报道：")) < 10
    assert own_weight(fold_text("记者从电力公司得知")) == 9


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
def test_the_closing_of_article_001() -> None:
    documents = [Document(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    acts = removable(find_passages(documents), config=PassagesConfig())
    for document in documents:
        layer = removal(document.text, acts.get(document.id, []))
        if document.id != "article_001":
            assert not layer
            continue
        (edit,) = layer.edits(document.text)
        left = apply(document.text, layer)
        assert left + edit.before == document.text.rstrip("\n") or left == document.text[: edit.start] + document.text[edit.end :]
        assert left.rstrip().endswith(edit.before.strip()) and edit.before.count("\n\n") == 4
        assert edit.before.endswith("日电")


def test_boilerplate_is_one_line_of_matches(tmp_path: Path) -> None:
    """`corpusclean passages` writes boilerplate as its first two places and the count."""
    notice = text_of(1, 80)
    given = tmp_path / "given"
    given.mkdir()
    for k in range(30):
        (given / f"{k:02d}.txt").write_text(text_of(100 + k, 60) + notice, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert find_in_run(Job([str(given)], out, Config(), Steps(clean=False, dedup=False))) == 1
    (line,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert line["count"] == 30 and [line[side]["doc"] for side in ("left", "right")] == ["00.txt", "01.txt"]
