"""Whatever stands in presstally.toml: settings, or what is wrong with them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import retrieval_time
from flows.settings import SETTINGS_FILE, Settings, load_settings
from warehouse.schema.errors import SettingsError

NAME = st.sampled_from([*Settings.model_fields, "other", ""])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)


def written(value: object) -> str:
    """A value as TOML writes it, or something near it."""
    return "nan" if value is None else json.dumps(value).replace("NaN", "nan")


def outcome(call, argument):
    """What a call returned, or None and what it refused its argument with."""
    try:
        return call(argument), ""
    except SettingsError as error:
        return None, str(error)


@given(entries=st.lists(st.tuples(NAME, PLAIN), max_size=4))
def test_fuzz_any_value_of_a_setting_is_taken_or_refused(tmp_path, entries):
    lines = (f"{name} = {written(value)}\n" for name, value in entries)
    (tmp_path / SETTINGS_FILE).write_text("".join(lines), encoding="utf-8")
    settings, refusal = outcome(load_settings, tmp_path)
    if settings is None:
        assert SETTINGS_FILE in refusal
        return
    assert load_settings(tmp_path) == settings
    assert settings.max_page_megabytes >= 1
    assert 0 <= settings.snippet_characters <= 200


@given(content=st.binary(max_size=60))
def test_fuzz_any_bytes_as_settings_are_taken_or_refused(tmp_path, content):
    (tmp_path / SETTINGS_FILE).write_bytes(content)
    settings, refusal = outcome(load_settings, tmp_path)
    assert settings or SETTINGS_FILE in refusal


@given(value=st.text(max_size=20) | st.datetimes(timezones=st.timezones()).map(str))
def test_fuzz_any_time_of_retrieval_is_a_time_in_utc_or_refused(value):
    at, refusal = outcome(retrieval_time, value)
    assert "--retrieved-at" in refusal if at is None else not at.utcoffset()


def test_a_time_of_retrieval_before_the_calendar_is_refused():
    with pytest.raises(SettingsError, match="--retrieved-at"):
        retrieval_time("0001-01-01T00:00:00+14:00")
