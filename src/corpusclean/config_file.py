"""Configuration files: TOML text <-> `Config`, with errors that name the file, the line and the nearest known key.

One law: the TOML key `a.b` is the flag `--a.b`.  The fields of the sections in `FLAT` stand at the top level of both.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from corpusclean.config import PRESETS, Config, Range
from corpusclean.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PRESET, DEFAULT_PRESET = "preset", "newspaper"
"""The key that names a choice of `config.PRESETS`, which all other keys change."""

FLAT = ("clean", "input", "output")
"""Sections of `Config` whose name is not written: `[spaces]`, not `[clean.spaces]`."""

_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def read_config(path: Path) -> Config:
    """The configuration written in a TOML file; what it leaves out keeps its default.

    Raises ConfigError naming the line for a file that cannot be read, bad TOML, an unknown key (with the nearest known one)
    and a value of the wrong type.
    """
    return build(_read_tree(path), path=path)


def read_keys(path: Path) -> dict[str, Any]:
    """The keys that a TOML file sets, dotted, with their values; refuses what `read_config` refuses."""
    tree = _read_tree(path)
    build(tree, path=path)
    return dict(_leaves(tree, settable_keys()))


def preset_keys(name: str) -> dict[str, Any]:
    """The keys in which a preset differs from the defaults, dotted, with their values."""
    usual = dict(flatten(Config()))
    return {key: value for key, value in flatten(Config(clean=PRESETS[name])) if value != usual[key]}


def _read_tree(path: Path) -> dict[str, Any]:
    """The file's keys and values, checked against the known ones."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(place[1]) if place else None
        raise ConfigError(f"no TOML: {str(error).split(' (at ')[0]}", path=path, line=line) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"no UTF-8 at byte {error.start}", path=path) from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path) from None
    known = settable_keys()
    for key, value in _leaves(tree, known):
        _check_leaf(key, value, known, path=path, line=_line_of(text, key))
    return tree


def build(tree: dict[str, Any], *, path: Path | None = None) -> Config:
    """The `Config` that a checked tree of keys describes: its preset, changed by its other keys."""

    def section(base: Any, part: dict[str, Any]) -> Any:
        values = {}
        for name, hint in get_type_hints(type(base)).items():
            if is_dataclass(hint):
                inner = part if isinstance(base, Config) and name in FLAT else part.get(name, {})
                values[name] = section(getattr(base, name), inner)
            elif name in part:
                value = part[name]
                values[name] = float(value) if hint is float else tuple(value) if isinstance(value, list) else value
        return replace(base, **values)

    config: Config = section(Config(clean=PRESETS[tree.get(PRESET, DEFAULT_PRESET)]), tree)
    check(config, path=path)
    return config


def check(config: Config, *, path: Path | None = None) -> None:
    """Raises ConfigError for a number outside the range its field declares."""
    values = dict(flatten(config))
    for key, hint in known_keys().items():
        _check_range(key, values[key], hint, path=path, line=None)


def _check_range(key: str, value: Any, hint: Any, *, path: Path | None, line: int | None) -> None:
    for bound in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        if isinstance(bound, Range) and not bound.low <= value <= bound.high:
            upper = "" if bound.high == float("inf") else f" and at most {bound.high:g}"
            message = f"{key} must be at least {bound.low:g}{upper}, not {value:g}"
            raise ConfigError(message, key=key, path=path, line=line)


def settable_keys() -> dict[str, Any]:
    """Every key a file can hold -> its type: the known ones, and `preset`."""
    return {PRESET: Literal[tuple(PRESETS)], **known_keys()}


def known_keys() -> dict[str, Any]:
    """Every key that can be set -> its type."""
    return dict(_walk(Config, ""))


def as_toml(config: Config) -> str:
    """The configuration as TOML: `build(tomllib.loads(as_toml(config))) == config`."""
    lines, section = [], ""
    ordered = sorted(flatten(config), key=lambda item: "." in item[0])
    for key, value in ordered:
        head, _, name = key.rpartition(".")
        if head != section:
            lines += ["", f"[{head}]"]
            section = head
        lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def fingerprint(config: Config) -> str:
    """A short hash of everything that can change the result; equal for equal configurations."""
    return hashlib.blake2b(as_toml(config).encode(), digest_size=8).hexdigest()


def _walk(cls: type, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, hint in get_type_hints(cls, include_extras=True).items():
        if is_dataclass(hint):
            yield from _walk(hint, prefix if cls is Config and name in FLAT else f"{prefix}{name}.")  # type: ignore[arg-type]
        else:
            yield prefix + name, hint


def flatten(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value, in the order of the dataclasses."""
    for item in fields(value):
        inner = getattr(value, item.name)
        if is_dataclass(inner):
            flat = isinstance(value, Config) and item.name in FLAT
            yield from flatten(inner, prefix if flat else f"{prefix}{item.name}.")
        else:
            yield prefix + item.name, inner


def _leaves(tree: dict[str, Any], known: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        key = prefix + name
        if isinstance(value, dict) and key not in known and any(other.startswith(key + ".") for other in known):
            yield from _leaves(value, known, key + ".")
        else:
            yield key, value


def _check_leaf(key: str, value: Any, known: dict[str, Any], *, path: Path, line: int | None) -> None:
    if key not in known:
        sections = {other.rpartition(".")[0] for other in known} - {""}
        if key in sections:
            raise ConfigError(f"{key} is a section: write [{key}] and its keys", key=key, path=path, line=line)
        near = get_close_matches(key, [*known, *sections], n=1, cutoff=0.5)
        end = [other for other in known if other.rpartition(".")[2] == key.rpartition(".")[2]]
        hint = f"; the nearest is {(end or near)[0]}" if end or near else ""
        raise ConfigError(f"unknown key {key}{hint}", key=key, path=path, line=line)
    wanted = _mismatch(value, known[key])
    if wanted:
        shown = json.dumps(value, ensure_ascii=False, default=str)
        raise ConfigError(f"{key} must be {wanted}, not {shown}", key=key, path=path, line=line)
    _check_range(key, value, known[key], path=path, line=line)


def _mismatch(value: Any, hint: Any) -> str:
    """What `value` should have been, or "" if it fits."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        wanted = [_mismatch(value, one) for one in get_args(hint)]
        return "" if "" in wanted else " or ".join(wanted)
    if get_origin(hint) is Literal:
        return "" if value in get_args(hint) else "one of " + ", ".join(get_args(hint))
    if get_origin(hint) is tuple:
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if fits else "a list of texts"
    fits = isinstance(value, (int, float) if hint is float else hint) and (hint is bool or not isinstance(value, bool))
    return "" if fits else _NAMES[hint]


def _line_of(text: str, key: str) -> int | None:
    """The 1-based line where `key` is set, by section headers and dotted keys."""
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\]\[]+?)\s*\]", line)
        if header:
            section = re.sub(r"[\s\"']", "", header[1])
            if section == key:
                return number
        entry = re.match(r"\s*([\w.\"'-][\w.\"' -]*?)\s*=", line)
        if entry:
            name = re.sub(r"[\s\"']", "", entry[1])
            full = f"{section}.{name}" if section else name
            if key == full or key.startswith(full + "."):
                return number
    return None
