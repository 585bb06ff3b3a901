"""The examples for other people's pipelines do what they say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
BEFORE, AFTER = "他说,今天天气很好.", "他说，今天天气很好。"


def load(name: str) -> dict[str, Any]:
    """The example as a module that worker processes and picklers can find."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return vars(module)


def test_datasets_map() -> None:
    clean_batch = load("datasets_map")["clean_batch"]
    batch = {"id": ["a", "b"], "text": [BEFORE, "没有要改的。"], "n": [1, 2]}
    assert clean_batch(batch) == {"id": ["a", "b"], "text": [AFTER, "没有要改的。"], "n": [1, 2], "notes": [[], []]}


def test_datatrove_step() -> None:
    step = load("datatrove_step")["CleanChinese"]()
    (document,) = step.run([SimpleNamespace(id="a", text=BEFORE, metadata={})])
    assert document.text == AFTER
    assert document.metadata == {"corpusclean": {"punctuation": 2}}


def skip_where_datasets_is_broken() -> None:
    """datasets 5.2 cannot make any data set beside pyarrow 26 (it fails to hash a class of pyarrow)."""
    from datasets import Dataset

    try:
        Dataset.from_dict({"a": [1]})
    except Exception as error:
        pytest.skip(f"datasets does not work here: {error}")


@pytest.mark.parametrize(
    ("library", "example", "shown"),
    [
        ("datasets", "datasets_map", AFTER),
        ("polars", "polars_column", AFTER[:3]),
        ("pandas", "pandas_column", AFTER),
        ("datatrove", "datatrove_step", AFTER),
    ],
)
def test_main(library: str, example: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip(library)
    if library == "datasets":
        skip_where_datasets_is_broken()
    load(example)["main"]()
    assert shown in capsys.readouterr().out
