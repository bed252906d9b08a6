"""Feeds real files, mutated without end, to what reads and edits other people's text.

    python benchmarks/fuzz.py                          # a minute of each subject
    python benchmarks/fuzz.py --seconds 3600 --seed 7  # longer, and otherwise
    python benchmarks/fuzz.py --only docstrings
    python benchmarks/fuzz.py --outline FILE           # with a library's own outline too
    python benchmarks/fuzz.py --round-trips            # edits of what is not mutated, each checked

The files are those of the installed Prefect. What is mutated may be refused with a `TaskgenError`;
anything else that is raised, ten seconds without an answer, or a gigabyte more of memory is a
fault, and is shown with the seed that makes it again.

A round trip adds classes to every package of Prefect's tasks and to every page of the outline, and
checks what Python or `toml` read then: what was there and what was added, and nothing else. Every
line that is not of the list that was extended has to be there, byte for byte.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import toml

from taskgen.cli.sources import Source
from taskgen.cli.sources import module_model as model_of
from taskgen.contribution import contribution
from taskgen.docstrings.read import read
from taskgen.documents import load_yaml
from taskgen.library.exports import add_exports
from taskgen.library.extras import add_extra
from taskgen.library.imports import Import
from taskgen.library.layout import new_layout
from taskgen.library.modules import Definition, extend_module
from taskgen.library.outline import add_classes
from taskgen.lint.engine import lint
from taskgen.lint.settings import LintSettings
from taskgen.plan import Plan
from taskgen.problems import TaskgenError
from taskgen.sources.botocore.data import DataFolders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.spec import ModuleSpec
from taskgen.tomlfiles.document import read_document

SPECS = Path(__file__).resolve().parents[1] / "generated" / "specs"
SECONDS = 10
"""After which a subject has hung."""
MEMORY = 1 << 30
MAX_MESSAGE = 4_000
MOST_SHOWN = 10
"""Faults of a subject; the others are counted."""

OUTLINE = """\
extension = ".md"

[pages.tasks.aws]
title = "AWS Tasks"
module = "prefect.tasks.aws"
classes = [
    "S3Download",
    # kept
    "S3Upload",
]

[pages.tasks.aws.functions]
a = 1

[pages.tasks."odd key"]
title = 'Odd \\\\ Tasks'
module = "prefect.tasks.odd"
classes = ["A", 'B'] # after

[pages.tasks.slack]
module = "prefect.tasks.slack"
[pages.tasks.slack.classes]
Slack = ["run"]

[pages.other]
text = \"\"\"
[pages.tasks.aws]
\"\"\"
"""
SETUP = 'from setuptools import setup\n\nsetup(extras_require={"aws": ["boto3 >= 1.9"], "x": []})\n'

MODEL = {
    "metadata": {"serviceFullName": "Things", "serviceId": "Things", "protocol": "json"},
    "operations": {
        "SendThing": {
            "name": "SendThing",
            "http": {"method": "POST", "requestUri": "/"},
            "documentation": "<p>Sends a <b>thing</b>.</p>",
            "input": {"shape": "Request"},
            "output": {"shape": "Response"},
        },
        "ListThings": {"name": "ListThings", "output": {"shape": "Response"}},
    },
    "shapes": {
        "Request": {
            "type": "structure",
            "required": ["Name"],
            "members": {
                "Name": {"shape": "Text", "documentation": "<p>The name.</p>"},
                "Size": {"shape": "Number"},
                "Tags": {"shape": "Tags"},
                "Node": {"shape": "Node"},
            },
        },
        "Response": {"type": "structure", "members": {"Things": {"shape": "Texts"}}},
        "Node": {"type": "structure", "members": {"Next": {"shape": "Node"}}},
        "Text": {"type": "string", "enum": ["one", "two"], "min": 1, "max": 9},
        "Texts": {"type": "list", "member": {"shape": "Text"}},
        "Tags": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
        "Number": {"type": "integer"},
    },
}
_WRONG: list[Any] = [
    None,
    0,
    -1,
    1e99,
    True,
    "",
    'x\n"""',
    [],
    {},
    [[]],
    [None],
    {"a": None},
    "string",
    10**30,
]
_WRONG += [{"$ref": "#/components/schemas/Nope"}, {"$ref": "#"}, {"$ref": "http://x/y"}]
_WRONG += ["structure", "SendThing", {"shape": "Nope"}, {"shape": 5}, {"shape": "Node"}, "Text"]
_OF_AN_ARRAY = re.compile(r"""(classes = )?\[?\s*(["']\w+["']\s*,?\s*)*\]?\s*(#.*)?\s*""")
_ODD = [
    *('"""', "'''", '"', "'", "\\", "\\N{", "{", "}", "[", "]", "(", ")", "#", ":", "=", ",", "-"),
    *(
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\f",
        "\v",
        "\x00",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u200b",
    ),
    *("\u202e", "\ud7ff", "\U0001f600", "é", "\uff43", "    ", " ", "- ", "Args:\n", "Returns:\n"),
    *(
        "class ",
        "def ",
        "return ",
        "async ",
        "match x:\n",
        "lambda: ",
        "import ",
        "from . import *",
    ),
    *("__all__ = ", "try:\n", "except ImportError:\n", "if 1:\n", "@", "**kwargs", "*", "...", "`"),
    *(":param x: ", "----\n", "9" * 400, "(" * 60, "[" * 60, "-" * 300, "a" * 3000, "self.x = x\n"),
]


