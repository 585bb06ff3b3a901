"""Seeds come in portions, and their texts from the file or from the map: what is found is the same."""

from __future__ import annotations

import random

import pytest

from corpusclean.dedup.passages import find
from corpusclean.documents import Document


@pytest.mark.parametrize(("name", "value"), [("PORTION_SEEDS", 3), ("SEEDS_AT_ONCE", 2), ("TOGETHER_CHARS", 0)])
def test_portions_change_nothing(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    rng = random.Random(5)
    letters = [chr(0x4E00 + k) for k in range(2000)]
    said = ["".join(rng.choices(letters, k=60)) for _ in range(12)]
    documents = [
        Document(str(k), "。".join([*rng.sample(said, 3), "".join(rng.choices(letters, k=40)), rng.choice(said)]))
        for k in range(30)
    ]
    expected = find.find_passages(documents)
    assert len(expected) > 20
    monkeypatch.setattr(find, name, value)
    assert find.find_passages(documents) == expected
