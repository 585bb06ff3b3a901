"""Configuration files: what is read, and the exact words of what is refused."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpusclean.config import PRESETS, Config, PassagesConfig, SpacesConfig
from corpusclean.config_file import as_toml, build, check, fingerprint, known_keys, read_config
from corpusclean.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def test_toml_and_back() -> None:
    config = Config()
    changed = replace(
        config, clean=replace(config.clean, spaces=SpacesConfig(mixed="insert")), passages=PassagesConfig(min_chars=55)
    )
    assert build(tomllib.loads(as_toml(changed))) == changed
    assert build({}) == config


def test_keys_change_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('preset = "web"\n[spaces]\nmixed = "keep"\n', encoding="utf-8")
    web = PRESETS["web"]
    assert read_config(path).clean == replace(web, spaces=replace(web.spaces, mixed="keep"))


def test_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('max_risk = "style"\nid_field = "号"\n[spaces]\nmixed = "keep"\n[dedup]\nthreshold = 1\n', encoding="utf-8")
    config = read_config(path)
    assert config.clean.max_risk == "style"
    assert config.clean.spaces.mixed == "keep"
    assert config.input.id_field == "号"
    assert config.dedup.threshold == 1.0 and isinstance(config.dedup.threshold, float)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[spaces]\nmixd = "keep"\n', 2, "unknown key spaces.mixd; the nearest is spaces.mixed"),
        ('# 注\nspaces.mixd = "keep"\n', 2, "unknown key spaces.mixd; the nearest is spaces.mixed"),
        ('preset = "wob"\n', 1, 'preset must be one of newspaper, web, minimal, not "wob"'),
        ("threshold = 0.8\n", 1, "unknown key threshold; the nearest is dedup.threshold"),
        ("[space]\nenabled = true\n", 1, "unknown key space; the nearest is spaces"),
        ("[dedup]\n\nzzzz = 1\n", 3, "unknown key dedup.zzzz"),
        ("lines = false\n", 1, "lines is a section: write [lines] and its keys"),
        ('[spaces]\nmixed = "kep"\n', 2, 'spaces.mixed must be one of remove, keep, insert, majority, not "kep"'),
        ('[dedup]\nthreshold = "hoch"\n', 2, 'dedup.threshold must be a number, not "hoch"'),
        ("[dedup]\npermutations = 12.5\n", 2, "dedup.permutations must be a whole number, not 12.5"),
        ('[dedup]\nsources = "a"\n', 2, 'dedup.sources must be a list of texts, not "a"'),
        ("[lines]\nenabled = 1\n", 2, "lines.enabled must be true or false, not 1"),
        ("[dedup]\npermutations = true\n", 2, "dedup.permutations must be a whole number, not true"),
        ("[dedup]\nthreshold = 1.5\n", 2, "dedup.threshold must be at least 0.05 and at most 1, not 1.5"),
    ],
)
def test_refusals(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value).startswith(f"{path}:{line}: {message}")
    assert "\n" not in str(caught.value)


def test_no_toml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("[spaces]\nmixed keep\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.toml:2: no TOML: "):
        read_config(path)
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_config(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="no UTF-8 at byte 0"):
        read_config(path)


def test_every_key_round_trips_and_counts_in_the_fingerprint() -> None:
    assert len({fingerprint(Config()), fingerprint(replace(Config(), passages=PassagesConfig(min_chars=41)))}) == 2
    assert {"max_risk", "spaces.mixed", "dedup.keep", "passages.within", "id_field", "edits"} <= set(known_keys())
    check(Config())
