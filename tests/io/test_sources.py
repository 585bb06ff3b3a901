"""Which files an INPUT stands for, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpusclean.errors import InputError
from corpusclean.io.paths import STDIN
from corpusclean.io.sources import find_sources


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("字", encoding="utf-8")


def test_a_folder_gives_its_known_files_in_order_and_tells_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.jsonl.gz", "c.pdf", "sub/d.txt", ".hidden.txt")
    listing = find_sources([str(tmp_path)])
    assert [(one.name, one.format, one.compression) for one in listing.sources] == [
        ("a.jsonl.gz", "jsonl", "gz"),
        ("b.txt", "text", ""),
    ]
    assert {Path(path).name: why for path, why in listing.left_out.items()} == {
        "c.pdf": "unknown format",
        "sub": "subfolder (read with --recursive)",
    }
    assert [one.name for one in find_sources([str(tmp_path)], recursive=True).sources] == ["a.jsonl.gz", "b.txt", "sub/d.txt"]


def test_patterns_and_many_inputs_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path, "x/2.txt", "x/1.txt", "y.txt")
    given = [str(tmp_path / "y.txt"), str(tmp_path / "x" / "*.txt")]
    assert [one.name for one in find_sources(given).sources] == ["y.txt", "1.txt", "2.txt"]


def test_a_link_to_a_folder_above_is_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    listing = find_sources([str(tmp_path)], recursive=True)
    assert [one.name for one in listing.sources] == ["a/1.txt"]
    assert list(listing.left_out.values()) == ["link to a folder above it"]


def test_own_reports_of_an_earlier_run_are_no_input(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl")
    (tmp_path / "report.json").write_text('{\n  "made_by": "corpusclean"\n}')
    (tmp_path / "decisions.jsonl").write_text("{}")
    listing = find_sources([str(tmp_path)])
    assert [one.name for one in listing.sources] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("names", "given", "message"),
    [
        ((), "none", "none: no such file or folder"),
        ((), "*.jsonl", r"\*.jsonl: no file fits this pattern"),
        (("a.pdf",), "a.pdf", "a.pdf: is of no known format"),
        (("d/e/1.txt",), "d", "d: holds no .*; its subfolders are read with --recursive"),
        (("decisions.jsonl",), "decisions.jsonl", "has the name of a report"),
    ],
)
def test_refusals(tmp_path: Path, names: tuple[str, ...], given: str, message: str) -> None:
    write(tmp_path, *names)
    with pytest.raises(InputError, match=message):
        find_sources([str(tmp_path / given)])


def test_addresses_are_told_as_they_were_given() -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(InputError, match=r"^memory://no/such\.jsonl: no such file$"):
        find_sources(["memory://no/such.jsonl"])
    assert str(InputError("no record", path=STDIN, line=3)) == "<stdin>:3: no record"


def test_two_inputs_do_not_write_the_same_file(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt", "b/1.txt")
    with pytest.raises(InputError, match=r"b/1.txt: would be written to 1.txt, as .*a/1.txt is"):
        find_sources([str(tmp_path / "a"), str(tmp_path / "b")])
    with pytest.raises(InputError, match="is given twice"):
        find_sources([str(tmp_path / "a"), str(tmp_path / "a")])
