"""Addresses of articles in one normal form, and the domains they lie under."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from courlan import extract_domain, normalize_url

# One registered domain, many publishers: here the host names the outlet.
SHARED_HOSTS = (
    "blogspot.com",
    "ghost.io",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
)
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.IGNORECASE)

HOST_CHARACTERS = re.compile(r"[a-z0-9._-]+|\[[a-z0-9.:%]+\]")
"""All that a host in its ASCII form can hold, an IPv6 address in brackets too."""


def canonical_url(url: str | None) -> str | None:
    """The address without tracking parts, fragment, user name and closing slash.

    None for what is no http(s) address of a page: another scheme, no host, or a front
    page, which is the address of no article.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        host = parts.hostname.rstrip(".").encode("idna").decode("ascii").lower()
        if ":" in host:
            # `hostname` takes the brackets off an IPv6 address.
            host = f"[{host}]"
        if not HOST_CHARACTERS.fullmatch(host):
            return None
        bare = urlunsplit(
            (parts.scheme.lower(), host + port, parts.path, parts.query, "")
        )
        normal = normalize_url(bare, strict=False, trailing_slash=False)
        path, query = urlsplit(normal).path, urlsplit(normal).query
    except ValueError:
        return None
    return normal if query or path.strip("/") else None


def domain_of(url: str | None) -> str | None:
    """The registered domain of an address, or the host where publishers share one."""
    if not url:
        return None
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return host_domain(host) if host else None


@lru_cache(maxsize=100_000)
def host_domain(host: str) -> str | None:
    """The registered domain of a host name; None where it is none."""
    host = host.lower().strip(".")
    if not HOST.fullmatch(host) or host.replace(".", "").isdigit():
        return None
    host = host.removeprefix("www.")
    if host.endswith(tuple("." + shared for shared in SHARED_HOSTS)):
        return host
    domain = extract_domain(f"https://{host}/")
    # Suffixes outside the public list (.example, .test, intranets) have two parts.
    return domain or ".".join(host.split(".")[-2:])
