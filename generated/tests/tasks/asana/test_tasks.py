"""
Tests of the tasks for Asana.
"""

import re
import sys
from copy import deepcopy
from datetime import datetime
from functools import reduce
from inspect import signature
from operator import attrgetter
from pydoc import locate
from types import SimpleNamespace
from typing import Any, Dict, List, Tuple
from unittest.mock import MagicMock, call, create_autospec

import cloudpickle
import pytest
from prefect import Flow, Parameter, Task
from tasks.asana.tasks import AsanaOpenTask


class Answer(str):
    """What stands in for secrets, the environment and the like: it tells who was asked."""

    def __getitem__(self, key):
        return Answer(f"{self} {key}")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Answer(f"{self} {name}")

    def __contains__(self, key):
        return bool(key) and key != "something else"

    def get(self, key=None, default=None):
        return self if key is None else self[key]


class Clock(datetime):
    """What stands in for `datetime` where a task asks for the time: it stands still."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2001, 2, 3, 4, 5, 6, tzinfo=tz)

    today = utcnow = now


class Response(MagicMock):
    """What the SDK returns: its items, awaited or not, and those of each key are mocks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Each mock has a class of its own, with mocks of these.
        for name in ["__getitem__", "__iter__", "__aiter__"]:
            setattr(type(self), name, vars(Response)[name])

    def __getitem__(self, key):
        return getattr(self, f"item {key!r}")

    def __iter__(self):
        yield self.item

    async def __aiter__(self):
        yield self.item


