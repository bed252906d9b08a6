"""Runs a generated test class against one version of its task after the other, in process.

Pytest needs 20 ms to collect and set up what takes 2 ms to run, so the test class is executed
with small stand-ins for the parts of pytest that the template uses; a test that asks for more
fails here at once. `mutation.py --verify` compares the verdicts with pytest's own.
"""

from __future__ import annotations

import ast
import inspect
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from time import perf_counter
from types import ModuleType, SimpleNamespace
from typing import Any

import botocore.httpsession
import pytest
from botocore.exceptions import EndpointConnectionError
from prefect.engine.signals import PrefectStateSignal

from mutants.mocks import Autospecs
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.render import kinds

PACKAGE = "mutated.tasks"
"""The package that the tasks' modules seem to be in."""

MAX_SECONDS = 2
"""A test takes milliseconds; what a mutant collects in its loop may not fill the memory."""

NO_NETWORK = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""The environment in which a mutant without credentials looks for none on the network."""


def prepare_process() -> None:
    """Makes the process one in which mutants can run: nothing on the network, logs nowhere."""

    def refuse(*args: object, **kwargs: object) -> None:
        # As it would fail where there is no network: a test that notices nothing else notices this.
        raise EndpointConnectionError(endpoint_url="https://no.network")

    botocore.httpsession.URLLib3Session.send = refuse
    os.environ.update(NO_NETWORK)
    # Prefect's own handlers write to the terminal and to Prefect Cloud; caplog's is the root's.
    logging.getLogger("prefect").handlers.clear()
    logging.getLogger().handlers[:] = [logging.NullHandler()]


@dataclass(frozen=True, slots=True)
class Case:
    """A test method with the values of its parameters."""

    name: str
    function: Callable[..., None]
    values: Mapping[str, object]


@dataclass(slots=True)
class Suite:
    """The tests of one task, ready to run against any version of it."""

    name: str
    module: ModuleType
    namespace: dict[str, Any]
    cases: list[Case]
    fixtures: dict[str, Callable[..., object]]
    autospecs: Autospecs
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, model: TaskModel, module: ModuleModel, tests: str | None = None) -> Suite:
        """The tests that are generated for the model, or others in their place."""
        tasks = _module(f"{PACKAGE}.{module.package}.{module.module}")
        for imported in kinds.task_imports([model]):
            _import(tasks.__dict__, *imported)
        namespace: dict[str, Any] = {}
        for imported in kinds.test_imports([model], module, PACKAGE):
            if imported[0] != tasks.__name__:
                _import(namespace, *imported)
        namespace["pytest"] = _Pytest
        autospecs = Autospecs()
        if "create_autospec" in namespace:
            namespace["create_autospec"] = autospecs
        # The class names its task when it is made; `load` brings the one to be tested.
        namespace[model.name] = None
        classes = (source for _, source in kinds.test_classes([model], module, PACKAGE))
        exec(tests or "\n\n\n".join(classes), namespace)
        test_class = namespace[f"Test{model.name}"]
        methods = inspect.getmembers(test_class, inspect.isfunction)
        cases = [
            Case(f"{name}[{index}]", function, values)
            for name, function in methods
            if name.startswith("test")
            for index, values in enumerate(getattr(function, "parameters", [{}]))
        ]
        fixtures: dict[str, Callable[..., object]] = {
            name: f for name, f in methods if getattr(f, "is_fixture", False)
        }
        namespace["test class"] = test_class
        return cls(model.name, tasks, namespace, cases, fixtures, autospecs)

    def load(self, tree: ast.ClassDef) -> None:
        """Makes this version of the task the one that the tests see."""
        code = compile(ast.Module([tree], []), f"<{self.name}>", "exec")
        exec(code, self.module.__dict__)
        self.namespace["test class"].task_class = self.module.__dict__[self.name]

    def failure(self, first: Sequence[str] = ()) -> str:
        """The name of a test that fails, or nothing where all pass.

        Args:
            first: the names of tests to begin with; after them comes the fastest.
        """
        rank = {name: index for index, name in enumerate(first)}
        order = sorted(
            self.cases, key=lambda case: (rank.get(case.name, len(rank)), self.seconds[case.name])
        )
        return next((case.name for case in order if self.error(case) is not None), "")

    def time(self) -> str:
        """Runs all tests, to know which are fast; what fails, as text."""
        problems = []
        for case in self.cases:
            start = perf_counter()
            error = self.error(case)
            self.seconds[case.name] = perf_counter() - start
            if error is not None:
                problems.append(f"{case.name}: {type(error).__name__}: {error}")
        return "\n".join(problems)

    def error(self, case: Case) -> BaseException | None:
        """What the test raises, or None where it passes."""
        instance = self.namespace["test class"]()
        with _fixtures(self.fixtures, instance) as fixture:
            try:
                arguments = dict(case.values)
                for name in list(inspect.signature(case.function).parameters)[1:]:
                    if name not in arguments:
                        arguments[name] = fixture(name)
                with _time_limit():
                    case.function(instance, **arguments)
            except (Exception, PrefectStateSignal, pytest.fail.Exception) as error:
                return error
            finally:
                self.autospecs.restore()
        return None


@contextmanager
def _time_limit() -> Iterator[None]:
    """Ends what runs for ever, as a mutant does whose loop has lost what ends it."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"the test ran for {MAX_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Pytest:
    """The parts of pytest that generated tests use."""

    raises = staticmethod(pytest.raises)

    @staticmethod
    def fixture(function: Callable[..., object]) -> Callable[..., object]:
        """Marks a fixture."""
        function.is_fixture = True  # type: ignore[attr-defined]
        return function

    class mark:  # noqa: N801 - it is pytest's name
        """Pytest's marks."""

        @staticmethod
        def parametrize(
            name: str, values: list[object]
        ) -> Callable[[Callable[..., None]], Callable[..., None]]:
            """Notes one parameter's values."""
            assert name.isidentifier(), name

            def mark(function: Callable[..., None]) -> Callable[..., None]:
                before = getattr(function, "parameters", [{}])
                function.parameters = [  # type: ignore[attr-defined]
                    {**others, name: value} for value in values for others in before
                ]
                return function

            return mark


class _LogCapture:
    """What generated tests use of pytest's `caplog`."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        self.handler = logging.StreamHandler(self._stream)
        self.handler.setFormatter(logging.Formatter("%(levelname)s %(name)s:%(message)s"))
        self._levels: list[tuple[logging.Logger, int]] = []
        logging.getLogger().addHandler(self.handler)

    @property
    def text(self) -> str:
        """All that was logged."""
        return self._stream.getvalue()

    def set_level(self, level: int | str, logger: str | None = None) -> None:
        """Sets a logger's level for the time of the test."""
        chosen = logging.getLogger(logger)
        self._levels.append((chosen, chosen.level))
        chosen.setLevel(level)

    def undo(self) -> None:
        """Ends the test."""
        for logger, level in reversed(self._levels):
            logger.setLevel(level)
        logging.getLogger().removeHandler(self.handler)


@contextmanager
def _fixtures(
    own: Mapping[str, Callable[..., object]], instance: object
) -> Iterator[Callable[[str], Any]]:
    """A function that gives the fixture of a name, for the time of one test."""
    made: dict[str, Any] = {}
    out, err = io.StringIO(), io.StringIO()
    endings: list[Generator[object, None, None]] = []

    def fixture(name: str) -> Any:
        if name not in made:
            if name == "monkeypatch":
                made[name] = pytest.MonkeyPatch()
            elif name == "caplog":
                made[name] = _LogCapture()
            elif name == "capsys":
                made[name] = SimpleNamespace(readouterr=lambda: (out.getvalue(), err.getvalue()))
            else:
                function = own[name]
                wanted = list(inspect.signature(function).parameters)[1:]
                value = function(instance, *(fixture(each) for each in wanted))
                if isinstance(value, Generator):
                    endings.append(value)
                    value = next(value)
                made[name] = value
        return made[name]

    with redirect_stdout(out), redirect_stderr(err):
        try:
            yield fixture
        finally:
            for ending in reversed(endings):
                next(ending, None)
            for name in ("monkeypatch", "caplog"):
                if name in made:
                    made[name].undo()


def _module(name: str) -> ModuleType:
    """A module of this name, and the packages it is in."""
    parts = name.split(".")
    for index in range(1, len(parts) + 1):
        dotted = ".".join(parts[:index])
        module = ModuleType(dotted)
        if index < len(parts):
            module = sys.modules.setdefault(dotted, module)
        sys.modules[dotted] = module
        if index > 1:
            setattr(sys.modules[".".join(parts[: index - 1])], parts[index - 1], module)
    return sys.modules[name]


def _import(namespace: dict[str, Any], origin: str, name: str, alias: str = "") -> None:
    end = f" as {alias}" if alias else ""
    exec((f"from {origin} import {name}" if origin else f"import {name}") + end, namespace)
