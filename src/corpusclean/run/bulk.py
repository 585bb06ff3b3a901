"""Deduplication of plain JSON Lines in bulk: columns instead of rows, kept lines passed through as bytes.

It does what the general run does with `Steps(clean=False, passages=False)`, ten times as fast, for input that is entirely
regular: one object a line, in UTF-8, with an id and a text, no id twice.  At the first thing that is not, it steps back, and
the general run starts, which can say what is wrong in which line.  So it judges nothing and has no errors of its own.
"""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpusclean.config import InputConfig, OutputConfig
from corpusclean.io.jsonl_columns import parse
from corpusclean.io.records import Source
from corpusclean.io.sources import Listing
from corpusclean.io.staging import as_output_error
from corpusclean.report.summary import Summary
from corpusclean.report.tally import Tally
from corpusclean.run.bulk_corpus import Block, Corpus
from corpusclean.run.ids import Ids

if TYPE_CHECKING:
    from corpusclean.run import Job

BLOCK_BYTES = 4 << 20
BLOCKS_AHEAD = 8
"""Blocks that are read and parsed while another is signed, or the kernels load (0.4 s)."""


REPORTED_AT_ONCE = 100_000
"""Documents whose decisions are put into words at once."""


class Irregular(Exception):
    """The input holds something that only the general run can read or report."""


def deduplicate_in_bulk(job: Job, listing: Listing, work: Path) -> Summary | None:
    """Does a job of deduplication alone, in the folder `work`, whose `out` it fills; None if the general run has to do it."""
    if not _fits(job, listing):
        return None
    try:
        with as_output_error(job.out):
            work.mkdir(parents=True)
        return _deduplicate(job, listing, work)
    except Irregular:
        shutil.rmtree(work)
        return None
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _fits(job: Job, listing: Listing) -> bool:
    plain = all(source.format == "jsonl" and not source.compression for source in listing.sources)
    order = job.config.dedup.keep in ("first", "longest", "shortest")  # fields of any type need the general reader
    return (
        plain
        and order
        and not job.reference
        and job.index is None
        and job.config.output == OutputConfig()
        and job.steps.dedup
        and not (job.steps.clean or job.steps.passages)
    )


def _deduplicate(job: Job, listing: Listing, work: Path) -> Summary:
    with ThreadPoolExecutor(1) as reader:  # reads and parses ahead
        blocks = _ahead(reader, _blocks(listing.sources, job.config.input, job.config.dedup.source_field))
        from corpusclean.deduplication import Signed, choose, guard, keep_order

        options = job.config.dedup
        with Corpus(work, files=len(listing.sources)) as corpus, Signed(options, directory=work, workers=job.workers) as signed:
            for number, block in blocks:
                signed.add(block.texts)
                corpus.add(number, block)
                job.tell("read", len(signed), None)
            if corpus.may_repeat_ids:
                raise Irregular
            sources = corpus.sources
            job.tell("comparing documents", 0, None)
            order = keep_order(options, folded_chars=signed.folded_chars, sources=sources)
            choice = choose(signed, threshold=options.threshold, order=order)
            guard(choice, config=options, ids=Ids(corpus.ids), sources=sources)
            job.tell("writing", 0, None)
            out = work / "out"
            with as_output_error(out):
                out.mkdir()
                _write_kept(listing.sources, corpus, choice.keep, out)
                _write_reports(corpus.ids, choice, signed.chars, out)
            return _summary(job, listing, choice.keep, int(signed.chars.sum()), out)


def _ahead(reader: ThreadPoolExecutor, blocks: Iterator[tuple[int, Block]]) -> Iterator[tuple[int, Block]]:
    under_way = deque(reader.submit(next, blocks, None) for _ in range(BLOCKS_AHEAD))
    while (found := under_way.popleft().result()) is not None:
        under_way.append(reader.submit(next, blocks, None))
        yield found


def _blocks(sources: Sequence[Source], options: InputConfig, source_field: str) -> Iterator[tuple[int, Block]]:
    """-> number of the source, block of its lines."""
    for number, source in enumerate(sources):
        at, rest = 0, b""
        with Path(source.path).open("rb", buffering=0) as file:
            while piece := file.read(BLOCK_BYTES):
                cut = piece.rfind(b"\n") + 1
                data, rest = (rest + piece[:cut], piece[cut:]) if cut else (b"", rest + piece)
                if len(rest) > 4 * BLOCK_BYTES:
                    raise Irregular  # a line without end
                if data:
                    yield number, _parse(data, at, options, source_field)
                    at += len(data)
        if rest:
            yield number, _parse(rest + b"\n", at, options, source_field)
        if not at and not rest:
            raise Irregular  # an empty file