class SdkTaskTests:
    """The tests of any task that calls an SDK, by what each says of its task."""

    task_class: Any
    sdk: Dict[str, str] = {}
    types: Dict[str, str] = {}
    awaited: List[str] = []
    ends: List[str] = []
    asked = ""
    asked_response: Any = None
    changes_result = False
    takes_items = False
    assigned: List[str] = []
    cleanup: List[str] = []
    steps: List[str] = []
    first_steps: List[str] = []
    choices: List[Dict[str, Any]] = []
    sample_response: Any = None
    has_attributes = False
    reads_clock = False
    values: Dict[str, Any] = {}
    others: Dict[str, Any] = {}
    required: Dict[str, Any] = {}
    missing_kinds: Dict[str, Any] = {}
    refused: List[Tuple[Dict[str, Any], Any, Any]] = []
    refused_responses: List[Tuple[Any, Any, Any]] = []
    accepted_responses: List[Tuple[Any, Dict[str, Any]]] = []
    caught: List[Tuple[str, Any, Any]] = []
    init_only: List[str] = []
    run_only: List[str] = []
    secrets: List[str] = []
    merged: List[str] = []
    not_falsy: List[str] = []
    needed: List[str] = []
    never_none: List[str] = []
    defaults: Dict[str, Any] = {}
    helpers = {
        "Secret": lambda name: Answer(f"what {name} keeps"),
        "datetime": Clock,
        "os": SimpleNamespace(
            environ=Answer("the environment's"), getenv=Answer("the environment's").get
        ),
        "prefect": SimpleNamespace(context=Answer("the context's")),
        "uuid4": lambda: Answer("a uuid"),
    }

    def calls(self, sdk, **values):
        """The calls that the task should make of these values."""
        return []

    def returned(self, sdk, response, **values):
        """What the task should return of what the SDK returns."""
        return response

    def is_returned(self, result, sdk, response, values):
        """Whether the result is as expected; code of its own may have changed it."""
        expected = self.returned(sdk, response, **values)
        return result is not None if self.changes_result else result == expected

    def says(self, error, message):
        """Whether an error has this message, or all these pieces of it in their order."""
        pieces = [message] if isinstance(message, str) else message
        pattern = ".*".join(map(re.escape, pieces))
        return re.fullmatch(pattern, error.args[0], re.DOTALL)

    def logged(self, sdk, response, **values):
        """What the task should log."""
        return []

    def given(self, members):
        return {name: value for name, value in members.items() if value is not None}

    def only(self, values, names):
        return {name: value for name, value in values.items() if name in names}

    def without(self, values, names):
        return {name: value for name, value in values.items() if name not in names}

    def kept(self, values):
        """The values that are given to `__init__`."""
        return self.without(values, self.run_only)

    def at_run(self, values):
        """The values that are given to `run` alone."""
        return self.only(values, self.run_only)

    def run(self, at_init, at_run):
        """What a task returns that is given these of some values in each place."""
        return self.task_class(**self.kept(at_init)).run(
            **self.without(at_run, self.init_only)
        )

    @pytest.fixture
    def sdk_mock(self, monkeypatch):
        """Mocks of what the task uses of the SDK, each with the real one's signatures."""
        sdk = MagicMock()
        module = sys.modules[self.task_class.__module__]
        for name, path in self.sdk.items():
            sdk.attach_mock(self.mock_of(self.real(path)), name)
        for path, kind in self.types.items():
            *parents, last = path.split(".")
            mock = create_autospec(self.real(kind), instance=True)
            setattr(reduce(getattr, parents, sdk), last, mock)
        for path in self.awaited:
            *parents, last = path.split(".")
            mock = self.awaitable(attrgetter(path)(sdk))
            reduce(getattr, parents, sdk).attach_mock(mock, last)
        for name, path in self.sdk.items():
            target = f"{module.__name__}.{name}" if hasattr(module, name) else path
            monkeypatch.setattr(target, getattr(sdk, name))
        helpers = {**self.helpers, "time": SimpleNamespace(sleep=sdk.sleep)}
        for name, helper in helpers.items():
            if hasattr(module, name) and (self.reads_clock or helper is not Clock):
                monkeypatch.setattr(module, name, helper)
        return sdk

    def real(self, path):
        """What the SDK has at a path; an attribute of a package may hide its module."""
        module, _, name = path.rpartition(".")
        return getattr(sys.modules.get(module), name, None) or locate(path)

    def mock_of(self, thing):
        """A mock with the signatures of a class, or with that of a function."""
        if isinstance(thing, type):
            return create_autospec(thing)
        # A mock of a function alone does not note what is done with what it returns.
        return create_autospec(SimpleNamespace(function=thing)).function

    def awaitable(self, mock):
        """A mock with the signature of another; what it returns is awaited."""

        async def function():
            pass

        function.__signature__ = signature(mock)
        made = self.mock_of(function)
        made.return_value = mock.return_value
        return made

    @pytest.fixture
    def response(self, sdk_mock):
        """What the SDK returns in the end."""
        response = self.answer(self.sample_response)
        if response is None:
            response = Response(name="response")
        for end in self.end_mocks(sdk_mock):
            end.return_value = response
        return self.respond(sdk_mock, self.asked_response if self.asked else response)

    def answer(self, response):
        """What the SDK returns: what is said, or an object that has these attributes."""
        if not self.has_attributes or not isinstance(response, dict):
            return response
        members = {k.replace("()", ".return_value"): v for k, v in response.items()}
        return Response(name="response", **members)

    def respond(self, sdk_mock, response):
        """Makes the SDK return this in the end."""
        response = self.answer(response)
        if not self.asked:
            for end in self.end_mocks(sdk_mock):
                end.return_value = response
            return response
        # What asks for ever fails, since these end.
        asked = attrgetter(self.asked)(sdk_mock)
        if self.asked in self.ends:
            answers = iter([asked.return_value, response] * 100)
            for end in self.end_mocks(sdk_mock):
                end.side_effect = answers
        else:
            asked.side_effect = [response] * 100
        return response

    def made(self, sdk_mock):
        """The calls of the SDK since this was asked last, without loops over mocks."""
        items = ".__getitem__" if self.takes_items else ""
        calls = [(each[0].replace(items, ""), each) for each in sdk_mock.mock_calls]
        made = [each for name, each in calls if ".__" not in name]
        sdk_mock.mock_calls.clear()
        for path in self.assigned:
            owner, _, name = path.rpartition(".")
            attributes = vars(attrgetter(owner)(sdk_mock))
            if name in attributes:
                made.append(call.assigned(path, attributes.pop(name)))
        return made

    def end_mocks(self, sdk_mock):
        """The mocks that are called in the end."""
        return [attrgetter(path)(sdk_mock) for path in self.ends]

    def test_initialization_sets_attributes(self):
        values = self.kept(self.values)
        task = self.task_class(**values)
        assert {name: getattr(task, name) for name in values} == values

    def test_initialization_defaults(self):
        mutable = [k for k, v in self.defaults.items() if isinstance(v, (dict, list))]
        task = self.task_class(**self.kept(dict.fromkeys(mutable)))
        for name in self.kept(self.values):
            assert getattr(task, name) == self.defaults.get(name)

    def test_initialization_takes_no_secret(self):
        for name in self.run_only:
            with pytest.raises(TypeError, match=name):
                self.task_class(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = self.task_class(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        ours = [name for name in plain if name not in ("checkpoint", "result")]
        assert {k: getattr(task, k) for k in ours} == {k: plain[k] for k in ours}

    def test_values_from_init_are_used(self, sdk_mock, response):
        result = self.run(self.values, self.at_run(self.values))
        assert self.made(sdk_mock) == self.calls(sdk_mock, **self.values)
        assert self.is_returned(result, sdk_mock, response, self.values)
        for name in self.steps:
            getattr(response, name).assert_called_once()
        for name in self.first_steps:
            getattr(self.end_mocks(sdk_mock)[0].return_value, name).assert_called_once()

    def test_values_from_run_are_used(self, sdk_mock, response):
        result = self.run(self.only(self.values, self.init_only), self.values)
        values = dict(self.values)
        for name in self.merged:
            values[name] = {**self.defaults.get(name, {}), **values[name]}
        assert self.made(sdk_mock) == self.calls(sdk_mock, **values)
        assert self.is_returned(result, sdk_mock, response, values)

    def test_run_overrides_init(self, sdk_mock, response):
        task = self.task_class(**self.kept(self.others))
        attributes = deepcopy(self.without(vars(task), ["result"]))
        values = {**self.values, **self.only(self.others, self.init_only)}
        task.run(**self.without(values, self.init_only))
        for name in self.merged:
            values[name] = {**self.others[name], **values[name]}
        assert self.made(sdk_mock) == self.calls(sdk_mock, **values)
        assert {name: vars(task)[name] for name in attributes} == attributes

    def test_each_choice_is_made(self, sdk_mock, response):
        for changed in self.choices:
            values = {**self.values, **changed}
            result = self.run(values, values)
            assert self.made(sdk_mock) == self.calls(sdk_mock, **values)
            assert self.is_returned(result, sdk_mock, response, values)

    def test_falsy_values_are_used(self, sdk_mock, response):
        falsy = {
            name: value if name in self.not_falsy else type(value)()
            for name, value in self.values.items()
        }
        before = {**self.values, **self.only(falsy, self.init_only)}
        for at_init in [falsy, before]:
            expected = self.without(falsy, self.merged)
            expected.update(self.only(at_init, self.merged))
            self.run(at_init, falsy)
            assert self.made(sdk_mock) == self.calls(sdk_mock, **expected)
        self.run(falsy, self.at_run(falsy))
        assert self.made(sdk_mock) == self.calls(sdk_mock, **falsy)

    def test_unset_values_are_left_out(self, sdk_mock, response):
        required = [name for name in self.required if name not in self.defaults]
        values = self.only(self.values, [*required, *self.needed])
        self.run(self.only(values, self.init_only), values)
        values = {**self.defaults, **values}
        assert self.made(sdk_mock) == self.calls(sdk_mock, **values)

    def test_none_at_runtime_unsets_a_value(self, sdk_mock, response):
        kept = [*self.required, *self.init_only, *self.merged, *self.never_none]
        optional = list(self.without(self.values, kept))
        together = [name for name in optional if name not in self.needed]
        renewed = self.only(self.defaults, self.run_only)
        renewed = {k: v for k, v in renewed.items() if isinstance(v, (dict, list))}
        for unset in [together, *([name] for name in optional)]:
            values = self.without(self.values, unset)
            self.run(self.values, {**values, **dict.fromkeys(unset)})
            values.update(self.only(renewed, unset))
            assert self.made(sdk_mock) == self.calls(sdk_mock, **values)

    def test_missing_values_raise(self, sdk_mock):
        for missing, message in self.required.items():
            others = self.without(self.values, [missing])
            none = {**others, missing: None}
            cases = [(none if missing in self.init_only else self.values, none)]
            if missing not in self.defaults:
                cases.append((others, others))
            for at_init, at_run in cases:
                kind = self.missing_kinds.get(missing, ValueError)
                with pytest.raises(kind) as error:
                    self.run(at_init, at_run)
                assert self.says(error.value, message)
        assert self.made(sdk_mock) == []

    def test_values_that_are_refused_raise(self, sdk_mock, response):
        for changed, kind, message in self.refused:
            values = {**self.values, **changed}
            with pytest.raises(kind) as error:
                self.run(values, values)
            assert self.says(error.value, message)
        assert self.made(sdk_mock) == []

    def test_responses_that_are_refused_raise(self, sdk_mock, response):
        for refused, kind, message in self.refused_responses:
            self.respond(sdk_mock, refused)
            with pytest.raises(kind) as error:
                self.run(self.values, self.at_run(self.values))
            assert self.says(error.value, message)

    def test_responses_that_are_accepted_raise_nothing(self, sdk_mock, response):
        for accepted, changed in self.accepted_responses:
            answer = self.respond(sdk_mock, accepted)
            values = {**self.values, **changed}
            result = self.run(values, values)
            assert self.is_returned(result, sdk_mock, answer, values)

    def test_errors_of_the_sdk_are_caught(self, sdk_mock, response):
        for path, kind, message in self.caught:
            said = {"__init__": lambda self: None, "__str__": lambda self: "of the SDK"}
            raised = type("Raised", (self.real(path),), said)()
            for end in self.end_mocks(sdk_mock):
                end.side_effect = raised
            with pytest.raises(kind) as error:
                self.run(self.values, self.values)
            assert self.says(error.value, message)
            assert error.value.__cause__ is raised

    def test_error_of_the_sdk_is_raised(self, sdk_mock, response):
        for end in self.end_mocks(sdk_mock):
            end.side_effect = ZeroDivisionError("an error of the SDK")
        with pytest.raises(ZeroDivisionError, match="an error of the SDK"):
            self.run(self.values, self.values)
        names = [name for name, *_ in self.made(sdk_mock)]
        made = [name for name in names if name != "assigned"]
        assert made[len(made) - len(self.cleanup) :] == self.cleanup

    def test_works_in_a_flow_and_keeps_no_secret(
        self, sdk_mock, response, caplog, capsys
    ):
        caplog.set_level("DEBUG", logger="prefect")
        task = self.task_class(**self.kept(self.values))
        given = self.at_run(self.values)
        with Flow("test") as flow:
            ran = task(**{name: Parameter(name) for name in given})
        state = flow.run(parameters=given)
        assert state.is_successful()
        assert self.made(sdk_mock) == self.calls(sdk_mock, **self.values)
        assert ran.name in caplog.text
        for line in self.logged(sdk_mock, response, **self.values):
            assert f"{line}\n" in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        assert not [k for k in self.secrets if given[k] in vars(ran).values()]
        secrets = [str(given[name]) for name in self.secrets]
        for secret in [*secrets, str(self.helpers["Secret"](""))]:
            assert secret.encode() not in kept


class TestAsanaOpenTask(SdkTaskTests):
    task_class = AsanaOpenTask
    sdk = {
        "Configuration": "asana.Configuration",
        "TasksApi": "asana.TasksApi",
        "ApiClient": "asana.ApiClient",
    }
    ends = ["TasksApi.return_value.create_task"]
    assigned = ["Configuration.return_value.access_token"]
    values = {
        "task_name": "my-task-name",
        "project": "1204567890123456",
        "notes": "my-notes",
        "fields": ["gid", "permalink_url"],
        "token": "a-secret-token",
    }
    others = {
        "task_name": "another-task-name",
        "project": "another-1204567890123456",
        "notes": "another-notes",
        "fields": ["another-gid", "another-permalink_url"],
        "token": "another-a-secret-token",
    }
    required = {
        "task_name": "A value for `task_name` must be provided.",
        "project": "A value for `project` must be provided.",
        "token": "A value for `token` must be provided.",
    }
    run_only = ["token"]
    secrets = ["token"]
    defaults = {"fields": ["gid"]}

    def calls(
        self, sdk, task_name=None, project=None, notes=None, fields=None, token=None
    ):
        return [
            call.Configuration(),
            call.ApiClient(sdk.Configuration.return_value),
            call.TasksApi(sdk.ApiClient.return_value),
            call.TasksApi().create_task(
                {
                    "data": {
                        "name": task_name,
                        "projects": [project],
                        **self.given({"notes": notes}),
                    }
                },
                {"opt_fields": ",".join(fields or [])},
            ),
            call.assigned("Configuration.return_value.access_token", token),
        ]

    def returned(self, sdk, response, **others):
        return response["gid"]
