"""OpenCC's dictionaries as they lie in the installed package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def are_text() -> bool:
    """Whether opencc is the pure package; the official wheel keeps its dictionaries in a form of its own."""
    return (files("opencc") / "dictionary" / "STPhrases.txt").is_file()


@cache
def entries(name: str) -> Mapping[str, str]:
    """Key -> its first value; FileNotFoundError where the dictionaries are not text."""
    lines = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8").splitlines()
    return {key: values.split(" ")[0] for key, values in (line.strip().split("\t") for line in lines)}
