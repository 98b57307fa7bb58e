"""Bytes of unknown encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.documents.decode import decode, sniff_encoding
from transforms.documents.record import RefusedError

PROSE = (
    "The café on the quay lost £2,000 – “all of it”, the owner’s brother said.\n" * 3
)


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("cp1252", b""),
    ],
)
def test_prose_comes_back_from_the_encodings_of_the_web(encoding, bom):
    decoded = decode(bom + PROSE.encode(encoding))
    assert decoded.text == PROSE
    assert decoded.encoding == encoding


def test_latin_1_is_read_as_browsers_read_it():
    text = "El alcalde de Montaña Alta pidió 3.000 € más.".replace("€", "euros")
    assert decode(text.encode("latin-1")).text == text


def test_cyrillic_of_windows_is_detected():
    text = "Мэр города сообщил, что без воды остались две тысячи домов. " * 5
    assert decode(text.encode("cp1251")).text == text


def test_a_page_says_its_own_charset():
    page = '<html><meta charset="shift_jis"><p>二千世帯が断水した。</p></html>'
    decoded = decode(page.encode("shift_jis"), html=True)
    assert decoded.text == page
    assert decoded.encoding == "cp932"


def test_a_page_that_names_a_charset_wrongly_is_read_as_utf_8():
    page = '<meta charset="iso-8859-1"><p>café, £5</p>'
    assert decode(page.encode(), html=True).text == page


@pytest.mark.parametrize("charset", ["base64", "rot13", "no-such-code", "hex"])
def test_a_charset_that_is_none_is_not_obeyed(charset):
    page = f'<meta charset="{charset}"><p>café</p>'
    assert decode(page.encode(), html=True).text == page


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"abc\x00def", "binary"),
        (b"\xff\xfe\x00", "encoding"),
        ("the café closed".encode().replace(b"\xa9 ", b"s "), "encoding"),
        ("Grün – ja".encode() + b"\xe2\x80", "encoding"),
        (bytes(range(1, 9)) * 100, "binary"),
    ],
)
def test_what_no_encoding_explains_is_refused(raw, code):
    with pytest.raises(RefusedError) as caught:
        decode(raw)
    assert caught.value.code == code


def test_a_sample_that_ends_inside_a_character_is_no_error():
    raw = ("a" + "é" * 100).encode()
    assert sniff_encoding(raw[:100]) == "utf-8"


def tried(raw, **options):
    """The text, or the reason why there is none."""
    try:
        return decode(raw, **options).text, None
    except RefusedError as refused:
        return None, refused.code


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw):
    text, code = tried(raw, html=True)
    assert code in ("binary", "encoding") if text is None else "\x00" not in text


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text))
def test_utf_8_is_never_taken_for_anything_else(text):
    found, code = tried(text.encode("utf-8"))
    # A text that is full of control characters is no text.
    assert found == text.removeprefix("\ufeff") or code == "binary"
