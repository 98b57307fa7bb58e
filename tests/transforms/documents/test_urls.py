"""Addresses and domains."""

from __future__ import annotations

import pytest

from transforms.documents.urls import canonical_url, domain_of


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "https://Courier.example/a/?utm_source=x&fbclid=y#top",
            "https://courier.example/a",
        ),
        ("HTTP://courier.example:80/a/", "http://courier.example/a"),
        ("https://courier.example/a?b=2&a=1", "https://courier.example/a?a=1&b=2"),
        ("https://ida:secret@courier.example/a", "https://courier.example/a"),
        ("https://courier.example:8443/a", "https://courier.example:8443/a"),
        (" https://courier.example/A ", "https://courier.example/A"),
    ],
)
def test_equal_pages_have_one_address(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "courier.example/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://courier.example/a",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://courier.example:999999/a",
        "https://courier.example/",
        "https://courier.example",
        "https://" + "a" * 300 + ".example/a",
    ],
)
def test_what_is_no_page_of_the_web_has_none(url):
    assert canonical_url(url) is None


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.courier.example/a", "courier.example"),
        ("https://news.courier.co.uk/a", "courier.co.uk"),
        ("https://tarn.substack.com/p/flood", "tarn.substack.com"),
        ("http://192.0.2.7/a", None),
        ("http://localhost/a", None),
        ("https://[::1", None),
        (None, None),
    ],
)
def test_a_domain_is_the_registered_one(url, domain):
    assert domain_of(url) == domain
