"""The fold: what it makes equal, what it keeps apart, and that every folded character knows its place."""

from __future__ import annotations

import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.dedup.batch import batch_of_column, batch_of_texts
from corpusclean.dedup.fold import fold, fold_text
from corpusclean.dedup.fold_table import LIMIT, build, load

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)  # lone surrogates too


@pytest.mark.parametrize(
    "one, other",
    [
        ("臺灣的經濟發展", "台湾的经济发展"),
        ("他说：“好！”", '他说:"好!"'),
        ("ＧＤＰ增长５.２％", "gdp增长5.2%"),
        ("⻓江流域的⼈⺠", "长江流域的人民"),  # radicals as PDF extraction leaves them
        ("乾燥的乾隆年間", "干燥的干隆年间"),  # one character, two readings: matching takes the first for both
        ("㈱三和は㌔で量る", "株三和はキロで量る"),
        ("cafe\u0301", "CAFÉ"),
        ("水位上\n涨 了\u3000三\u200b米", "水位上涨了三米"),
        ("樂\uf914", "乐乐"),
    ],
)
def test_forms_of_the_same_text_fold_to_one(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other) != ""


def test_text_that_says_something_else_stays_apart() -> None:
    assert fold_text("增长5.2%") != fold_text("增长5.3%")
    assert fold_text("人") != fold_text("入")
    assert fold_text("……——！？") == ""


def test_shipped_table_is_what_its_program_builds() -> None:
    if unicodedata.unidata_version != "14.0.0":
        pytest.skip("the table was built with Unicode 14; other versions know other letters")
    built, shipped = build(), load()
    assert np.array_equal(built.codes, shipped.codes)
    assert np.array_equal(built.expansions, shipped.expansions)


def test_no_letter_lies_beyond_the_table() -> None:
    assert not any(chr(c).isalnum() for c in range(LIMIT, 0x110000))


@given(st.lists(ANY, max_size=8), st.data())
def test_a_text_folds_alike_in_any_batch(texts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    whole, left, right = (fold(batch_of_texts(part), places=True) for part in (texts, texts[:cut], texts[cut:]))
    assert np.array_equal(whole.codes, np.concatenate([left.codes, right.codes]))
    assert np.array_equal(whole.places, np.concatenate([left.places, right.places]))


@given(ANY)
def test_every_folded_character_is_the_fold_of_what_stands_at_its_place(text: str) -> None:
    folded = fold(batch_of_texts([text]), places=True)
    assert list(folded.places) == sorted(folded.places)
    rebuilt = "".join(fold_text(text[place]) for place in dict.fromkeys(folded.places.tolist()))
    assert rebuilt == "".join(map(chr, folded.codes.tolist())) == fold_text(text)


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


def test_column_of_arrow_folds_like_a_list_of_texts() -> None:
    texts = ["麥田怪圈", None, "", "a short English line", "第二行\n第三行", "㍿"]
    for kind in (pa.string(), pa.large_string()):
        column = pa.array(texts, kind).slice(1, 4)
        folded = fold(batch_of_column(column))
        expected = fold(batch_of_texts([text or "" for text in texts[1:5]]))
        assert np.array_equal(folded.codes, expected.codes)
        assert np.array_equal(folded.offsets, expected.offsets)


def test_broken_bytes_are_read_no_further_than_the_text() -> None:
    batch = batch_of_texts(["中文"])
    for size in range(7):
        cut = type(batch)(batch.data[:size], np.array([0, size]))
        assert len(fold(cut).codes) == size // 3
