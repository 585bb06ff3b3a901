"""What commands share: arguments, and the flags that follow from the configuration dataclasses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Group, Parameter, Token
from cyclopts.argument import ArgumentCollection

from corpusclean.config import PRESETS, CleanConfig, Config, DedupConfig, InputConfig, OutputConfig, PassagesConfig
from corpusclean.config_file import DEFAULT_PRESET, PRESET, check, preset_keys, read_keys
from corpusclean.errors import ConfigError
from corpusclean.run import all_cores

COMMAND = Group("Command", sort_key=0)

Inputs = Annotated[tuple[str, ...], Parameter(name="INPUT", group=COMMAND)]
"""Folders of .txt files, record files (.jsonl, .csv, .parquet …, plain or compressed), or patterns."""
Out = Annotated[Path, Parameter(name=["--output", "-o"], group=COMMAND, allow_leading_hyphen=True)]
ConfigFile = Annotated[Path | None, Parameter(name="--config", group=COMMAND)]
Preset = Annotated[str | None, Parameter(name="--preset", group=COMMAND)]
Reference = Annotated[tuple[str, ...], Parameter(name="--reference", group=COMMAND, negative="")]
Index = Annotated[Path | None, Parameter(name="--index", group=COMMAND)]
Overwrite = Annotated[bool, Parameter(negative="", group=COMMAND)]
Workers = Annotated[int, Parameter(group=COMMAND)]
Quiet = Annotated[bool, Parameter(name=["--quiet", "-q"], negative="", group=COMMAND)]

Reading = Annotated[InputConfig, Parameter(name="*", group=Group("Input", sort_key=1))]
Writing = Annotated[OutputConfig, Parameter(name="*", group=Group("Output", sort_key=2))]
Cleaning = Annotated[CleanConfig, Parameter(name="*", group=Group("Cleaning", sort_key=3))]
Dedup = Annotated[DedupConfig, Parameter(name="dedup", group=Group("Deduplication", sort_key=4))]
Passages = Annotated[PassagesConfig, Parameter(name="passages", group=Group("Repeated passages", sort_key=5))]

CORES = all_cores()


def from_config_file(app: App, commands: tuple[str, ...], arguments: ArgumentCollection) -> None:
    """Takes what flags leave open from the file given by `--config`; the file is checked first, with its own errors."""
    given = {name: one.tokens[0].value for one in arguments for name in one.names if one.tokens}
    path = given.get("--config")
    keys = read_keys(Path(path)) if path else {}
    preset = given.get("--preset", keys.pop(PRESET, None))
    for key, value in keys.items():
        _set(arguments, key, value, path or "")
    if preset is not None and preset not in PRESETS:
        raise ConfigError(f"preset must be one of {', '.join(PRESETS)}, not {preset}", key=PRESET)
    for key, value in preset_keys(preset or DEFAULT_PRESET).items():
        _set(arguments, key, value, f"preset {preset}")


def _set(arguments: ArgumentCollection, key: str, value: Any, path: str) -> None:
    """Gives the flag of this key the value, unless the command line has; a command without the flag does without the key."""
    flag = "--" + key.replace("_", "-")
    for argument in arguments:
        if flag in argument.names and not argument.tokens:
            for index, one in enumerate(value if isinstance(value, list) else [value]):
                argument.append(Token(keyword=key, value=str(one), source=path, index=index))


def configuration(**sections: Any) -> Config:
    """The `Config` of the sections a command takes; raises ConfigError for a number out of range."""
    config = Config(**{name: value for name, value in sections.items() if value is not None})
    check(config)
    return config
