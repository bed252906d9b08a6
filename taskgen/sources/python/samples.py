"""Values for tests and examples: of the right type, readable, always the same."""

from __future__ import annotations

from datetime import datetime

from taskgen.annotations import Annotation, parse
from taskgen.naming import kebab, singular
from taskgen.sources.python.facts import TypeFacts
from taskgen.text import Value

_BY_ENDING = (
    (("url", "uri"), "https://example.com"),
    (("email", "email_address"), "someone@example.com"),
    (("hosts",), "http://localhost:9200"),
    (("host", "hostname", "server", "domain"), "example.com"),
    (("localpath", "filename", "file_path"), "data/report.csv"),
    (("remotepath", "directory", "folder"), "/data/report.csv"),
    (("connection_string", "conn_str", "dsn"), "a-connection-string"),
)


def sample(kind: TypeFacts, name: str, secret: bool = False) -> Value:
    """A value that the parameter accepts, as far as its type and its name tell.

    That of a secret is found nowhere else, so that tests can look for it.
    """
    if kind.values:
        return kind.values[0]
    if kind.fields:
        return {field: sample(inner, field, secret) for field, inner in kind.fields}
    if secret:
        return _secret(parse(kind.code), f"secret-{kebab(name)}")
    return _of(parse(kind.code), name)


def _secret(annotation: Annotation, text: str) -> Value:
    match annotation.name:
        case "bytes":
            return text.encode()
        case "dict" | "Dict":
            return {"key": text}
        case "list" | "List":
            return [text]
        case "Union":
            texts = [each for each in annotation.arguments if each.name == "str"]
            return _secret((texts or annotation.arguments)[0], text)
        case "Any" | "str":
            return text
    return _of(annotation, text)


def _of(annotation: Annotation, name: str) -> Value:
    match annotation.name:
        case "int":
            return 22 if name.endswith("port") else 1
        case "float":
            return 1.5
        case "bool":
            return True
        case "bytes":
            return kebab(name).encode()
        case "datetime":
            return datetime(2024, 1, 1)
        case "dict":
            return {"key": "value"}
        case "list":
            return [_text(singular(name))]
        case "List":
            return [_of(annotation.arguments[0], singular(name))]
        case "Dict":
            key, value = annotation.arguments
            return {str(_of(key, "key")): _of(value, "value")}
        case "Union":
            texts = [each for each in annotation.arguments if each.name == "str"]
            return _of((texts or annotation.arguments)[0], name)
    return _text(name)


def _text(name: str) -> str:
    for endings, value in _BY_ENDING:
        if name.endswith(endings):
            return value
    plain = name.removesuffix("_id").removesuffix("_name")
    return f"my-{kebab(plain)}" if plain != name else kebab(name) or "text"
