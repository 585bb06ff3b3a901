"""The run as a whole: equal bytes whatever the workers, and going on after a kill."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from words import WORDS

from corpusclean.config import CleanConfig, Config, InputConfig, PassagesConfig
from corpusclean.errors import InputError, StoreError
from corpusclean.io import line_blocks
from corpusclean.run import Job, run
from corpusclean.run import cleaning_step as step


def corpus(path: Path, documents: int, seed: int = 1) -> Path:
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = "".join(rng.choices(WORDS, k=rng.randint(20, 200)))
            file.write(json.dumps({"id": f"文{number}", "text": text, "n": number}, ensure_ascii=False) + "\n")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "BLOCK_BYTES", 20_000)
    monkeypatch.setattr(line_blocks, "SAMPLE_BYTES", 20_000)


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, small_blocks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "a.jsonl", 200)
    run(Job((str(source),), tmp_path / "whole"))
    done: list[int] = []
    clean_block = step.clean_block

    def stops_at_third(block, **options):  # type: ignore[no-untyped-def]
        if block.number == 3 and len(done) == 3:
            raise KeyboardInterrupt
        done.append(block.number)
        return clean_block(block, **options)

    monkeypatch.setattr(step, "clean_block", stops_at_third)
    with pytest.raises(KeyboardInterrupt):
        run(Job((str(source),), tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    manifest = tmp_path / "out.partial" / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes() + b'{"number": 3, "inp')
    (tmp_path / "out.partial" / "000001.arrow").write_bytes(b"damaged")
    done.append(-1)
    run(Job((str(source),), tmp_path / "out"))
    assert done[:4] == [0, 1, 2, -1]
    assert done[4:6] == [1, 3], "0 and 2 are not worked on again, the damaged 1 is"
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert not (tmp_path / "out.partial").exists()


def test_another_configuration_or_input_is_told(tmp_path: Path, small_blocks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "a.jsonl", 100)

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("corpusclean.run.choose_documents", lambda *_, **__: stops())
    with pytest.raises(KeyboardInterrupt):
        run(Job((str(source),), tmp_path / "out"))
    other = Config(clean=CleanConfig(max_risk="exact"))
    with pytest.raises(StoreError, match=r"begun with another configuration \(max_risk 'guess' -> 'exact'\)"):
        run(Job((str(source),), tmp_path / "out", other))
    corpus(source, 100, seed=2)
    with pytest.raises(StoreError, match="the input has changed since this run was begun"):
        run(Job((str(source),), tmp_path / "out"))


def test_an_error_in_a_worker_arrives_whole(tmp_path: Path, small_blocks: None) -> None:
    source = corpus(tmp_path / "a.jsonl", 200)
    with source.open("a") as file:
        file.write("{broken}\n")
    with pytest.raises(InputError) as caught:
        run(Job((str(source),), tmp_path / "out", workers=2))
    assert (caught.value.path, caught.value.line) == (source, 201)
    assert not (tmp_path / "out.partial").exists()


def test_documents_in_are_kept_dropped_or_rejected(tmp_path: Path, small_blocks: None) -> None:
    source = corpus(tmp_path / "a.jsonl", 100)
    with source.open("a") as file:
        file.write('{broken}\n{"id": "文5", "text": "again"}\n{"id": 7, "text": ""}\n')
    summary = run(Job((str(source),), tmp_path / "out", Config(input=InputConfig(on_error="skip"))))
    assert (summary.read, summary.rejected) == (103, 2)
    assert summary.kept + summary.dropped == 101


def test_boilerplate_that_is_removed_across_documents_is_told(tmp_path: Path) -> None:
    shared = "凡因不可抗力造成的延误，任何一方均不承担责任；受影响的一方应当在十五日内书面通知对方，并提供有关证明。"
    rng = random.Random(3)
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        for number in range(8):
            text = f"{''.join(chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(80))}。\n{shared}"
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
    config = Config(passages=PassagesConfig(across="remove", boilerplate_places=4))
    summary = run(Job((str(tmp_path / "a.jsonl"),), tmp_path / "out", config))
    assert [(match.left.document_id, match.right.document_id) for match in summary.removed] == [
        ("0", str(k)) for k in range(1, 8)
    ]
    texts = [json.loads(line)["text"] for line in (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [shared in text for text in texts] == [True] + [False] * 7
