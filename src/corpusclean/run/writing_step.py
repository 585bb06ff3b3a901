"""The last step of a run: the documents that stay, in the form they came in, and the reports beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from json.encoder import encode_basestring
from pathlib import Path
from typing import IO, Any, NamedTuple

from corpusclean.config import Config
from corpusclean.documents import Match, Passage
from corpusclean.edits import apply, touched
from corpusclean.io.convert import Converter
from corpusclean.io.records import Rejected
from corpusclean.io.shards import Shard, ShardRow
from corpusclean.io.staging import as_output_error
from corpusclean.io.writers import Writer
from corpusclean.report.edits import columns_of, edits_as_json, layers_of, match_as_json, to_json
from corpusclean.report.tally import Tally
from corpusclean.run.index_step import Indexed
from corpusclean.run.passages_step import Found
from corpusclean.run.places import COLUMNS, in_originals, original_span, translated
from corpusclean.run.shards import Shards


@dataclass
class Written:
    """What the last step did."""

    kept: int = 0
    dropped: int = 0
    removed: list[Match] = field(default_factory=list)
    """Repeats whose later copy was removed, in code points of the texts as they were read."""
    matches: int = 0
    tally: Tally = field(default_factory=Tally)
    """Edits of the rule `repeats` alone."""


@dataclass(frozen=True)
class Reports:
    """Which reports a run writes; what each holds is told in the reference of the command."""

    decisions: bool
    matches: bool


def write_output(
    shards: Shards,
    dropped: Mapping[str, Match],
    found: Found,
    *,
    folder: Path,
    config: Config,
    reports: Reports,
    indexed: Indexed | None = None,
) -> Written:
    """Writes documents, decisions, matches, edits and notes into `folder`, in corpus order."""
    written = Written()
    matches = [*dropped.values(), *found.matches]
    named = [*matches, *chain.from_iterable(found.removable.values())]  # of boilerplate every copy
    places = in_originals(named, chain(indexed.tables(named) if indexed else (), shards.columns(*COLUMNS)))
    with ExitStack() as stack, as_output_error(folder):
        writer = _writer(folder, config, shards)
        stack.enter_context(writer)
        lines = {name: stack.enter_context(_open(folder / name)) for name in _names(config, reports)}
        for shard in shards.shards():
            ids = shard.table.column("id").to_pylist()
            gone = [id_ in dropped for id_ in ids]
            if "decisions.jsonl" in lines:
                lines["decisions.jsonl"].writelines(_decision(id_, dropped.get(id_), places) for id_ in ids)
            written.dropped += sum(gone)
            written.kept += len(gone) - sum(gone)
            finished = {
                number: _without_repeats(shard.row(number), found.removable[id_], written, config)
                for number, id_ in enumerate(ids)
                if id_ in found.removable and not gone[number]
            }
            _write_remarks(shard, ids, gone, finished, lines)
            writer.open(shard.source)
            kept = [number for number, is_gone in enumerate(gone) if not is_gone]
            writer.write(shard, kept, {number: one.text for number, one in finished.items()})
        for match in matches if "matches.jsonl" in lines else ():
            _write(lines["matches.jsonl"], match_as_json(translated(match, places)) | _count(match, found))
    written.matches = len(matches)
    written.removed = [translated(match, places) for match in written.removed]
    return written


def _writer(folder: Path, config: Config, shards: Shards) -> Writer | Converter:
    if config.output.to == "same":
        return Writer(folder, config.input)
    return Converter(folder, config.input, config.output.to, shards.shards())


def _decision(id_: str, evidence: Match | None, places: Mapping[Passage, Passage]) -> str:
    because = to_json(match_as_json(translated(evidence, places))) if evidence else "null"
    return f'{{"id": {encode_basestring(id_)}, "keep": {"false" if evidence else "true"}, "because": {because}}}\n'


def _write_remarks(
    shard: Shard, ids: Sequence[str], gone: Sequence[bool], finished: Mapping[int, Finished], lines: Mapping[str, IO[str]]
) -> None:
    """Notes of every document, edits of those that stay."""
    notes, layers = (shard.table.column(name).to_pylist() for name in ("notes", "layers"))
    for number, one in finished.items():
        notes[number] = to_json(one.notes) if one.notes else None
    lines["notes.jsonl"].writelines(
        f'{{"id": {encode_basestring(id_)}, "notes": {found}}}\n' for id_, found in zip(ids, notes, strict=True) if found
    )
    if "edits.jsonl" not in lines:
        return
    for number, (id_, found, is_gone) in enumerate(zip(ids, layers, gone, strict=True)):
        columns = finished[number].layers if number in finished else json.loads(found or "[]")
        if columns and not is_gone:
            _write(lines["edits.jsonl"], {"id": id_, "edits": edits_as_json(columns)})


def write_rejected(folder: Path, rejected: Sequence[Rejected]) -> None:
    """What could not be read, with path, line and reason; no file where there is nothing to tell."""
    if rejected:
        with as_output_error(folder), _open(folder / "rejected.jsonl") as file:
            for one in rejected:
                _write(file, one._asdict())


def write_matches(path: Path, found: Found) -> None:
    """One match a line; boilerplate has its `count` of places."""
    with as_output_error(path), _open(path) as file:
        for match in found.matches:
            _write(file, match_as_json(match) | _count(match, found))


def _count(match: Match, found: Found) -> dict[str, int]:
    return {"count": found.counts[match]} if match in found.counts else {}


class Finished(NamedTuple):
    """A document without its repeats, with all its layers (see `report.edits.columns_of`) and notes."""

    text: str
    layers: list[list[Any]]
    notes: list[dict[str, Any]]


def _without_repeats(row: ShardRow, matches: Sequence[Match], written: Written, config: Config) -> Finished:
    from corpusclean.dedup.passages import removal

    layers, notes = json.loads(row.layers or "[]"), json.loads(row.notes or "[]")
    layer, earlier = removal(row.text, matches, config=config.passages), layers_of(layers)
    for note in layer.notes:
        place = original_span(earlier, note.start, note.end)
        notes.append({"rule": layer.rule, **note._replace(start=place[0], end=place[1])._asdict()})
        written.tally.notes[f"{layer.rule}: {note.kind}"] += 1
    if len(layer):
        written.removed += [match for match in matches if touched(layer.starts, layer.ends, match.right.start, match.right.end)]
        written.tally.edits[layer.rule] += len(layer)
        written.tally.edited[layer.rule] += 1
        written.tally.changed += not layers
        written.tally.characters_out -= sum(layer.ends) - sum(layer.starts)
    return Finished(apply(row.text, layer), layers + columns_of([(layer, row.text)]), notes)


def _names(config: Config, reports: Reports) -> Iterator[str]:
    if reports.decisions:
        yield "decisions.jsonl"
    if reports.matches:
        yield "matches.jsonl"
    if config.output.edits:
        yield "edits.jsonl"
    yield "notes.jsonl"


def _open(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="\n")


def _write(file: IO[str], value: Any) -> None:
    file.write(to_json(value) + "\n")