def mutated(text: str, rng: random.Random, times: int = 6) -> str:
    """The text with some mistakes in it."""
    for _ in range(rng.randint(1, times)):
        kind = rng.randrange(8)
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice([1, 1, 3, 20, 300]))
        lines = text.split("\n")
        row = rng.randrange(len(lines))
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + rng.choice(_ODD) + text[at:]
        elif kind == 2:
            text = text[:at] + rng.choice(_ODD) + text[end:]
        elif kind == 3:
            text = "\n".join([*lines[:row], *lines[row : row + rng.choice([1, 5])], *lines[row:]])
        elif kind == 4:
            other = rng.randrange(len(lines))
            lines[row], lines[other] = lines[other], lines[row]
            text = "\n".join(lines)
        elif kind == 5:
            lines[row] = " " * rng.randrange(9) + lines[row].lstrip()
            text = "\n".join(lines)
        elif kind == 6:
            text = text.replace("\n", rng.choice(["\r\n", "\r", "\n\n"]), rng.choice([1, 5, -1]))
        else:
            text = text[:at] if rng.randrange(4) == 0 else text[:at] + text[at:end] + text[at:]
    return text


class Corpus:
    """Real texts of each kind."""

    def __init__(self, outline: Path | None):
        spec = find_spec("prefect")
        assert spec is not None
        assert spec.origin is not None
        tasks = Path(spec.origin).parent / "tasks"
        self.modules = {str(path): path.read_text() for path in sorted(tasks.rglob("*.py"))}
        self.packages = {name: text for name, text in self.modules.items() if "__init__" in name}
        self.document = load_yaml((SPECS / "bookshop.yaml").read_bytes(), "bookshop.yaml")
        self.outlines = [OUTLINE, *([outline.read_text()] if outline else [])]
        self.docstrings = [
            doc
            for text in self.modules.values()
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and (doc := ast.get_docstring(node))
        ]


def docstrings(corpus: Corpus, rng: random.Random) -> None:
    """The docstring reader; what it finds has to be where it says."""
    text = mutated(rng.choice(corpus.docstrings), rng)
    found = read(text)
    lines = text.count("\n") + text.count("\r") + 10
    for section in found.sections:
        for item in section.items:
            assert 1 <= item.line <= lines * 2, item
    assert read(text) == found


def modules(corpus: Corpus, rng: random.Random) -> None:
    """Adding a class to a module that somebody wrote."""
    text = mutated(rng.choice(list(corpus.modules.values())), rng)
    code = "class Added(Task):\n    def run(self, x: int = None):\n        return x"
    wanted = [Import("prefect", "Task"), Import("typing", "Any")]
    result = extend_module(text, "module.py", wanted, [Definition("Added", code)]).text
    ast.parse(result.encode())
    _only_added(text, result, 4)


def exports(corpus: Corpus, rng: random.Random) -> None:
    """Adding exports to a package that somebody wrote."""
    text = mutated(rng.choice(list(corpus.packages.values())), rng)
    result = add_exports(text, "__init__.py", "prefect.tasks.x.added", ["Added", "Another"])
    ast.parse(result.encode())


