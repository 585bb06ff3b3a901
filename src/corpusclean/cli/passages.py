"""`passages`: repeated passages, and nothing else."""

from __future__ import annotations

from rich.console import Console

from corpusclean.cli.exit_codes import DONE
from corpusclean.cli.kernels import COMPILING, lacks_kernels
from corpusclean.cli.options import ConfigFile, Index, Inputs, Out, Overwrite, Passages, Quiet, Reading, configuration
from corpusclean.cli.progress import RunProgress
from corpusclean.config import InputConfig, PassagesConfig
from corpusclean.run import Job, Steps, find_passages


def passages(
    inputs: Inputs,
    /,
    *,
    output: Out,
    config: ConfigFile = None,
    index: Index = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
    reading: Reading = InputConfig(),
    passages: Passages = PassagesConfig(),
) -> int:
    """Find repeated passages within and across documents; nothing is cleaned or removed.

    Parameters
    ----------
    inputs
        Folders, files (.txt .jsonl .csv .tsv .parquet .arrow, also .gz .bz2 .xz .zst), patterns such as "2024/*.jsonl",
        addresses (s3://…), or "-" for JSON Lines from standard input.
    output
        File to write, one match a line: {"left": {"doc", "start", "end"}, "right": {...}, "similarity"}; places count code
        points, right is the later copy. A passage in very many places is one line with their "count".
    config
        TOML file; its keys are these flags without the dashes. A flag given here wins over the file.
    index
        File that remembers every corpus it was given for: repeats of the earlier ones are found too, and this one is added.
        Made if it does not exist.
    overwrite
        Replace the file.
    quiet
        Print nothing but errors.
    """
    whole = configuration(input=reading, passages=passages)
    with RunProgress(quiet=quiet) as progress:
        steps = Steps(clean=False, dedup=False)
        if lacks_kernels(steps):
            progress.say(COMPILING)
        found = find_passages(Job(inputs, output, whole, steps, overwrite=overwrite, index=index, tell=progress.tell))
    if not quiet:
        Console(highlight=False).print(f"{found:,} repeats lie in {output}", soft_wrap=True)
    return DONE
