"""The front door: what `import corpusclean` offers and what it costs."""

from __future__ import annotations

import subprocess
import sys

import corpusclean as cc

HEAVY = ("numba", "datasketch", "duckdb", "pyarrow", "opencc", "numpy", "rich", "cyclopts")


def test_import_is_light() -> None:
    code = f"import sys, corpusclean; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_every_public_name_resolves() -> None:
    assert [name for name in cc.__all__ if getattr(cc, name, None) is None] == []
