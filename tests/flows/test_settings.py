from __future__ import annotations

import pytest

from flows.settings import Settings, load_settings
from warehouse.schema.errors import SettingsError


def write(home, text):
    (home / "presstally.toml").write_text(text, encoding="utf-8")


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_settings(tmp_path) == Settings()


def test_the_file_is_read(tmp_path):
    write(tmp_path, "snippet_characters = 0\n")
    assert load_settings(tmp_path).snippet_characters == 0


def test_the_environment_overrules_the_file(tmp_path, monkeypatch):
    write(tmp_path, "processes = 2\n")
    monkeypatch.setenv("PRESSTALLY_PROCESSES", "1")
    assert load_settings(tmp_path).processes == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("snipet_characters = 100", "snipet_characters"),
        ("snippet_characters = 500", "snippet_characters"),
        ("processes = 0", "processes"),
        ("processes = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, named):
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=named):
        load_settings(tmp_path)


def test_settings_of_the_machine_do_not_count_as_settings_of_the_data(monkeypatch):
    monkeypatch.setenv("PRESSTALLY_PROCESSES", "7")
    assert "processes" not in Settings().of_data