def _parse(data: bytes, at: int, options: InputConfig, source_field: str) -> Block:
    """Whole lines, of which the first starts at offset `at` of the file, as columns."""
    import numpy as np
    import pyarrow as pa

    parsed = parse(data, options, (source_field,), threads=True)
    if parsed is None or len(parsed.lines) <= parsed.numbers[-1].as_py():
        raise Irregular  # blank lines are not copied
    ends = np.frombuffer(parsed.lines.buffers()[1], np.int64)[1:]
    sources = parsed.fields.column(0).combine_chunks() if parsed.fields.num_columns else pa.nulls(len(ends), pa.string())
    return Block(parsed.ids.combine_chunks(), parsed.texts.combine_chunks(), sources, ends + at)


def _write_kept(sources: Sequence[Source], corpus: Corpus, keep: Any, out: Path) -> None:
    """Copies the kept lines, a run of neighbours at a time."""
    import numpy as np

    first = 0
    for number, source in enumerate(sources):
        ends = corpus.line_ends(number)
        starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
        here = keep[first : first + len(ends)]
        first += len(ends)
        edges = np.flatnonzero(np.diff(here.astype(np.int8), prepend=0, append=0))
        path = out / source.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with Path(source.path).open("rb", buffering=0) as file, path.open("wb", buffering=0) as kept:
            _copy(file, kept, starts[edges[::2]], ends[edges[1::2] - 1])


def _copy(file: Any, kept: Any, starts: Any, ends: Any) -> None:
    """Copies the ascending spans [start, end), reading many with one call; a last line without a newline gets one."""
    import numpy as np

    k, last = 0, b"\n"
    while k < len(starts):
        stop = max(k + 1, int(np.searchsorted(ends, starts[k] + BLOCK_BYTES, "right")))
        base = int(starts[k])
        file.seek(base)
        whole = memoryview(file.read(int(ends[stop - 1]) - base))
        pieces = [whole[a - base : b - base] for a, b in zip(starts[k:stop].tolist(), ends[k:stop].tolist(), strict=True)]
        kept.write(b"".join(pieces))
        last = bytes(whole[-1:])
        k = stop
    if last != b"\n":
        kept.write(b"\n")


def _write_reports(ids: Any, choice: Any, chars: Any, out: Path) -> None:
    """decisions.jsonl and matches.jsonl as the general run writes them."""
    (out / "notes.jsonl").touch()
    with _text_file(out / "matches.jsonl") as matches, _text_file(out / "decisions.jsonl") as decisions:
        for first in range(0, len(ids), REPORTED_AT_ONCE):
            names, stays = _as_json(ids[first : first + REPORTED_AT_ONCE]), choice.keep[first : first + REPORTED_AT_ONCE]
            found = _matches(ids, choice, chars, first + (~stays).nonzero()[0])
            matches.writelines(f"{match}\n" for match in found)
            evidence = iter(found)
            decisions.writelines(
                f'{{"id": {name}, "keep": true, "because": null}}\n'
                if keep
                else f'{{"id": {name}, "keep": false, "because": {next(evidence)}}}\n'
                for name, keep in zip(names.to_pylist(), stays.tolist(), strict=True)
            )


def _matches(ids: Any, choice: Any, chars: Any, dropped: Any) -> list[str]:
    """The evidence of the documents numbered in `dropped`, as JSON."""
    kept = choice.because[dropped]
    columns = (
        _as_json(ids.take(kept)).to_pylist(), chars[kept].tolist(), _as_json(ids.take(dropped)).to_pylist(),
        chars[dropped].tolist(), choice.similarity[dropped].tolist(),
    )  # fmt: skip
    return [
        f'{{"left": {{"doc": {one}, "start": 0, "end": {one_end}}}, "right": {{"doc": {other}, "start": 0, "end": {other_end}}}, '
        f'"similarity": {round(similarity, 4)}}}'
        for one, one_end, other, other_end, similarity in zip(*columns, strict=True)
    ]


def _text_file(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="\n")


def _as_json(ids: Any) -> Any:
    """Each id as a JSON string; only those that need escapes go through the JSON library."""
    import pyarrow as pa
    from pyarrow import compute

    special = compute.match_substring_regex(ids, '[\\\\"\\x00-\\x1f]')
    if compute.any(special).as_py():
        pairs = zip(ids.to_pylist(), special.to_pylist(), strict=True)
        return pa.array([json.dumps(id_, ensure_ascii=False) if odd else f'"{id_}"' for id_, odd in pairs])
    quote, nothing = pa.scalar('"', ids.type), pa.scalar("", ids.type)
    return compute.binary_join_element_wise(quote, ids, quote, nothing)


def _summary(job: Job, listing: Listing, keep: Any, characters: int, out: Path) -> Summary:
    from corpusclean.config_file import as_toml

    documents, kept = len(keep), int(keep.sum())
    tally = Tally(documents=documents, characters_in=characters, characters_out=characters)
    summary = Summary(documents, kept, documents - kept, 0, tally, matches=documents - kept, left_out=listing.left_out)
    summary.write(out, as_toml(job.config))
    return summary
