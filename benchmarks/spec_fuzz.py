"""Writes specs of all that can be said of an SDK's tasks, at random, and runs the generated tests.

    python benchmarks/spec_fuzz.py                         # a minute
    python benchmarks/spec_fuzz.py --seconds 600 --seed 7  # longer, and otherwise

A spec may be refused, with a `TaskgenError`. The tests of one that is accepted pass: that is the
law, and what breaks it is shown with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from mutants.runner import PACKAGE, Suite, prepare_process
from mutants.trees import TaskTree

from taskgen.problems import TaskgenError
from taskgen.sources.python.fits import misfits
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec
from taskgen.text import Value
from taskgen.tomlfiles import write as toml

SDK = """
class AcmeError(Exception): ...
class Model:
    def __init__(self, name, size=None, tags=None): ...
class Session:
    def run(self, key, limit=None, model=None, **options): ...
    def next(self, cursor): ...
    def commit(self): ...
    def close(self): ...
class Client:
    items: Session
    def __init__(self, server=None, token=None, **options): ...
    def session(self) -> Session: ...
    def get(self, key, limit=None, tags=None, model=None, body=None): ...
    def ask(self, key=None, **options): ...
    def commit(self): ...
    def close(self): ...
def connect(server=None, token=None) -> Client: ...
def load(key, limit=None, body=None): ...
"""

TYPES: dict[str, list[Value]] = {
    "str": ["", "a", "one"],
    "int": [0, 1, 7],
    "bool": [True, False],
    "float": [0.5],
    "List[str]": [[], ["a", "b"]],
    "dict": [{}, {"a": 1}],
    "Union[str, int]": ["a", 3],
    "Any": ["a"],
}
ERRORS = ["ValueError", "TypeError", "RuntimeError", "KeyError", "FAIL"]


class Writer:
    """Writes one spec."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.kwargs: dict[str, dict[str, Value]] = {}

    def chance(self, one_in: int) -> bool:
        """True, once in so many times."""
        return self.random.randrange(one_in) == 0

    def kwarg(self, name: str) -> dict[str, Value]:
        """What the spec says of a kwarg."""
        kind = self.random.choice(list(TYPES))
        said: dict[str, Value] = {"type": kind, "doc": "It is what it is."}
        if kind == "str" and self.chance(5):
            said["secret"] = True
        elif self.chance(3):
            said["given"] = self.random.choice(["init", "run"])
        if self.chance(3):
            said["required"] = True
        elif self.chance(3) and "secret" not in said:
            said["default"] = self.random.choice(TYPES[kind])
        elif self.chance(6) and kind == "str" and said.get("given") != "init":
            said["fallback"] = self.random.choice(
                [
                    "str(uuid4())",
                    "os.environ['A']",
                    "Secret('A').get()",
                    "'all'",
                    "prefect.context.a",
                ]
            )
        if self.chance(4):
            said["send"] = self.random.choice(["truthy", "always", "set"])
        if kind == "dict" and self.chance(2) and "given" not in said:
            said["merge"] = True
        if self.chance(4):
            said["sample"] = self.random.choice(TYPES[kind])
        return said

    def value(self, depth: int = 2) -> str:
        """An expression for an argument."""
        name = self.random.choice(list(self.kwargs))
        other = self.random.choice(list(self.kwargs))
        if depth == 0 or self.chance(3):
            return name
        inner = self.value(depth - 1)
        return self.random.choice(
            [
                f"f'{{{name}}}-{{{other}}}'",
                f"[{inner}]",
                f"{{'a': {inner}, 'b': {other}}}",
                f"{{'a': {inner}}}",
                f"{{'a': 1, **{name}}}",
                f"Model({inner}, size={other})",
                f"Model('m', tags={inner})",
                f"{name} or {inner}",
                f"{inner} if {other} else None",
                f"{name} if isinstance({name}, dict) else {{'text': {name}}}",
                f"[Model(each, size={other}) for each in {name}]",
                f"[{{'n': each, 'x': {inner}, 'y': f'{{{other}}}{{each}}'}} for each in {name}]",
                f"json.dumps({name})",
                f"str({name})",
                f"len({name})",
                f"{name}['a']",
                f"{name} + {other}",
                "'constant'",
                "3",
            ]
        )

    def condition(self) -> str:
        """A condition over kwargs."""
        one, other = (self.random.choice(list(self.kwargs)) for _ in range(2))
        literal = self.random.choice(["'a'", "1", "None", "True", "('a', 'b')", "'one'"])
        return self.random.choice(
            [
                f"not {one}",
                f"{one} is None",
                f"not {one} and not {other}",
                f"{one} and {other}",
                f"{one} is None or {other} is None",
                f"None in ({one}, {other})",
                f"{one} == {literal}",
                f"{one} not in ('a', 'one', 'my-{one.replace('_', '-')}')",
                f"len({one}) > 3",
                f"{one} and len({one}) > 30",
                f"'x' in {one} and not {other}",
                f"{one} > 3",
                f"isinstance({one}, str)",
                f"not {one} and {one} not in os.environ",
            ]
        )

    def spec(self) -> str:
        """The spec of one task."""
        for name in self.random.sample(["alpha", "beta", "gamma", "delta", "epsilon"], k=4):
            self.kwargs[name] = self.kwarg(name)
        of_client = not self.chance(5)
        task: dict[str, Value] = {"client": self.client()} if of_client else {}
        values: dict[str, Value] = {"made": self.value()} if self.chance(3) else {}
        if of_client and self.chance(4):
            values["session"] = "client.session()"
        if values:
            task["values"] = values
        task["call"] = self.call(of_client, values)
        steps = ["client.commit()", f"client.commit() if {self.value(0)} else client.close()"]
        if of_client:
            for key in ("first", "then", "finally"):
                if self.chance(4):
                    task[key] = [self.random.choice(steps)]
        checks: list[Value] = [
            {"when": self.condition(), "message": f"No {self.random.choice(['', '{alpha}'])}."}
            for _ in range(self.random.randrange(3))
        ]
        self.respond(task, checks, of_client)
        for check in checks:
            if self.chance(3) and isinstance(check, dict):
                check["error"] = self.random.choice(ERRORS)
        if checks:
            task["checks"] = checks
        if self.chance(4):
            catch: dict[str, Value] = {"exception": "AcmeError", "message": "It said {error}."}
            task["catches"] = [{**catch, "error": self.random.choice(ERRORS)}]
        if self.chance(4):
            task["logs"] = [f"Going on with {{{self.random.choice(list(self.kwargs))}}}."]
        return self.written(task)

    def client(self) -> str:
        """What makes the client."""
        arguments = [f"server={self.value(1)}"]
        if self.chance(2):
            arguments.append(f"token={self.value(0)}")
        return f"{self.random.choice(['Client', 'acme.connect'])}({', '.join(arguments)})"

    def call(self, of_client: bool, values: dict[str, Value]) -> str:
        """What the task calls."""
        arguments = [self.value()]
        options = ["limit", "tags", "model", "body"] if of_client else ["limit", "body"]
        function = "client.get" if of_client else "acme.load"
        if "session" in values and self.chance(2):
            function, options = "session.run", ["limit", "model", "other"]
        for name in self.random.sample(options, k=self.random.randrange(3)):
            arguments.append(f"{name}={'made' if 'made' in values else self.value()}")
        if function == "session.run" and self.chance(3):
            arguments.append(f"**{self.value(0)}")
        call = f"{function}({', '.join(arguments)})"
        if self.chance(6):
            return f"{call} if {self.value(0)} else acme.load({self.value(0)})"
        return f"{call}.value" if self.chance(6) else call

    def respond(self, task: dict[str, Value], checks: list[Value], of_client: bool) -> None:
        """What is returned, and what becomes of it."""
        again = self.random.choice(["client.get('x')", f"client.ask({self.value(0)})"])
        match self.random.randrange(7):
            case 0:
                task["response"] = {"state": "open", "n": 3}
                task["returns"] = self.random.choice(
                    ["result['n']", "result.get('m')", "result['state'] if result['n'] else None"]
                )
                when = self.random.choice(["result['state'] == 'closed'", "result['n'] > 5"])
                checks.append({"when": when, "message": "It is {result['n']}."})
            case 1:
                task["attributes"] = {"code": 200, "json()": {"id": 3}}
                task["returns"] = self.random.choice(["result.json()['id']", "result.code"])
                when = self.random.choice(["result.code != 200", "result.code >= 400"])
                checks.append({"when": when, "message": "It is {result.code}."})
            case 2:
                task["returns"] = self.random.choice(["nothing", "result.text", "str(result)"])
                task["then"] = ["result.raise_for_status()"]
                checks.append({"when": "not result", "message": "Nothing."})
            case 3 if of_client:
                task["response"] = {"state": "new"}
                task["poll"] = {
                    "ask": again,
                    "until": "result['state'] in ('done', 'failed')",
                    "every": self.random.choice(["10", self.value(0)]),
                    "response": {"state": "done"},
                }
                checks.append({"when": "result['state'] == 'failed'", "message": "Failed."})
            case 4 if of_client:
                task["response"] = {"items": [1], "next": "a"}
                task["pages"] = {
                    "items": "page['items']",
                    "until": self.random.choice(["not page['next']", "page['next'] is False"]),
                    "ask": f"client.ask({self.value(0)}, cursor=page['next'])",
                    "response": {"items": [2, 3], "next": self.random.choice([False, ""])},
                }
                task["returns"] = self.random.choice(
                    ["all", "[x + 1 for x in result]", "len(result)"]
                )

    def written(self, task: dict[str, Value]) -> str:
        """The spec as TOML."""
        used = str(task)
        kwargs = {name: said for name, said in self.kwargs.items() if name in used}
        lines = [
            'sdk = "acme"',
            'imports = ["import acme", "from acme import AcmeError, Client, Model"]',
            "[tasks.do]",
            *(f"{key} = {toml.value(value)}" for key, value in task.items()),
            *(f"kwargs.{name} = {toml.value(said)}" for name, said in kwargs.items()),
        ]
        return "\n".join(lines) + "\n"