def outlines(corpus: Corpus, rng: random.Random) -> None:
    """Adding classes to an outline that somebody wrote."""
    text = mutated(rng.choice(corpus.outlines), rng)
    result = add_classes(text, "outline.toml", "aws", "AWS", "prefect.tasks.aws", ["Added"])
    assert "Added" in str(toml.loads(result.removeprefix("\ufeff")))


def setups(corpus: Corpus, rng: random.Random) -> None:
    """Adding an extra to a `setup.py` that somebody wrote."""
    result = add_extra(mutated(SETUP, rng), "setup.py", "jira", "jira >= 2")
    if result is not None:
        ast.parse(result.encode())


def documents(corpus: Corpus, rng: random.Random) -> None:
    """Reading TOML."""
    read_document(mutated(rng.choice(corpus.outlines), rng).encode("utf-8", "replace"), "x.toml")


def lint_facts(corpus: Corpus, rng: random.Random) -> None:
    """Linting a module: a rule that crashes is reported as one."""
    name, text = rng.choice(list(corpus.modules.items()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(mutated(text, rng).encode("utf-8", "surrogatepass"))
        report = lint([path], LintSettings(base=Path(folder)), cache=False)
    crashed = [finding for finding in report.findings if finding.code == "TG090"]
    assert not crashed, crashed


def models(corpus: Corpus, rng: random.Random) -> None:
    """Making tasks of a service model that somebody put beside botocore's own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "things/2024-01-01/service-2.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(_with_mistakes(MODEL, rng)))
        service = load_service("things", DataFolders((Path(folder),)))
        _compile(
            contribution(module_model(service, ModuleSpec("things")), new_layout(Path(folder)))
        )


def openapi(corpus: Corpus, rng: random.Random) -> None:
    """Making tasks of an OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "api.json"
        file.write_text(json.dumps(_with_mistakes(corpus.document, rng)))
        _compile(contribution(model_of(Source(openapi=file)), new_layout(Path(folder))))


def _compile(plan: Plan) -> None:
    for change in plan.changes:
        if change.path.suffix == ".py":
            ast.parse(change.after)


def _with_mistakes(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The document with values left out, or of another kind."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice([1, 1, 2])):
        at: Any = document
        path = rng.choice(list(_paths(document)))
        for key in path[:-1]:
            at = at[key]
        if rng.random() < 0.2:
            del at[path[-1]]
        else:
            at[path[-1]] = copy.deepcopy(rng.choice(_WRONG))
    return document


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


Subject = Callable[[Corpus, random.Random], None]
SUBJECTS: dict[str, Subject] = {
    "docstrings": docstrings,
    "modules": modules,
    "exports": exports,
    "outlines": outlines,
    "setups": setups,
    "documents": documents,
    "models": models,
    "openapi": openapi,
    "lint": lint_facts,
}


class TookTooLong(BaseException):
    """Not an `Exception`, so that nothing catches it on the way."""


def attempt(subject: Subject, corpus: Corpus, seed: int) -> tuple[str, str]:
    """How one mutation ended: `done`, `refused` or `fault`, and what the fault was."""

    def alarm(number: int, frame: object) -> None:
        raise TookTooLong

    signal.signal(signal.SIGALRM, alarm)
    signal.alarm(SECONDS)
    try:
        subject(corpus, random.Random(seed))
    except TaskgenError as error:
        message = str(error)
        if len(message) > MAX_MESSAGE or not message.replace("\n", "").isprintable():
            return "fault", f"a message that is too long or does not show: {message[:300]!r}"
        return "refused", ""
    except (Exception, TookTooLong):
        return "fault", traceback.format_exc(limit=-4)
    finally:
        signal.alarm(0)
    return "done", ""


def _only_added(before: str, after: str, most: int) -> None:
    """Every line of the one is in the other, but for some."""
    gone = Counter(before.splitlines()) - Counter(after.splitlines())
    assert sum(gone.values()) <= most, gone


def round_trips(corpus: Corpus) -> Iterator[str]:
    """Edits of real files; yields what is wrong with any."""
    refused: Counter[str] = Counter()
    for name, text in corpus.packages.items():
        package = ".".join(["prefect", *Path(name).parts[Path(name).parts.index("tasks") : -1]])
        for newline in ("\n", "\r\n"):
            source = text.replace("\n", newline)
            try:
                result = add_exports(source, name, f"{package}.added", ["Zed", "Added"])
            except TaskgenError as error:
                refused[error.problems[0].message] += newline == "\n"
                continue
            yield from (f"{name}: {fault}" for fault in _export_faults(source, result, package))
    for text in corpus.outlines:
        pages = toml.loads(text)["pages"]["tasks"]
        modules_ = [(key, page["module"]) for key, page in pages.items() if "module" in page]
        for key, module in [*modules_, ("fresh", "prefect.tasks.fresh")]:
            for newline in ("\n", "\r\n"):
                source = text.replace("\n", newline)
                try:
                    result = add_classes(source, "o.toml", key, "Fresh", module, ["Zed", "Added"])
                except TaskgenError as error:
                    refused[error.problems[0].message] += newline == "\n"
                    continue
                for fault in _outline_faults(source, result, key):
                    yield f"outline, page {key}: {fault}"
    for message, count in refused.items():
        print(f"  refused {count}: {message}")


def _export_faults(before: str, after: str, package: str) -> Iterator[str]:
    old, new = ast.parse(before), ast.parse(after)
    imported = {
        alias.name
        for node in ast.walk(new)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("added")
        for alias in node.names
    }
    if imported != {"Zed", "Added"}:
        yield f"{imported} are imported of {package}.added"
    listed, were = _listed(new), _listed(old)
    if were is not None and sorted(listed or []) != sorted([*were, "Zed", "Added"]):
        yield "`__all__` is not what it was and the added names"
    kept = [line for line in after.splitlines(keepends=True) if "Zed" not in line]
    gone = [line for line in before.splitlines(keepends=True) if line not in kept]
    if any("__all__" not in line for line in gone):
        yield f"lines are gone: {gone}"
    if "\r\n" in before and after.count("\n") != after.count("\r\n"):
        yield "line endings are mixed"


def _listed(tree: ast.Module) -> list[str] | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def _outline_faults(before: str, after: str, key: str) -> Iterator[str]:
    meant: dict[str, Any] = copy.deepcopy(toml.loads(before))
    found = toml.loads(after)
    page = found["pages"]["tasks"][key]
    if not {"Zed", "Added"} <= set(page["classes"]):
        yield "the classes are not there"
    known = meant["pages"]["tasks"].setdefault(key, dict(page, classes=[]))
    page["classes"] = known["classes"] = sorted(
        name for name in page["classes"] if name not in ("Zed", "Added")
    )
    if found != meant:
        yield "`toml` reads something else too"
    kept = [line for line in after.splitlines(keepends=True) if "Zed" not in line]
    gone = [line for line in before.splitlines(keepends=True) if line not in kept]
    # An array that is rewritten is in other lines; what it holds was compared above.
    if not all(_OF_AN_ARRAY.fullmatch(line) for line in gone):
        yield f"lines are gone: {gone}"
    if "\r\n" in before and after.count("\n") != after.count("\r\n"):
        yield "line endings are mixed"


def main() -> None:
    """Run it; exits with 1 if there was a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=SUBJECTS)
    parser.add_argument("--outline", type=Path)
    parser.add_argument("--round-trips", action="store_true")
    options = parser.parse_args()
    corpus = Corpus(options.outline)
    if options.round_trips:
        faults = list(round_trips(corpus))
        print("\n".join(faults) or "all else stayed the same")
        sys.exit(bool(faults))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_AS, (used + 4 * MEMORY, resource.RLIM_INFINITY))
    failed = False
    for name in [options.only] if options.only else SUBJECTS:
        failed |= _fuzz(name, corpus, options.seed, options.seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"peak memory {(peak - used) >> 20} MB above the corpus")
    sys.exit(failed or peak - used > MEMORY)


def _fuzz(name: str, corpus: Corpus, seed: int, seconds: float) -> bool:
    ends: Counter[str] = Counter()
    seen: set[str] = set()
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        seed += 1
        end, what = attempt(SUBJECTS[name], corpus, seed)
        ends[end] += 1
        if what and len(seen) < MOST_SHOWN and what[-60:] not in seen:
            seen.add(what[-60:])
            print(f"{name}, seed {seed}: {what[-2000:]}")
    print(f"{name}: {dict(ends)} in {time.monotonic() - started:.0f} s")
    return bool(ends["fault"])


if __name__ == "__main__":
    main()
