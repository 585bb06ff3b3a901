"""Writes docs/rules.md, the reference page of the cleaning rules, from the code, the configuration and the cases.

usage: python tools/rules_page.py            (or `make docs`)

For each rule in order: what it does, why, its risk, its source, its options, and a few cases before and after.
"""

from __future__ import annotations

import ast
import inspect
import sys
import unicodedata
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from corpusclean import config as configuration
from corpusclean.cleaning import RULES
from corpusclean.config import PRESETS, CleanConfig
from corpusclean.rules import Rule

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"
CASES = ROOT / "tests" / "cases"
MOST_CASES = 8
LONGEST_CASE = 90

RISKS = {
    "EXACT": "cannot be wrong: the text says the same before and after",
    "STYLE": "a convention: right where the convention is wanted",
    "GUESS": "decided by evidence: can be wrong, and is marked as a guess",
}
HEAD = """# The rules of cleaning

Written by `make docs` from the rules, their options and their cases; do not edit.  The rules run in this order.  Each can be
switched off by its name (`[punctuation] enabled = false`, `--punctuation.enabled false`), and a level of risk with all above it
by `max_risk`.
"""


def page() -> str:
    return "\n".join([HEAD, presets(), *(entry(rule) for rule in RULES)]).rstrip() + "\n"


def presets() -> str:
    rows = ["| preset | rules that do not run | options that differ |", "|---|---|---|"]
    default = CleanConfig()
    for name, preset in PRESETS.items():
        off = [rule.name for rule in RULES if not getattr(preset, rule.name).enabled]
        other = [
            f"`{rule.name}.{option.name} = {getattr(section, option.name)!r}`"
            for rule in RULES
            for section in [getattr(preset, rule.name)]
            for option in fields(section)
            if section.enabled and getattr(section, option.name) != getattr(getattr(default, rule.name), option.name)
        ]
        rows.append(f"| {name} | {', '.join(off) or 'none'} | {', '.join(other) or 'none'} |")
    return "\n".join(rows) + "\n"


def entry(rule: Rule) -> str:
    parts = [
        f"## {rule.name}\n",
        f"{rule.summary}\n",
        f"*Why.* {rule.why}\n",
        f"*Risk.* {rule.risk.name.lower()}: {RISKS[rule.risk.name]}.\n",
    ]
    if rule.source:
        parts.append(f"*After.* {rule.source}\n")
    if rule.once:
        parts.append("A conversion: made once, when the repairs have nothing left to do.\n")
    found = options(rule)
    if found:
        parts += ["| option | default | |", "|---|---|---|", *found, ""]
    rows = cases(rule)
    if rows:
        parts += ["| before | after | why |", "|---|---|---|", *rows, ""]
    return "\n".join(parts)


def options(rule: Rule) -> list[str]:
    section = getattr(CleanConfig(), rule.name)
    help_texts = helps(type(section))
    return [
        f"| `{rule.name}.{option.name}` | `{getattr(section, option.name)!r}` | {help_texts.get(option.name, '')} |"
        for option in fields(section)
        if option.name != "enabled"
    ]


def helps(cls: type) -> dict[str, str]:
    """The string below each field of a configuration class."""
    tree = ast.parse(inspect.getsource(configuration))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
    return {
        field.target.id: below.value.value
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }


def cases(rule: Rule) -> list[str]:
    """The first short cases of each of the rule's files, in turn; one that changes and one that stays of each."""
    files = [path for path in (CASES / f"{rule.name}.toml", *sorted((CASES / rule.name).glob("*.toml"))) if path.exists()]
    rows: list[str] = []
    for path in files:
        found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
        short = [
            case
            for case in found
            if len(case["before"]) <= LONGEST_CASE and case["before"].isprintable() | ("\n" in case["before"])
        ]
        changing = [case for case in short if case.get("after", case["before"]) != case["before"]]
        staying = [case for case in short if case.get("after", case["before"]) == case["before"]]
        rows += [row(case) for case in (*changing[:2], *staying[:1])]
    return rows[:MOST_CASES]


def row(case: dict[str, Any]) -> str:
    after = case.get("after", case["before"])
    given = f" (`{', '.join(f'{key} = {value!r}' for key, value in case['options'].items())}`)" if case.get("options") else ""
    return f"| {cell(case['before'])} | {'stays' if after == case['before'] else cell(after)} | {case['why'].replace('|', chr(92) + '|')}{given} |"


def cell(text: str) -> str:
    """The text as code; what cannot be seen is named: ⏎ for a line end, U+200B and the like in brackets."""
    shown = "".join({"\n": "⏎", "\t": "⇥", "|": "\\|"}.get(c) or (c if seen(c) else f"⟨U+{ord(c):04X}⟩") for c in text)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def seen(character: str) -> bool:
    return character == " " or (
        character.isprintable() and not unicodedata.combining(character) and not "\ufe00" <= character <= "\ufe0f"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
