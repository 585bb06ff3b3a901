"""`run`, `clean`, `dedup`: from INPUT to OUT."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from corpusclean.cli.exit_codes import DONE, SOME_REJECTED
from corpusclean.cli.kernels import COMPILING, lacks_kernels
from corpusclean.cli.options import (
    CORES,
    Cleaning,
    ConfigFile,
    Dedup,
    Index,
    Inputs,
    Out,
    Overwrite,
    Passages,
    Preset,
    Quiet,
    Reading,
    Reference,
    Workers,
    Writing,
    configuration,
)
from corpusclean.cli.progress import RunProgress
from corpusclean.cli.tables import show_summary
from corpusclean.config import CleanConfig, Config, DedupConfig, InputConfig, OutputConfig, PassagesConfig
from corpusclean.errors import ConfigError
from corpusclean.io.formats import TABLES
from corpusclean.io.sources import REPORTS
from corpusclean.run import Job, Steps
from corpusclean.run import run as run_job


def run(
    inputs: Inputs,
    /,
    *,
    output: Out,
    config: ConfigFile = None,
    preset: Preset = None,
    reference: Reference = (),
    index: Index = None,
    overwrite: Overwrite = False,
    workers: Workers = CORES,
    quiet: Quiet = False,
    reading: Reading = InputConfig(),
    writing: Writing = OutputConfig(),
    cleaning: Cleaning = CleanConfig(),
    dedup: Dedup = DedupConfig(),
    passages: Passages = PassagesConfig(),
) -> int:
    """Clean documents, drop near-duplicates, remove repeated passages.

    OUT gets the documents in the form they came in, and beside them decisions.jsonl, matches.jsonl, notes.jsonl and
    report.json.  OUT appears whole or not at all; a run that was killed goes on where it was.

    Parameters
    ----------
    inputs
        Folders, files (.txt .jsonl .csv .tsv .parquet .arrow, also .gz .bz2 .xz .zst), patterns such as "2024/*.jsonl",
        addresses (s3://…), or "-" for JSON Lines from standard input.
    output
        Folder to write; must not exist yet. "-" writes the documents alone to standard output.
    config
        TOML file; its keys are these flags without the dashes. A flag given here wins over the file.
    preset
        Kind of text the rules are chosen for: newspaper, web or minimal; keys of the file and flags change it.
    reference
        Files or folders as INPUT, such as an evaluation set; documents that repeat or hold one of theirs go. May be given again.
    index
        File that remembers every corpus it was given for: this one is compared with the earlier ones, as if all were one input in
        that order, and added. Made if it does not exist.
    overwrite
        Replace the result of an earlier run.
    workers
        Processes that clean. The result does not depend on it.
    quiet
        Print nothing but errors.
    """
    whole = configuration(input=reading, output=writing, clean=cleaning, dedup=dedup, passages=passages)
    return _carry_out(
        inputs, output, whole, Steps(), overwrite=overwrite, workers=workers, quiet=quiet, reference=reference, index=index
    )


def clean(
    inputs: Inputs,
    /,
    *,
    output: Out,
    config: ConfigFile = None,
    preset: Preset = None,
    overwrite: Overwrite = False,
    workers: Workers = CORES,
    quiet: Quiet = False,
    reading: Reading = InputConfig(),
    writing: Writing = OutputConfig(),
    cleaning: Cleaning = CleanConfig(),
) -> int:
    """Clean documents and keep them all.

    Parameters
    ----------
    inputs
        Folders, files (.txt .jsonl .csv .tsv .parquet .arrow, also .gz .bz2 .xz .zst), patterns such as "2024/*.jsonl",
        addresses (s3://…), or "-" for JSON Lines from standard input.
    output
        Folder to write; must not exist yet. "-" writes the documents alone to standard output.
    config
        TOML file; its keys are these flags without the dashes. A flag given here wins over the file.
    preset
        Kind of text the rules are chosen for: newspaper, web or minimal; keys of the file and flags change it.
    overwrite
        Replace the result of an earlier run.
    workers
        Processes that clean. The result does not depend on it.
    quiet
        Print nothing but errors.
    """
    whole = configuration(input=reading, output=writing, clean=cleaning)
    steps = Steps(dedup=False, passages=False)
    return _carry_out(inputs, output, whole, steps, overwrite=overwrite, workers=workers, quiet=quiet)


def dedup(
    inputs: Inputs,
    /,
    *,
    output: Out,
    config: ConfigFile = None,
    reference: Reference = (),
    index: Index = None,
    overwrite: Overwrite = False,
    workers: Workers = CORES,
    quiet: Quiet = False,
    reading: Reading = InputConfig(),
    writing: Writing = OutputConfig(),
    dedup: Dedup = DedupConfig(),
) -> int:
    """Drop near-duplicate documents and leave the text of the others as it is.

    Parameters
    ----------
    inputs
        Folders, files (.txt .jsonl .csv .tsv .parquet .arrow, also .gz .bz2 .xz .zst), patterns such as "2024/*.jsonl",
        addresses (s3://…), or "-" for JSON Lines from standard input.
    output
        Folder to write; must not exist yet. "-" writes the documents alone to standard output.
    config
        TOML file; its keys are these flags without the dashes. A flag given here wins over the file.
    reference
        Files or folders as INPUT, such as an evaluation set; documents that repeat or hold one of theirs go. May be given again.
    index
        File that remembers every corpus it was given for: this one is compared with the earlier ones, as if all were one input in
        that order, and added. Made if it does not exist.
    overwrite
        Replace the result of an earlier run.
    workers
        Processes that read. The result does not depend on it.
    quiet
        Print nothing but errors.
    """
    whole = configuration(input=reading, output=writing, dedup=dedup)
    steps = Steps(clean=False, passages=False)
    return _carry_out(
        inputs, output, whole, steps, overwrite=overwrite, workers=workers, quiet=quiet, reference=reference, index=index
    )


def _carry_out(
    inputs: tuple[str, ...],
    out: Path,
    config: Config,
    steps: Steps,
    *,
    overwrite: bool,
    workers: int,
    quiet: bool,
    reference: tuple[str, ...] = (),
    index: Path | None = None,
) -> int:
    job = Job(inputs, out, config, steps, workers=workers, reference=reference, index=index)
    if str(out) == "-":
        if config.output.to in TABLES:
            raise ConfigError(f"standard output takes no {config.output.to}: name a folder", key="to")
        return _to_standard_output(job)
    with RunProgress(quiet=quiet) as progress:
        if lacks_kernels(steps):
            progress.say(COMPILING)
        summary = run_job(replace(job, overwrite=overwrite, tell=progress.tell))
    if not quiet:
        show_summary(summary, out, seconds=progress.seconds)
    return SOME_REJECTED if summary.rejected else DONE


def _to_standard_output(job: Job) -> int:
    """Only the documents, in the order of the files; nothing comes out unless the whole run went well."""
    with tempfile.TemporaryDirectory(prefix="corpusclean") as folder:
        out = Path(folder) / "out"
        summary = run_job(replace(job, out=out))
        for path in sorted(path for path in out.rglob("*") if path.is_file() and path.relative_to(out).as_posix() not in REPORTS):
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return SOME_REJECTED if summary.rejected else DONE
