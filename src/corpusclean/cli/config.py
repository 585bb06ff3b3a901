"""`config`: what a run would be told."""

from __future__ import annotations

from corpusclean.cli.options import Cleaning, ConfigFile, Dedup, Passages, Preset, Reading, Writing, configuration
from corpusclean.config import CleanConfig, DedupConfig, InputConfig, OutputConfig, PassagesConfig
from corpusclean.config_file import as_toml


def config(
    *,
    config: ConfigFile = None,
    preset: Preset = None,
    reading: Reading = InputConfig(),
    writing: Writing = OutputConfig(),
    cleaning: Cleaning = CleanConfig(),
    dedup: Dedup = DedupConfig(),
    passages: Passages = PassagesConfig(),
) -> int:
    """Print the resolved configuration as TOML: defaults, then --config, then flags.

    Parameters
    ----------
    config
        TOML file to start from.
    preset
        Kind of text the rules are chosen for: newspaper, web or minimal; keys of the file and flags change it.
    """
    whole = configuration(input=reading, output=writing, clean=cleaning, dedup=dedup, passages=passages)
    print(as_toml(whole), end="")
    return 0
