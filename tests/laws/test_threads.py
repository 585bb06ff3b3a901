"""Law: what many threads clean at once comes out as what one thread cleans."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest

import corpusclean as cc
from corpusclean import running
from corpusclean.lines import language

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "quality" / "text").glob("*.txt"))[:12]]
THREADS = 4


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled loops run at the same time; interpreted ones hardly do."""
    monkeypatch.setattr(running, "compiles_after", 0)


def test_threads_share_the_language_model() -> None:
    words = "".join(TEXTS).replace("\n", "")
    cuts = [(words[k : k + 8], words[k + 8 : k + 14]) for k in range(0, 6000, 3)]
    alone = language.continues_all(cuts)
    for _ in range(5):
        language._model.cache_clear()  # what the model works out when it is first asked is worked out anew
        language.continues_all(cuts[:1])
        with ThreadPoolExecutor(THREADS) as pool:
            for together in pool.map(language.continues_all, repeat(cuts, THREADS)):
                np.testing.assert_array_equal(together, alone)


def test_threads_clean_as_one() -> None:
    wrapped = ["\n".join(text[k : k + 22] for k in range(0, len(text), 22)) for text in TEXTS]
    alone = [cc.clean(cc.Document("a", text)).layers for text in wrapped]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda text: cc.clean(cc.Document("a", text)).layers, wrapped * 2))
    assert together == alone * 2
