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


def test_repeated_passages_from_the_front_door() -> None:
    text = "气象部门预计，今后三天北方大部将有一次明显的降温过程，局部地区伴有小到中雪，公众出行请注意防滑。\n"
    whole = text + "这一段只有一次。\n" + text
    repeats = cc.find_passages([cc.Document("a", whole)])
    assert isinstance(repeats, cc.Repeats)
    assert len(cc.removal(whole, list(repeats))) == 1


def test_every_rule_has_its_section_and_explains_itself() -> None:
    config = cc.CleanConfig()
    for rule in cc.RULES:
        assert hasattr(config, rule.name), f"{rule.name}: the rule needs a section of its name in CleanConfig"
        assert rule.summary and rule.why, f"{rule.name}: the rule needs a summary and a why"


def test_import_compiles_no_pattern() -> None:
    """Compiling all patterns took longer than the rest of the import; see patterns.py."""
    code = "import re, corpusclean; from corpusclean import patterns, fragments; print('finditer' in vars(fragments._FRAGMENT))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "False"
