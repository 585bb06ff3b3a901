"""Encodings, told by content."""

from __future__ import annotations

import pytest

from corpusclean.errors import InputError
from corpusclean.io.encodings import decode, detect

SIMPLE = "这条河从山里流出来,绕过三个村子,最后进了湖。老人们说,早些年河水清得能看见底下的石头。\n" * 3
TRADITIONAL = "這條河從山裡流出來,繞過三個村子,最後進了湖。老人們說,早些年河水清得能看見底下的石頭。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_text_is_decoded(encoding: str) -> None:
    assert decode(SIMPLE.encode(encoding), path="a.txt") == SIMPLE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_text_is_decoded(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), path="a.txt") == TRADITIONAL


def test_utf8_with_a_broken_byte_is_told_and_not_taken_for_another_encoding() -> None:
    data = SIMPLE.encode()
    broken = data[:99] + b"\xff" + data[99:]
    assert detect(broken) == (0, "utf-8")
    with pytest.raises(InputError, match="is utf-8, but byte 99 does not fit"):
        decode(broken, path="a.txt")


def test_a_sample_cut_inside_a_character_is_utf8() -> None:
    assert detect(SIMPLE.encode()[:100]) == (0, "utf-8")
    assert detect(b"plain ASCII") == (0, "utf-8")


def test_noise_is_no_text() -> None:
    with pytest.raises(InputError, match="is in no known encoding"):
        decode(bytes([0x81, 0x00, 0xFF, 0xFE, 0x9D] * 50), path="a.txt")
