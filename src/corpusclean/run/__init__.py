"""The local corpus run: read and clean, choose documents, find repeats, write; each step reads what the one before left.

    blocks ──workers──> shards ──> dropped ──> repeats ──> OUT
             (manifest)

Nothing but counts, ids and matches is held in memory.  A run works in OUT.partial, which is renamed to OUT at the end; a run
that was killed goes on there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusclean import __version__
from corpusclean.config import Config, DedupConfig, OutputConfig, PassagesConfig
from corpusclean.config_file import as_toml, flatten
from corpusclean.errors import CorpusCleanError, InputError, StoreError
from corpusclean.io.convert import check_targets
from corpusclean.io.formats import read_blocks
from corpusclean.io.records import Rejected
from corpusclean.io.sources import Listing, find_sources
from corpusclean.io.staging import as_output_error, check_output, full_disk_told, partial, publish, whole_file
from corpusclean.report.summary import Summary
from corpusclean.report.tally import Tally
from corpusclean.run.bulk import deduplicate_in_bulk
from corpusclean.run.cleaning_step import COMPILING, asked_fields, clean_blocks, compiles_first
from corpusclean.run.dedup_step import Chosen, choose_documents
from corpusclean.run.duplicate_ids import SeenIds
from corpusclean.run.index_step import Indexed, open_index
from corpusclean.run.manifest import Manifest
from corpusclean.run.passages_step import Found, find_repeats
from corpusclean.run.reference import read_reference
from corpusclean.run.shards import Shards
from corpusclean.run.share import ReadShare
from corpusclean.run.workers import all_cores
from corpusclean.run.writing_step import Reports, write_matches, write_output, write_rejected

if TYPE_CHECKING:
    from corpusclean.dedup.index import Index

__all__ = ["Job", "Steps", "all_cores", "find_passages", "run"]


@dataclass(frozen=True)
class Steps:
    """What a run does; reading and writing it always does."""

    clean: bool = True
    dedup: bool = True
    passages: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, runs in vars(self).items() if runs)


@dataclass
class Read:
    """What the first step has read so far; `records` counts the rejected too."""

    records: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    checksum: str = ""
    """Of the input, and of where the documents stand in it."""


@dataclass(frozen=True)
class Job:
    """One run, as asked for."""

    inputs: tuple[str, ...]
    out: Path
    config: Config = field(default_factory=Config)
    steps: Steps = field(default_factory=Steps)
    workers: int = 1
    overwrite: bool = False
    reference: tuple[str, ...] = ()
    """Files as in `inputs` whose documents the corpus must not repeat."""
    index: Path | None = None
    """File that keeps what later corpora are compared with; this one is compared with the earlier ones in it, and added."""
    tell: Callable[[str, int, float | None], None] = lambda step, documents, share: None
    """Is told what goes on: the step, how many documents it has done, and the share of the input, where it is known."""


def run(job: Job) -> Summary:
    """Does the job and says what was done.  Raises a CorpusCleanError, and leaves no OUT, where it cannot be done."""
    job, work = _with_quotations(job), partial(job.out)
    with full_disk_told(job.out):
        if (summary := _in_bulk(job, work)) is not None:
            return summary
    with full_disk_told(job.out), _documents(job) as (listing, shards, read, indexed):
        summary = _choose_and_write(job, listing, shards, read, indexed)
        if indexed:
            indexed.finish(shards)
        publish(work, job.out)
    return summary


def _in_bulk(job: Job, work: Path) -> Summary | None:
    """The job done by columns instead of rows, where it is deduplication of regular input and no killed run is to go on."""
    check_output(job.out, [Path(one) for one in (*job.inputs, *job.reference)], overwrite=job.overwrite, index=job.index)
    if work.exists():
        return None
    summary = deduplicate_in_bulk(job, find_sources(job.inputs, recursive=job.config.input.recursive), work)
    if summary is not None:
        publish(work, job.out)
    return summary


def find_passages(job: Job) -> int:
    """Writes the repeated passages of the input as it is into the file `job.out`, and gives their number."""
    job = _with_quotations(job)
    with full_disk_told(job.out), _documents(job) as (_, shards, _, indexed):
        job.tell("comparing passages", 0, None)
        if indexed:
            indexed.keep_all(shards)
        found = find_repeats(shards, (), config=job.config, workers=job.workers, indexed=indexed)
        with whole_file(job.out) as beside:
            write_matches(beside, found)
            if indexed:
                indexed.finish(shards)
            shutil.rmtree(partial(job.out))  # before the file is in its place: what is killed after that leaves nothing
    return len(found.matches)


def _with_quotations(job: Job) -> Job:
    """The job with what may repeat read from its file, before anything is begun."""
    if not job.steps.passages or not job.config.passages.allow_file:
        return job
    from corpusclean.dedup.passages.allow import with_quotations

    return replace(job, config=replace(job.config, passages=with_quotations(job.config.passages)))


@contextmanager
def _documents(job: Job) -> Iterator[tuple[Listing, Shards, Read, Indexed | None]]:
    """The input as shards in OUT.partial, which goes when the input is at fault, and otherwise when OUT is published."""
    check_output(job.out, [Path(one) for one in (*job.inputs, *job.reference)], overwrite=job.overwrite, index=job.index)
    listing = _find(job)
    work = partial(job.out)
    with as_output_error(job.out):
        work.mkdir(parents=True, exist_ok=True)
    try:
        with _index(job, work) as index:
            with Manifest(work, _identity(job)) as manifest:
                shards, read = _read_and_clean(job, listing, manifest)
            indexed = Indexed(index, read.checksum, job.inputs) if index else None
            yield listing, _not_taken(job, shards, read, indexed), read, indexed
    except InputError:
        shutil.rmtree(work)
        raise
    except StoreError:
        with suppress(OSError):
            work.rmdir()  # where nothing has been done yet
        raise


def _find(job: Job) -> Listing:
    listing, to = find_sources(job.inputs, recursive=job.config.input.recursive), job.config.output.to
    if to != "same":
        check_targets(listing.sources, to)
    return listing if to in ("same", "arrow") else replace(listing, companions={})


def _index(job: Job, work: Path) -> AbstractContextManager[Index | None]:
    if job.index is None:
        return nullcontext()
    reference = read_reference(job.reference, job.config.input)
    return open_index(job.index, config=job.config, steps=job.steps.names, reference=reference, spill=work)


def _not_taken(job: Job, shards: Shards, read: Read, indexed: Indexed | None) -> Shards:
    """The documents without those whose id an earlier corpus has."""
    taken = indexed.taken(shards) if indexed else {}
    for problem in taken.values():
        if job.config.input.on_error == "stop":
            raise InputError(problem.reason, path=problem.path, line=problem.line)
        read.rejected.append(problem)
    return replace(shards, twice=shards.twice | taken.keys())


def _read_and_clean(job: Job, listing: Listing, manifest: Manifest) -> tuple[Shards, Read]:
    read = Read()
    paths: list[Path] = []
    twice: list[int] = []
    seen, checksum = SeenIds(manifest), hashlib.sha256(f"{job.config.input.id_field}\0{job.config.input.text_field}".encode())
    read_share = ReadShare(listing.sources)
    blocks = read_share.watch(read_blocks(listing.sources))
    workers = job.workers if job.steps.clean else 1  # reading alone is faster than handing blocks over
    if job.steps.clean and compiles_first(read_share.input_bytes):
        job.tell(COMPILING, 0, None)
    cleaned = clean_blocks(
        blocks, manifest, config=job.config, cleaning=job.steps.clean, workers=workers, input_bytes=read_share.input_bytes
    )
    for result in cleaned:
        again = seen.add(result)
        problems = [*result.rejected, *(rejection for _, rejection in again)]
        if problems and job.config.input.on_error == "stop":
            first = min(problems, key=lambda one: one.line or 0)
            raise InputError(first.reason, path=first.path, line=first.line)
        twice += [read.tally.documents + place for place, _ in again]
        paths.append(manifest.shard(result.number))
        checksum.update(result.input.encode())
        read.rejected += problems
        read.records += result.tally.documents + len(result.rejected)
        read.tally.add(result.tally)
        job.tell("cleaned" if job.steps.clean else "read", read.records, read_share.share)
    read.checksum = checksum.hexdigest()
    return Shards(tuple(paths), frozenset(twice)), read


def _choose_and_write(job: Job, listing: Listing, shards: Shards, read: Read, indexed: Indexed | None) -> Summary:
    work = shards.paths[0].parent
    job.tell("comparing documents", 0, None)
    reference = read_reference(job.reference, job.config.input)
    chosen = Chosen({})
    if job.steps.dedup:
        chosen = choose_documents(shards, config=job.config, directory=work, reference=reference, indexed=indexed)
    elif indexed:
        indexed.keep_all(shards)
    dropped = chosen.dropped
    job.tell("comparing passages", 0, None)
    found = Found((), {})
    if job.steps.passages:
        order = chosen.order
        found = find_repeats(shards, dropped, config=job.config, workers=job.workers, order=order, indexed=indexed)
    job.tell("writing", 0, None)
    out = work / "out"
    with as_output_error(out):
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        reports = Reports(decisions=job.steps.dedup, matches=job.steps.dedup or job.steps.passages)
        written = write_output(shards, dropped, found, folder=out, config=job.config, reports=reports, indexed=indexed)
        write_rejected(out, read.rejected)
        for path, name in listing.companions.items():
            shutil.copyfile(path, out / name)
        read.tally.add(written.tally)
        summary = Summary(
            read=read.records,
            kept=written.kept,
            dropped=written.dropped,
            rejected=len(read.rejected),
            tally=read.tally,
            matches=written.matches,
            removed=tuple(written.removed),
            left_out=listing.left_out,
            index=indexed.about if indexed else {},
        )
        if not summary.adds_up:
            raise CorpusCleanError(
                f"{summary.read} documents read, but {summary.kept} kept + {summary.dropped} dropped + {summary.rejected} rejected"
            )
        summary.write(out, as_toml(job.config))
    return summary


def _identity(job: Job) -> dict[str, Any]:
    """What the shards depend on: a run that differs in it cannot go on with them.  A JSON value."""
    relevant = replace(job.config, dedup=DedupConfig(), passages=PassagesConfig(), output=OutputConfig())
    identity = {
        "version": __version__,
        "inputs": job.inputs,
        "step": "cleaned" if job.steps.clean else "read",
        "fields": sorted(asked_fields(job.config.dedup)),
        "configuration": dict(flatten(relevant)),
    }
    return json.loads(json.dumps(identity))  # type: ignore[no-any-return]