def verdict(seed: int) -> tuple[str, str]:
    """What becomes of the spec of a seed: a word, and what is to be shown of it."""
    text = Writer(seed).spec()
    try:
        spec = read_spec(text.encode(), "acme.toml")
        module = module_model(spec)
        if misfits(module, spec):
            return "misfit", ""
        (model,) = module.tasks
        alone = replace(module, tasks=(model,))
        task = TaskTree.of(model, alone, PACKAGE)
        suite = Suite.of(model, alone)
        suite.load(task.tree)
        failing = suite.time()
    except TaskgenError as error:
        return "refused", str(error)
    except Exception as error:
        return "crashed", f"{type(error).__name__}: {error}\n{text}"
    return ("broken", f"{failing}\n{text}") if failing else ("fine", "")


def main(arguments: Sequence[str]) -> int:
    """Runs the program; 1 where a spec that is accepted has tests that fail."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--refusals", action="store_true", help="show why specs are refused")
    options = parser.parse_args(arguments)
    install()
    found: Counter[str] = Counter()
    end, seed = time.monotonic() + options.seconds, options.seed
    while time.monotonic() < end:
        word, told = verdict(seed)
        found[word] += 1
        if word in ("broken", "crashed") or (options.refusals and word == "refused"):
            print(f"seed {seed} is {word}:\n{told}\n", flush=True)
        seed += 1
    print(", ".join(f"{count} {word}" for word, count in sorted(found.items())))
    return 1 if found["broken"] or found["crashed"] else 0


def install() -> None:
    """Makes the SDK that the specs are for one that can be imported."""
    prepare_process()
    warnings.simplefilter("ignore")
    sdk = ModuleType("acme")
    exec(SDK, sdk.__dict__)
    for thing in vars(sdk).values():
        if isinstance(thing, type) or callable(thing):
            thing.__module__ = "acme"
    sys.modules["acme"] = sdk


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
