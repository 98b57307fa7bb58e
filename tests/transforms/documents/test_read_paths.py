"""Reading: names, links, folders, and what can't be opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from reading import TEXT, only_reject, read, written

from transforms.documents.read import read_source
from warehouse.schema.errors import SourceError


def test_a_path_that_does_not_exist_is_an_error_with_advice(tmp_path):
    with pytest.raises(SourceError, match="does not exist: check"):
        list(read_source(tmp_path / "nothing"))


def test_a_glob_without_a_match_is_an_error_with_advice(tmp_path):
    with pytest.raises(SourceError, match="nothing matches"):
        list(read_source(tmp_path / "*.txt"))


def test_an_address_is_an_error_with_advice():
    with pytest.raises(SourceError, match="not fetched"):
        list(read_source(Path("https://tarnpost.example/flood")))


def test_an_empty_folder_gives_nothing(tmp_path):
    assert read(tmp_path) == ([], [], [])


def test_an_unknown_format_is_refused(tmp_path):
    assert only_reject(written(tmp_path / "a.docx", b"PK..")).code == "unknown_format"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = written(tmp_path / "elsewhere" / "secret.txt", TEXT)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(secret)
    (folder / "b").symlink_to(secret.parent)
    records, rejects, _ = read(folder)
    assert records == []
    assert [(r.code, r.source_path) for r in rejects] == [
        ("link_outside", "a.txt"),
        ("link_outside", "b"),
    ]


def test_links_in_circles_and_to_nothing_end(tmp_path):
    written(tmp_path / "a.txt", TEXT)
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    records, rejects, _ = read(tmp_path)
    assert len(records) == 1
    assert {reject.code for reject in rejects} <= {"unreadable", "link_outside"}
    assert {reject.source_path for reject in rejects} == {"self.txt", "gone.txt"}


def test_pipes_and_sockets_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)
        try:
            listener.bind("s.txt")
        finally:
            os.chdir(here)
        _, rejects, _ = read(tmp_path)
    assert [reject.code for reject in rejects] == ["not_a_file"] * 2


def test_an_unreadable_file_and_folder_are_refused(tmp_path, monkeypatch):
    written(tmp_path / "a.txt", TEXT)
    written(tmp_path / "shut" / "b.txt", TEXT)
    written(tmp_path / "z.txt", TEXT)
    path_open, scandir = Path.open, os.scandir

    def guarded_open(self, *args, **kwargs):
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return path_open(self, *args, **kwargs)

    def guarded_scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(Path, "open", guarded_open)
    monkeypatch.setattr(os, "scandir", guarded_scandir)
    records, rejects, _ = read(tmp_path)
    assert [record.source_path for record in records] == ["z.txt"]
    assert [(r.code, r.source_path) for r in rejects] == [
        ("unreadable", "a.txt"),
        ("unreadable", "shut"),
    ]


def test_a_root_folder_that_cannot_be_listed_is_an_error(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceError, match="can't be listed"):
        list(read_source(tmp_path))


def test_file_names_with_newlines_and_dots_stay_apart_and_harmless(tmp_path):
    for name in ("a\nb.txt", "a\\nb.txt", "x..txt.txt", "…\u202e.txt", "a b'--.txt"):
        written(tmp_path / name, TEXT)
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT))
    records, rejects, _ = read(tmp_path)
    paths = [record.source_path for record in records + rejects]
    assert len(set(paths)) == len(paths)
    assert all(path.isprintable() and path.encode() for path in paths)
