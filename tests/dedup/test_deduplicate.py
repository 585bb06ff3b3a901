"""deduplicate: its laws on texts made at random, and the cases that are easy to get wrong."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusclean as cc
from corpusclean.dedup.batch import batch_of_texts
from corpusclean.dedup.fold import fold_text
from corpusclean.dedup.reference import overlaps, reference_of
from corpusclean.dedup.shingles import shingles_of
from corpusclean.deduplication import Deduplicated, Signed, choose, deduplicate

DedupConfig, Document = cc.DedupConfig, cc.Document
HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]


def passage(rng: random.Random, size: int) -> str:
    return "".join(rng.choices(HAN, k=size))


def similarity(one: str, other: str, config: DedupConfig) -> float:
    """The definition, in plain sets."""
    a, b = fold_text(one), fold_text(other)
    chars = config.short_shingle_chars if min(len(a), len(b)) < config.short_chars else config.shingle_chars
    left, right = set(shingles_of(a, chars)), set(shingles_of(b, chars))
    return len(left & right) / max(1, len(left | right))


def family_corpus(seed: int) -> list[Document]:
    """Texts of all lengths, edited copies, chains, halves in common; ids in no order."""
    rng = random.Random(seed)
    texts: list[str] = []
    for _ in range(rng.randint(1, 14)):
        base = passage(rng, rng.choice([5, 14, 40, 58, 62, 90, 119, 200, 500]))
        texts.append(base)
        for _ in range(rng.randint(0, 4)):
            kind = rng.choice(["exact", "edit", "edit", "half", "shift", "marks"])
            if kind == "edit":
                places = set(rng.sample(range(len(base)), max(1, len(base) // 60)))
                base = "".join(rng.choice(HAN) if k in places else c for k, c in enumerate(base))
            elif kind == "half":
                base = base[: len(base) // 2] + passage(rng, len(base) // 2)
            elif kind == "shift":
                base = base[len(base) // 12 :] + passage(rng, len(base) // 12)
            elif kind == "marks":
                base = "，".join(base[k : k + 9] for k in range(0, len(base), 9))
            texts.append(base)
    rng.shuffle(texts)
    return [Document(f"篇{rng.random()}", text) for text in texts]


def check(result: Deduplicated, documents: list[Document], config: DedupConfig) -> None:
    """Every drop is verified against one that stays; nothing is lost; the evidence is true."""
    texts = {document.id: document.text for document in documents}
    kept = {document.id for document in result.kept}
    assert [d.id for d in result.decisions] == [d.id for d in documents]
    assert len(result.kept) + len(result.dropped) == len(documents)
    for decision in result.decisions:
        assert decision.keep == (decision.id in kept) == (decision.because is None)
        if decision.because:
            left, right, near = decision.because
            assert left.document_id in kept and right.document_id == decision.id
            assert (left.start, left.end) == (0, len(texts[left.document_id]))
            assert (right.start, right.end) == (0, len(texts[right.document_id]))
            assert near == pytest.approx(similarity(texts[left.document_id], texts[right.document_id], config))
            assert near >= config.threshold


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([0.5, 0.7, 0.8, 0.95]), st.sampled_from(["first", "longest", "shortest"]))
def test_every_drop_is_verified_against_one_that_stays(seed: int, threshold: float, keep: str) -> None:
    documents, config = family_corpus(seed), DedupConfig(threshold=threshold, keep=keep)
    check(deduplicate(documents, config=config), documents, config)


def test_no_two_kept_documents_are_near_duplicates() -> None:
    config, left, pairs = DedupConfig(), 0, 0
    for seed in range(60):
        documents = family_corpus(seed)
        kept = {document.id for document in deduplicate(documents).kept}
        for k, one in enumerate(documents):
            for other in documents[:k]:
                if similarity(one.text, other.text, config) >= config.threshold:
                    pairs += 1
                    left += one.id in kept and other.id in kept
    assert pairs > 800 and left <= pairs * 0.003


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 9))
def test_batches_workers_and_files_change_nothing(tmp_path_factory: pytest.TempPathFactory, seed: int, size: int) -> None:
    texts = [document.text for document in family_corpus(seed)]
    order, choices = np.arange(len(texts)), []
    for workers, directory, step in ((1, None, len(texts)), (3, None, size), (2, tmp_path_factory.getbasetemp(), size)):
        with Signed(DedupConfig(), workers=workers, directory=directory) as signed:
            for k in range(0, len(texts), step):
                signed.add(texts[k : k + step])
            choices.append(choose(signed, threshold=0.7, order=order))
    for other in choices[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(choices[0], other, strict=True))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_the_order_of_shards_does_not_matter_where_the_keep_order_decides(seed: int) -> None:
    documents = [replace(document, fields={"rank": k}) for k, document in enumerate(family_corpus(seed))]
    config = DedupConfig(keep="rank")
    shuffled = random.Random(seed).sample(documents, len(documents))
    one, other = deduplicate(documents, config=config), deduplicate(shuffled, config=config)
    assert sorted(one.decisions, key=lambda d: d.id) == sorted(other.decisions, key=lambda d: d.id)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_later_documents_change_nothing_about_earlier_ones(seed: int) -> None:
    documents = family_corpus(seed)
    half = len(documents) // 2
    assert deduplicate(documents).decisions[:half] == deduplicate(documents[:half]).decisions


def test_another_threshold_needs_no_other_signatures() -> None:
    documents = family_corpus(11)
    with Signed(DedupConfig()) as signed:
        signed.add([document.text for document in documents])
        for threshold in (0.95, 0.8, 0.6):
            choice = choose(signed, threshold=threshold, order=np.arange(len(documents)))
            fresh = deduplicate(documents, config=DedupConfig(threshold=threshold))
            assert choice.keep.tolist() == [decision.keep for decision in fresh.decisions]


def kept_ids(texts: list[str] | dict[str, str], **options: object) -> list[str]:
    named = texts if isinstance(texts, dict) else {str(k): text for k, text in enumerate(texts)}
    config = DedupConfig(**options)  # type: ignore[arg-type]
    return [document.id for document in deduplicate([Document(k, t) for k, t in named.items()], config=config).kept]


def test_ends_of_a_chain_both_stay() -> None:
    rng = random.Random(2)
    whole = passage(rng, 1400)
    windows = [whole[start : start + 1000] for start in (0, 100, 200, 300, 400)]  # neighbours .82, ends .43
    assert kept_ids(windows) == ["0", "2", "4"]


def test_half_of_a_text_in_common_is_no_duplicate() -> None:
    rng = random.Random(3)
    base = passage(rng, 800)
    assert kept_ids([base, base[:480] + passage(rng, 320)]) == ["0", "1"]


def test_other_script_width_marks_and_lines_are_exact_copies() -> None:
    text = "据气象台预报，未来三天台风将影响东南沿海，请渔船尽快回港避风。ABC第12号"
    result = deduplicate([
        Document("原文", text), Document("繁体", "據氣象臺預報，未來三天颱風將影響東南沿海，請漁船儘快回港避風。ABC第12號"),
        Document("换行", text.replace("，", ",\n")), Document("全角", text.replace("ABC", "ＡＢＣ").replace("12", "１２")),
    ])  # fmt: skip
    assert [d.keep for d in result.decisions] == [True, False, False, False]
    assert all(match.similarity == 1 for match in result.matches)


def test_short_texts_go_for_repeating_never_for_being_short() -> None:
    assert kept_ids(["好", "好的", "是", "不是", "图", "图"]) == ["0", "1", "2", "3", "4"]
    line = "本站所有图片版权归原作者所有，未经许可不得转载使用"
    assert kept_ids([line, line.replace("使用", "引用"), "本站所有文字版权归编辑部所有，欢迎注明出处转载使用"]) == ["0", "2"]


def test_texts_on_both_sides_of_short_are_compared_on_short_shingles() -> None:
    rng = random.Random(4)
    short = passage(rng, 57)
    longer, unlike = short[:30] + passage(rng, 1) + short[30:] + passage(rng, 3), passage(rng, 61)
    assert len(longer) >= 60 and similarity(short, longer, DedupConfig()) > 0.74
    assert kept_ids([short, longer, unlike]) == ["0", "2"]
    assert kept_ids([longer, short, unlike]) == ["0", "2"]


def test_blank_texts_repeat_nothing() -> None:
    assert kept_ids(["", "", " \n", " \n"]) == ["0", "1", "2", "3"]


def test_texts_without_a_letter_are_compared_byte_by_byte() -> None:
    assert kept_ids(["👍👍", "👍👍", "👎", "……", "——"]) == ["0", "2", "3", "4"]


def test_keep_order_says_which_copy_stays() -> None:
    text = passage(random.Random(6), 300)
    documents = [
        Document("网", text[:290], {"source": "web", "date": "2021-05-01", "score": 3}),
        Document("报", text, {"source": "paper", "date": "2020-01-01"}),
        Document("刊", text[:295], {"source": "journal", "date": "2023-03-03", "score": 9}),
    ]
    for options, kept in [
        ({}, "网"), ({"keep": "longest"}, "报"), ({"keep": "shortest"}, "网"), ({"keep": "newest"}, "刊"), ({"keep": "score"}, "刊"),
        ({"keep": "longest", "sources": ("journal", "web")}, "刊"), ({"keep": "no such field"}, "网"),
    ]:  # fmt: skip
        assert [d.id for d in deduplicate(documents, config=DedupConfig(**options)).kept] == [kept], options
    mixed = [Document("a", text, {"date": 2020}), Document("b", text, {"date": "2021"})]
    with pytest.raises(cc.ConfigError, match="date"):
        deduplicate(mixed, config=DedupConfig(keep="newest"))


def test_a_copy_of_a_dropped_text_names_the_kept_one() -> None:
    text = passage(random.Random(7), 300)
    near = text[:280] + passage(random.Random(8), 20)
    result = deduplicate([Document("一", text), Document("二", near), Document("三", near)])
    assert [match.left.document_id for match in result.matches] == ["一", "一"]
    assert result.matches[0].similarity == result.matches[1].similarity < 1


def test_the_most_similar_kept_text_is_the_evidence() -> None:
    rng = random.Random(9)
    whole = passage(rng, 1400)
    far, near, copy = whole[:1000], whole[340:1340], whole[170:1170]
    result = deduplicate([Document("远", far), Document("近", near), Document("抄", copy[5:])], config=DedupConfig(threshold=0.6))
    assert [match.left.document_id for match in result.matches] == ["近"]


def test_a_cluster_that_holds_most_of_the_corpus_stops_the_run() -> None:
    rng = random.Random(10)
    page = passage(rng, 200)
    documents = [Document(f"页{k}", page if k % 5 < 3 else passage(rng, 200)) for k in range(1000)]
    with pytest.raises(cc.GuardError, match=r"600 of 1000 documents.*'页1'.*repeat '页0'"):
        deduplicate(documents)
    assert len(deduplicate(documents, config=DedupConfig(max_cluster_share=0.7)).kept) == 401
    assert len(deduplicate(documents[:900]).kept) == 361  # too few to judge


def test_a_source_that_would_lose_nearly_everything_stops_the_run() -> None:
    rng = random.Random(12)
    texts = [passage(rng, 80) for _ in range(100)]
    documents = [Document(f"旧{k}", t, {"source": "旧版"}) for k, t in enumerate(texts)]
    documents += [Document(f"新{k}", t, {"source": "新版"}) for k, t in enumerate(texts)]
    with pytest.raises(cc.GuardError, match=r"'新版' would lose 100 of its 100 .*'新0' repeats '旧0'"):
        deduplicate(documents)


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'a'"):
        deduplicate([Document("a", "一"), Document("a", "二")])


def test_nothing_in_nothing_out() -> None:
    assert deduplicate([]) == Deduplicated((), (), ())


QUESTION = (
    "下列关于光合作用的叙述中，正确的是：甲、暗反应只能在黑暗中进行；乙、光反应产生的氧气来自水的分解；丙、叶绿素主要吸收绿光。"
)


def test_documents_that_repeat_or_hold_a_reference_go() -> None:
    rng = random.Random(13)
    page = passage(rng, 900) + QUESTION.replace("，", ",") + passage(rng, 700)
    documents = [
        Document("题库", QUESTION.replace("甲、", "A、")), Document("网页", page), Document("抄网页", page),
        Document("讲义", "光合作用分为光反应和暗反应两个阶段，氧气来自水的分解，这一点是用同位素标记法证明的。"), Document("别的", passage(rng, 900)),
    ]  # fmt: skip
    result = deduplicate(documents, reference=[Document("题一", "细胞膜的主要成分是什么？"), Document("题二", QUESTION)])
    assert [document.id for document in result.kept] == ["讲义", "别的"]
    assert {match.left.document_id for match in result.matches} == {"题二"}
    assert result.matches[1].similarity == 1.0  # all of the question stands in the page
    assert deduplicate(documents, config=DedupConfig()).decisions[1].keep


def test_every_reference_document_counts_though_they_repeat_each_other() -> None:
    whole = passage(random.Random(14), 1400)
    reference = [Document("一", whole[:1000]), Document("二", whole[150:1150])]
    config = DedupConfig(reference_overlap=0.99)
    result = deduplicate([Document("尾", whole[300:1300])], reference=reference, config=config)
    assert [match.left.document_id for match in result.matches] == ["二"]


def test_documents_that_a_dropped_one_would_have_dropped_stay() -> None:
    """The page goes for the question in it; its near copy without the question has no kept document to repeat."""
    rng = random.Random(15)
    head, tail = passage(rng, 900), passage(rng, 900)
    result = deduplicate(
        [Document("有题", head + QUESTION + tail), Document("无题", head + tail)], reference=[Document("题", QUESTION)]
    )
    assert [document.id for document in result.kept] == ["无题"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.integers(3, 14))
def test_overlap_is_the_share_of_runs_held(seed: int, chars: int) -> None:
    rng = random.Random(seed)
    small = rng.choices(HAN[:4], k=3)
    references = ["".join(rng.choices(small, k=rng.randint(0, 40))) for _ in range(4)]
    texts = ["".join(rng.choices(small, k=rng.randint(0, 30))) + rng.choice(references)[3:] for _ in range(6)]
    choice = overlaps(batch_of_texts(texts), reference_of(batch_of_texts(references), chars=chars), 0.2)
    for text, because, share in zip(texts, choice.because, choice.similarity, strict=True):
        held = set(runs(text, chars))
        shares = [len(held & set(runs(r, chars))) / len(set(runs(r, chars))) if runs(r, chars) else 0.0 for r in references]
        best = max(shares)
        assert (because, share) == ((shares.index(best), pytest.approx(best)) if best >= 0.2 else (-1, 0.0))


def runs(text: str, chars: int) -> list[str]:
    folded = fold_text(text)
    return [folded[k : k + chars] for k in range(len(folded) - chars + 1)]
