"""The base URL of an operation."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from taskgen.conventions import names_a_secret
from taskgen.sources.openapi.document import Document, Found
from taskgen.sources.openapi.node import Node

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def url_to_fill(document: Document, found: Found) -> tuple[str, bool]:
    """The URL of a server with variables that have no default, and whether one of them is a secret.

    It is empty where there is none, or where `base_url` has a URL that is whole. One with a user in
    it is a secret, which is not shown.
    """
    if document.version == "2.0" or _is_whole(base_url(document, found)):
        return "", False
    for server in _servers(document, found):
        url = _filled(server)
        if _has_user(url):
            return "", True
        variables = _VARIABLE.findall(url)
        if variables and _is_whole(_VARIABLE.sub("x", url)):
            return url, any(map(names_a_secret, variables))
    return "", False


def base_url(document: Document, found: Found) -> str:
    """The URL that an operation's path is relative to, or what the document has of one.

    Of several servers it is the first that is a whole URL. Variables have their defaults, except
    for secrets, which have none that is worth anything, and for hosts that may be called anything:
    the default is somebody's. Where none is whole, it is the path that URLs end with, as in
    `/api/v1`, or nothing.
    """
    if document.version == "2.0":
        return _of_swagger(document, found)
    urls = [_filled(server) for server in _servers(document, found)]
    paths = [url for url in urls if _is_path(url)]
    return next((url for url in urls if _is_whole(url)), paths[0] if paths else "")


def _servers(document: Document, found: Found) -> list[Node]:
    for holder in (found.node, found.item, document.root):
        servers = holder.get("servers")
        if servers is not None and servers.value:
            return list(servers.items())
    return []


def _of_swagger(document: Document, found: Found) -> str:
    root = document.root
    host, path = root.text("host"), root.text("basePath").rstrip("/")
    schemes = found.node.raw("schemes") or root.raw("schemes")
    schemes = schemes if isinstance(schemes, list) else []
    scheme = "https" if "https" in schemes or not schemes else str(schemes[0])
    url = f"{scheme}://{host}{path}"
    return url if host and _is_whole(url) else path if _is_path(path) else ""


def _filled(server: Node) -> str:
    variables = server.get("variables")
    host = _host(server.text("url"))

    def default(found: re.Match[str]) -> str:
        variable = variables.get(found[1]) if variables else None
        if variable is None or names_a_secret(found[1]):
            return found[0]
        if found[0] in host and not variable.raw("enum"):
            return found[0]
        value = variable.raw("default")
        return str(value) if value is not None else found[0]

    return _VARIABLE.sub(default, server.text("url")).rstrip("/")


def _host(url: str) -> str:
    """The host of a URL that may have variables in it, without user and port."""
    authority = re.split(r"[/?#]", url.partition("://")[2])[0]
    return authority.rpartition("@")[2].partition(":")[0]


def _has_user(url: str) -> bool:
    return "@" in re.split(r"[/?#]", url.partition("://")[2])[0]


def _is_path(url: str) -> bool:
    return re.fullmatch(r"(?:/[\w.~-]+)+", url, re.ASCII) is not None


def _is_whole(url: str) -> bool:
    """Whether it is the URL of a server, with nothing in it that has to be filled in.

    A user and a password are no part of it, and behind a query or a fragment stands no path.
    """
    try:
        parts = urlsplit(url)
        plain = url.isascii() and url.isprintable() and not set(url) & set(' \\"<>{}@?#')
        return plain and parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
