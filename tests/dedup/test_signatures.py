"""Signatures against datasketch, which is the oracle; shingles, bands and similarity against their plain definitions."""

from __future__ import annotations

import random

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from datasketch.lsh import _optimal_param
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.config import DedupConfig
from corpusclean.dedup.bands import FALSE_POSITIVE_WEIGHT, bands_for, number_buckets
from corpusclean.dedup.fold import fold_text
from corpusclean.dedup.shingles import shingle_hash, shingles_of
from corpusclean.dedup.signatures import EMPTY, from_datasketch, multipliers_and_offsets, to_datasketch
from corpusclean.dedup.signed import SHORT, Signed

TEXTS = [
    "", "？！", "春", "春天", "春天来了", "The quick brown fox", "清晨六点，菜市场已经人声鼎沸，摊主们把带着露水的青菜码得整整齐齐。",
    "𠮷野家的牛肉飯漲價了，每碗貴了５元。" * 3, "a" * 61, "法院認為，原告的訴訟請求於法無據，不予支持。" * 40,
]  # fmt: skip


def oracle(text: str, config: DedupConfig) -> MinHash:
    folded = fold_text(text)
    chars = config.shingle_chars if len(folded) >= config.short_chars else config.short_shingle_chars
    minhash = MinHash(config.permutations, hashfunc=shingle_hash)
    minhash.update_batch(shingles_of(folded, chars))
    return minhash


@pytest.mark.parametrize("permutations", [16, 100, 128, 256])
def test_signatures_are_those_of_datasketch(permutations: int) -> None:
    config = DedupConfig(permutations=permutations)
    with Signed(config) as signed:
        signed.add(TEXTS)
        rows = signed.rows
        for k, text in enumerate(TEXTS):
            assert np.array_equal(rows.signatures[k], oracle(text, config).hashvalues), text
    a, b = MinHash(permutations).permutations
    assert np.array_equal(multipliers_and_offsets(permutations), (a, b))


@settings(max_examples=30)
@given(st.lists(st.text("一二三四五六七八九十abc，。 ", max_size=90), min_size=1, max_size=5))
def test_any_text_is_signed_as_datasketch_would(texts: list[str]) -> None:
    config = DedupConfig(permutations=32)
    with Signed(config) as signed:
        signed.add(texts)
        for k, text in enumerate(texts):
            assert np.array_equal(signed.rows.signatures[k], oracle(text, config).hashvalues)


def test_middling_texts_have_a_signature_on_short_shingles_too() -> None:
    text = "沿海各县今年的紫菜收成比往年早了半个月，渔民们天不亮就划着小船下海，" * 2 + "傍晚才回来，一天能收两百多斤鲜紫菜。"
    assert 60 <= len(fold_text(text)) < 120
    with Signed(DedupConfig()) as signed:
        signed.add(["第一篇", text])
        rows = signed.rows
        assert rows.texts.tolist() == [0, 1, 1] and rows.kinds.tolist()[2] == SHORT
        short = MinHash(128, hashfunc=shingle_hash)
        short.update_batch(shingles_of(fold_text(text), 3))
        assert np.array_equal(rows.signatures[2], short.hashvalues)


def test_a_signature_goes_to_datasketch_and_back() -> None:
    with Signed(DedupConfig()) as signed:
        signed.add([TEXTS[6], TEXTS[6].replace("清晨", "早晨"), TEXTS[9]])
        hers = [to_datasketch(signature) for signature in signed.rows.signatures]
        index = MinHashLSH(threshold=0.5, num_perm=128)
        index.insert("一", hers[0])
        assert index.query(hers[1]) == ["一"] and index.query(hers[2]) == []
        assert np.array_equal(from_datasketch(hers[0]), signed.rows.signatures[0])
        hers[0].update("再加一个")  # the hash function travels along
    with pytest.raises(ValueError, match="legacy"):
        from_datasketch(MinHash(128, scheme="legacy"))


def test_empty_text_has_the_empty_signature() -> None:
    with Signed(DedupConfig()) as signed:
        signed.add(["——"])
        assert (signed.rows.signatures == EMPTY).all()


@pytest.mark.parametrize("permutations", [32, 64, 128, 256])
@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.65, 0.7, 0.8, 0.9, 0.95])
def test_bands_are_those_of_datasketchs_search(threshold: float, permutations: int) -> None:
    assert tuple(bands_for(threshold, permutations)) == _optimal_param(
        threshold, permutations, FALSE_POSITIVE_WEIGHT, 1 - FALSE_POSITIVE_WEIGHT
    )


@given(st.lists(st.integers(0, 12) | st.integers(0, 2**64 - 1), max_size=60))
def test_buckets_hold_the_keys_that_are_not_alone(keys: list[int]) -> None:
    buckets = np.empty(len(keys), np.int32)
    end = number_buckets(np.array(keys, np.uint64), buckets, 7)
    assert sorted(set(buckets[buckets >= 0].tolist())) == list(range(7, end))
    for j, one in enumerate(keys):
        assert (buckets[j] >= 0) == (keys.count(one) > 1)
        assert all(
            (buckets[j] == buckets[k] >= 0) == (one == other) for k, other in enumerate(keys) if k != j and buckets[j] >= 0
        )


def test_estimates_of_signatures_have_the_error_that_theory_says() -> None:
    rng = random.Random(5)
    words = [chr(c) for c in range(0x4E00, 0x4E00 + 2000)]
    errors = []
    with Signed(DedupConfig(shingle_chars=1, short_chars=0)) as signed:
        sets = [(set(rng.sample(words, 300)), set(rng.sample(words, 40))) for _ in range(120)]
        signed.add(["".join(sorted(text)) for one, extra in sets for text in (one, set(sorted(one)[:250]) | extra)])
        signatures = signed.rows.signatures
        for k, (one, extra) in enumerate(sets):
            other = set(sorted(one)[:250]) | extra
            real = len({fold_text(c) for c in one} & {fold_text(c) for c in other}) / len({fold_text(c) for c in one | other})
            errors.append(float(np.mean(signatures[2 * k] == signatures[2 * k + 1])) - real)
    assert abs(float(np.mean(errors))) < 0.012  # no bias: 3 standard errors
    assert float(np.std(errors)) < 0.05  # theory: sqrt(.7 * .3 / 128) = .040
