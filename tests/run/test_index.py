"""`--index`: a later corpus gets the answer of one run over everything in that order, whatever the split."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from kills import start

from corpusclean.cli import main
from corpusclean.config import CleanConfig, Config, DedupConfig, InputConfig, PassagesConfig
from corpusclean.errors import CorpusCleanError, GuardError, InputError, OutputError, StoreError
from corpusclean.run import Job, Steps, run

DEDUP, ALL = Steps(clean=False, passages=False), Steps()
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
Records = list[dict[str, object]]


def records(count: int, seed: int) -> Records:
    """Every kind of document an index has to tell apart: near and exact copies of others (of dropped ones too), short and
    middling texts, blank ones, marks alone, a shared paragraph, a paragraph that stands nearly everywhere, damage to be cleaned."""
    rng = random.Random(seed)
    paragraphs = ["".join(rng.choices(HAN, k=70)) + "。" for _ in range(6)]
    texts: list[str] = []
    while len(texts) < count:
        kind = rng.random()
        sentence = "".join(rng.choices(HAN, k=rng.choice((8, 50, 90, 200)))) + ",然后。"
        if kind < 0.3 and texts:
            sentence = rng.choice(texts)
        elif kind < 0.5 and texts:
            sentence = edited(rng, rng.choice(texts))
        elif kind < 0.6:
            sentence = rng.choice(("", " \n", "😀😀", "😀", "——", "同一句话"))
        elif kind < 0.9:
            sentence += f"\n{rng.choice(paragraphs)}\n" + "".join(rng.choices(HAN, k=20)) + "。"
            sentence += f"\n{paragraphs[0]}" * (rng.random() < 0.6)
        texts.append(sentence)
    return [{"id": f"第{k}篇", "text": text} for k, text in enumerate(texts)]


def edited(rng: random.Random, text: str) -> str:
    characters = list(text)
    for _ in range(round(len(characters) * rng.choice((0.01, 0.04, 0.06)))):
        characters[rng.randrange(len(characters))] = rng.choice(HAN)
    return "".join(characters)


def write(path: Path, rows: Records) -> str:
    """The file of a corpus; its name, up to the first dot, is the source of its documents."""
    rows = [{**row, "source": path.stem} for row in rows]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def split(rows: Records, rng: random.Random, parts: int) -> list[Records]:
    cuts = [0, *sorted(rng.sample(range(1, len(rows)), parts - 1)), len(rows)]
    return [rows[start:end] for start, end in pairwise(cuts)]


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def later(matches: list[dict[str, object]], rows: Records) -> tuple[list[str], list[int]]:
    """The matches whose later copy is in these documents; of boilerplate, in how many places each stands that is in them too."""
    ids = {row["id"] for row in rows}
    plain = [json.dumps(match) for match in matches if "count" not in match and match["right"]["doc"] in ids]  # type: ignore[index]
    return sorted(plain), sorted(match["count"] for match in matches if "count" in match)  # type: ignore[type-var, misc]


CONFIGS = {
    "dedup": (DEDUP, Config()),
    "all": (ALL, Config(passages=PassagesConfig(boilerplate_places=5))),
    "remove across": (ALL, Config(passages=PassagesConfig(across="remove", boilerplate_places=12))),
    "passages alone": (Steps(clean=False, dedup=False), Config(passages=PassagesConfig(across="remove"))),
    "longest first": (DEDUP, Config(dedup=DedupConfig(keep="longest", sources=("0", "1", "2", "3")))),
    "low threshold": (DEDUP, Config(dedup=DedupConfig(threshold=0.4))),
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", CONFIGS)
def test_a_later_corpus_gets_the_answer_of_one_run(tmp_path: Path, name: str, seed: int) -> None:
    steps, config = CONFIGS[name]
    rng = random.Random(seed)
    parts = split(records(100, seed), rng, rng.randint(2, 4))
    paths = [write(tmp_path / f"{k}.jsonl", part) for k, part in enumerate(parts)]
    for k, (path, part) in enumerate(zip(paths, parts, strict=True)):
        out, whole = tmp_path / f"out{k}", tmp_path / f"whole{k}"
        summary = run(Job((path,), out, config, steps, index=tmp_path / "index"))
        assert summary.index["corpus"] == k + 1 and summary.index["earlier_documents"] == sum(map(len, parts[:k]))
        run(Job(tuple(paths[: k + 1]), whole, config, steps))
        same_part(out, whole, f"{k}.jsonl", part)


def same_part(out: Path, whole: Path, name: str, part: Records) -> None:
    """`out`, an update by `part`, is what `whole`, a run over everything so far, says about it."""
    assert (out / name).read_bytes() == (whole / name).read_bytes()
    ids = {row["id"] for row in part}
    for report in ("decisions.jsonl", "notes.jsonl"):
        assert read(out / report) == [line for line in read(whole / report) if line["id"] in ids]
    found, expected = (later(read(folder / "matches.jsonl"), part) for folder in (out, whole))
    assert found[0] == expected[0]
    assert set(found[1]) <= set(expected[1])


def test_a_reference_corpus_stays_the_same(tmp_path: Path) -> None:
    rows = records(60, 5)
    paths = [write(tmp_path / f"{k}.jsonl", part) for k, part in enumerate((rows[:30], rows[30:]))]
    asked = write(
        tmp_path / "asked.jsonl", [{"id": "1", "text": rows[4]["text"]}, {"id": "2", "text": str(rows[40]["text"])[:60]}]
    )
    run(Job(tuple(paths), tmp_path / "whole", steps=DEDUP, reference=(asked,)))
    for k, path in enumerate(paths):
        job = Job((path,), tmp_path / f"out{k}", steps=DEDUP, reference=(asked,), index=tmp_path / "index")
        run(job)
        same_part(job.out, tmp_path / "whole", f"{k}.jsonl", (rows[:30], rows[30:])[k])
    with pytest.raises(StoreError, match=r'was made with reference "2 documents, .*", and this run has "none"'):
        run(Job((write(tmp_path / "3.jsonl", records(3, 9)),), tmp_path / "out3", steps=DEDUP, index=tmp_path / "index"))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Job, Job]:
    """Two updates of one index, of which the first is done."""
    rows = records(40, 3)
    first, second = (write(tmp_path / f"{k}.jsonl", part) for k, part in enumerate((rows[:20], rows[20:])))
    done = Job((first,), tmp_path / "out0", steps=ALL, index=tmp_path / "index")
    run(done)
    return done, replace(done, inputs=(second,), out=tmp_path / "out1")


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_corpus_that_is_in_the_index_gets_the_same_answer_again(two: tuple[Job, Job], tmp_path: Path) -> None:
    """As after a kill between the update of the index and the last rename of OUT."""
    for job in (two[1], *two):
        run(replace(job, out=tmp_path / "again"))
        if job.out.exists():
            assert everything(tmp_path / "again") == everything(job.out)
        (tmp_path / "again").rename(job.out) if not job.out.exists() else shutil.rmtree(tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.jsonl", "1.jsonl", "index", "out0", "out1"]


def test_an_id_of_an_earlier_corpus_is_told(two: tuple[Job, Job], tmp_path: Path) -> None:
    clash = write(tmp_path / "2.jsonl", [{"id": "a", "text": "新的"}, {"id": "第3篇", "text": "也是新的"}])
    with pytest.raises(InputError, match=r'2.jsonl:2: the id "第3篇" is taken: .*index has it from .*0.jsonl'):
        run(replace(two[1], inputs=(clash,)))
    summary = run(replace(two[1], inputs=(clash,), config=Config(input=InputConfig(on_error="skip"))))
    assert (summary.read, summary.kept, summary.rejected) == (2, 1, 1)
    assert [line["line"] for line in read(two[1].out / "rejected.jsonl")] == [2]


MISFITS: dict[str, tuple[Config, Steps, str]] = {
    "a key": (Config(dedup=DedupConfig(threshold=0.8)), ALL, "made with dedup.threshold 0.7, and this run has 0.8"),
    "a key of a rule": (Config(clean=CleanConfig(max_risk="exact")), ALL, 'made with max_risk "guess", and this run has "exact"'),
    "other steps": (Config(), DEDUP, r'made with steps \["clean", "dedup", "passages"\], and this run has \["dedup"\]'),
}


@pytest.mark.parametrize("name", MISFITS)
def test_other_parameters_are_refused(two: tuple[Job, Job], tmp_path: Path, name: str) -> None:
    config, steps, message = MISFITS[name]
    with pytest.raises(StoreError, match=f"index: the index was {message}: run with the same, or name another index"):
        run(replace(two[1], config=config, steps=steps))
    assert not list(tmp_path.glob("out1*"))


def test_a_guard_is_no_parameter(two: tuple[Job, Job]) -> None:
    run(replace(two[1], config=Config(dedup=DedupConfig(max_cluster_share=0.9))))


def test_a_guard_judges_the_new_documents(tmp_path: Path) -> None:
    first = write(
        tmp_path / "0.jsonl", [{"id": f"{k}", "text": "".join(random.Random(k).choices(HAN, k=30))} for k in range(3000)]
    )
    second = write(tmp_path / "1.jsonl", [{"id": f"b{k}", "text": "同一句话，说了又说。"} for k in range(1100)])
    job = Job((first,), tmp_path / "out0", steps=DEDUP, index=tmp_path / "index")
    run(job)
    with pytest.raises(GuardError, match="one cluster holds 1100 of 1100 documents"):
        run(replace(job, inputs=(second,), out=tmp_path / "out1"))


def alter(index: Path, sql: str) -> None:
    import duckdb

    with duckdb.connect(str(index)) as connection:
        connection.execute(sql)


def damage(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[20_000::97] = b"\x55" * len(data[20_000::97])
    index.write_bytes(data)


BROKEN = {
    "newer": (
        lambda path: alter(path, "update about set value = '2' where key = 'index version'"),
        "is of version 2, this .* 1: update",
    ),
    "of something else": (
        lambda path: (path.unlink(), alter(path, "create table t (x integer)")),
        "is no index of corpusclean: name another",
    ),
    "text": (lambda path: path.write_text("not an index" * 1000), "is no index of corpusclean: name another file"),
    "empty": (lambda path: path.write_bytes(b""), "is no index of corpusclean: name another file"),
    "damaged": (damage, "cannot be read; it may be damaged: put back a copy, or remove it and run the earlier corpora again"),
    "cut off": (lambda path: os.truncate(path, path.stat().st_size // 2), "cannot be read; it may be damaged: put back a copy"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "cannot be opened or written"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_index_is_one_line(two: tuple[Job, Job], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    spoil, message = BROKEN[name]
    spoil(tmp_path / "index")  # type: ignore[no-untyped-call]
    assert main(["run", *two[1].inputs, "-o", str(two[1].out), "--index", str(tmp_path / "index"), "-q"]) == 6
    said = capsys.readouterr().err
    assert re.search(message, said) and said.count("\n") == 1, said
    assert not two[1].out.exists()


def test_an_index_in_use_is_told(two: tuple[Job, Job], tmp_path: Path) -> None:
    hold = f"import duckdb; c = duckdb.connect({str(tmp_path / 'index')!r}); print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=rf"in use by another process \(PID {other.pid}\): wait for it to end"):
            run(two[1])
        other.communicate("\n")
    run(two[1])


def test_out_does_not_hold_the_index(two: tuple[Job, Job], tmp_path: Path) -> None:
    for place in (tmp_path / "out1" / "index", tmp_path / "out1"):
        with pytest.raises(OutputError, match="holds the index"):
            run(replace(two[1], index=place))


def test_an_error_leaves_the_index_as_it_was(two: tuple[Job, Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise CorpusCleanError("no")

    with monkeypatch.context() as patch, pytest.raises(CorpusCleanError):
        patch.setattr("corpusclean.run.write_output", fails)
        run(two[1])
    summary = run(two[1])
    assert (summary.index["corpus"], summary.index["earlier_documents"]) == (2, 20)


DIE = "import os, signal; die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
MOMENTS = {
    "before the update is committed": "from corpusclean.dedup.index import Index; Index.finish = die",
    "after it is committed": "import corpusclean.run as r; r.publish = die",
    "before the tables of a new index are filled": "import json, types, corpusclean.dedup.index as i; i.json = types.SimpleNamespace(dumps=die, loads=json.loads)",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_the_worst_moment(tmp_path: Path, moment: str) -> None:
    rows = records(30, 4)
    paths = [write(tmp_path / f"{k}.jsonl", part) for k, part in enumerate((rows[:15], rows[15:]))]
    for name in ("index", "other"):
        for k, path in enumerate(paths):
            arguments = ("dedup", path, "-o", str(tmp_path / f"{name}{k}"), "--index", str(tmp_path / name), "-q")
            if name == "index":
                killed = start(*arguments, before=DIE + MOMENTS[moment])
                assert killed.wait(60) == (-9 if k == 0 or "new" not in moment else 0)
            if not (tmp_path / f"{name}{k}").exists():
                assert main(list(arguments)) == 0
    for k in range(2):
        reports = [everything(tmp_path / f"{name}{k}") for name in ("index", "other")]
        assert reports[0] | {"report.json": b""} == reports[1] | {"report.json": b""}
