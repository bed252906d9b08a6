"""
Tests of the tasks for Bookshop API.
"""

import json
import re
import traceback
import warnings
from base64 import b64encode
from email import message_from_bytes
from typing import Any, Dict, List
from urllib.parse import parse_qsl, quote, quote_plus

import cloudpickle
import pytest
import requests
import responses
from prefect import Flow, Parameter, Task
from tasks.bookshop.bookshop import (
    BookshopAddBook,
    BookshopChangeBook,
    BookshopCheckBook,
    BookshopCountStock,
    BookshopGetCover,
    BookshopListBooks,
    BookshopOrderStock,
    BookshopRemoveBook,
    BookshopReplaceBooksText,
    BookshopSendCover,
    BookshopSignIn,
)


class HttpTaskTests:
    """The tests of any task that calls an HTTP API, by what each says of its task."""

    task_class: Any
    method: str
    path: str
    members: Dict[str, str] = {}
    kinds: Dict[str, str] = {}
    styles: Dict[str, str] = {}
    body = ""
    body_required = False
    required: List[str] = []
    secrets: List[str] = []
    init_only: List[str] = []
    run_only: List[str] = []
    constants: Dict[str, Any] = {}
    defaults: Dict[str, Any] = {}
    headers: Dict[str, str] = {}
    credentials: List[Dict[str, Any]] = []
    ways: List[List[str]] = []
    free_ways: List[List[str]] = []
    sample: Dict[str, Any] = {}
    url: str
    answers_json = False
    hides_url = False
    response: Any = None
    result: Any = None
    result_of_nothing: Any = None
    joints = {"comma": ",", "space": " ", "pipe": "|"}

    @pytest.fixture
    def api(self):
        with responses.RequestsMock(assert_all_requests_are_fired=False) as api:
            self.answer(api)
            yield api

    def answer(self, api, status=200):
        """Makes the API answer, whatever it is asked."""
        content = {"body": self.response or b""}
        if self.answers_json:
            content = {"json": self.response}
        headers = {"X-Answer": "yes"}
        everything = re.compile(".*", re.DOTALL)
        api.add(self.method, everything, status=status, headers=headers, **content)

    def values(self, origin):
        """Values that tell the kwargs, and where they were given, from each other."""
        made = {}
        for name in self.members:
            text = f"the {name} {origin}: 1/2 + 3 & 4 = 100%?"
            if self.styles.get(name) == "deep":
                made[name] = {"a": [text, {"b": origin == "from run"}], "c": 1}
                continue
            made[name] = {
                "number": len(origin),
                "decimal": len(origin) + 0.5,
                "flag": origin == "from run",
                "flags": [True, origin == "from run"],
                "list": [text, f"more of {text}"],
                "bytes list": [text.encode(), f"more of {text}".encode()],
                "object": {f"a key of {name}": text},
                "bytes": text.encode(),
                "url": f"https://{origin.replace(' ', '-')}.example.com/base/",
            }.get(self.kinds.get(name, "text"), text)
        return made

    def falsy(self):
        """The values of `values` that are false, as far as they can be."""
        made = self.values("from run")
        for name, value in made.items():
            kind = self.kinds.get(name)
            # A part of the path can't be empty.
            may_be_empty = not self.members[name].startswith("path.")
            if kind in ("number", "decimal", "flag") or may_be_empty and kind != "url":
                made[name] = type(value)()
        return made

    def only(self, values, names):
        return {name: value for name, value in values.items() if name in names}

    def without(self, values, names):
        return {name: value for name, value in values.items() if name not in names}

    def flat(self, name, value):
        if isinstance(value, bool):
            return [(name, json.dumps(value))]
        if not isinstance(value, (dict, list)):
            return [(name, str(value))]
        keys = value if isinstance(value, dict) else range(len(value))
        return [pair for k in keys for pair in self.flat(f"{name}[{k}]", value[k])]

    def pairs(self, name, member, value):
        """The names and texts that a value becomes in a query or a form."""
        style = self.styles.get(name, "plain")
        if style == "deep":
            return self.flat(member, value)
        if style == "pairs":
            return [pair for k in value for pair in self.pairs("", k, value[k])]
        if style == "plain" and isinstance(value, list):
            return [(member, self.shown(item)) for item in value]
        return [(member, self.text(name, value))]

    def text(self, name, value):
        """The text that a value becomes."""
        style = self.styles.get(name, "plain")
        joint = self.joints.get(style)
        if joint:
            return joint.join(map(self.shown, value))
        as_json = style == "text or json" and not isinstance(value, str)
        return json.dumps(value) if style == "json" or as_json else self.shown(value)

    def shown(self, value):
        """The text of a plain value: of a boolean that of JSON."""
        return json.dumps(value) if isinstance(value, bool) else str(value)

    def parts(self, name, member, value):
        """The parts of a form that a value becomes: name, file's name, content and its type."""
        style = self.styles.get(name, "plain")
        several = isinstance(value, list) and style not in self.joints
        items = value if several else [value]
        if style == "file":
            return [(member, member, item, "") for item in items]
        kind = "application/json" if style == "json" else ""
        return [(member, None, self.text(name, item).encode(), kind) for item in items]

    def request(self, values):
        """The request that the task should make of these values."""
        given = {**self.constants, **{self.members[k]: v for k, v in values.items()}}
        names = {self.members[name]: name for name in values}
        request = {
            "query": [],
            "headers": dict(self.headers),
            "cookies": {},
            "body": None,
            "cert": given.get("client_cert"),
        }
        if "client_key" in given:
            request["cert"] = (request["cert"], given["client_key"])
        path, members, pairs, parts = self.path, {}, [], []
        for place, value in given.items():
            where, _, member = place.partition(".")
            name = names.get(place, "")
            if not name and isinstance(value, bool) and self.body != "json":
                value = json.dumps(value)
            if where == "path":
                text = quote(self.text(name, value), safe="")
                if self.styles.get(name) == "comma":
                    items = map(self.shown, value)
                    text = ",".join(quote(item, safe="") for item in items)
                path = path.replace("{" + member + "}", text)
            elif where == "query":
                request["query"] += self.pairs(name, member, value)
            elif where == "header":
                request["headers"][member.lower()] = self.text(name, value)
            elif where == "cookie":
                request["cookies"][member] = self.text(name, value)
            elif where == "body" and member:
                members[member] = value
                pairs += self.pairs(name, member, value) if self.body == "form" else []
                parts += (
                    self.parts(name, member, value) if self.body == "multipart" else []
                )
            elif where == "body":
                members = value
                pairs = list(value.items()) if self.body == "form" else []
                if self.body == "multipart":
                    files = {
                        k: v if isinstance(v, bytes) else v.encode()
                        for k, v in value.items()
                    }
                    parts = [(k, k, content, "") for k, content in files.items()]
            elif where == "timeout":
                request["timeout"] = value
        # The header of a user and a password takes the place of any other.
        for credential in sorted(self.credentials, key=lambda c: len(c["kwargs"])):
            secrets = [
                values[k] for k in credential["kwargs"] if values.get(k) is not None
            ]
            if len(secrets) == len(credential["kwargs"]):
                self.prove(request, credential, secrets)
        path, _, query = path.partition("?")
        url = given["base_url"].rstrip("/") + path
        request["url"] = requests.utils.requote_uri(url)
        request["query"] += parse_qsl(query, keep_blank_values=True)
        request["query"].sort()
        if self.body == "json" and (members or "body" in given or self.body_required):
            request["body"] = members
        elif self.body in ("text", "bytes") and members:
            request["body"] = members.encode() if self.body == "text" else members
        elif self.body in ("form", "multipart"):
            request["body"] = sorted(pairs or parts)
        return request

    def prove(self, request, credential, secrets):
        """Adds to a request what proves who sends it."""
        place, name = credential["place"], credential["name"]
        if place == "bearer":
            request["headers"]["authorization"] = f"Bearer {secrets[0]}"
        elif place == "basic":
            user = b64encode(":".join(map(str, secrets)).encode()).decode()
            request["headers"]["authorization"] = f"Basic {user}"
        elif place == "digest":
            request["headers"]["authorization"] = ("HTTPDigestAuth", *map(str, secrets))
        elif place == "header":
            request["headers"][name.lower()] = str(secrets[0])
        elif place == "cookie":
            request["cookies"][name] = str(secrets[0])
        else:
            request["query"].append((name, str(secrets[0])))

    def sent(self, call):
        """A request that was made, in the form of `request`."""
        request = call.request
        url, _, query = request.url.partition("?")
        own = {"accept-encoding", "connection", "content-length"}
        headers = {
            k.lower(): v for k, v in request.headers.items() if k.lower() not in own
        }
        cookies = [pair.split("=", 1) for pair in headers.pop("cookie", "").split("; ")]
        content_type = headers.get("content-type", "")
        if headers["user-agent"].startswith("python-requests/"):
            del headers["user-agent"]
        if headers.get("accept") == "*/*" and "accept" not in self.headers:
            del headers["accept"]
        for hook in request.hooks["response"]:
            # It sends its header when the API has asked for it.
            auth = hook.__self__
            proof = (type(auth).__name__, auth.username, auth.password)
            headers["authorization"] = proof
        if "content-type" not in self.headers:
            headers.pop("content-type", None)
        body = request.body or None
        if self.body == "json":
            body = None if body is None else json.loads(body)
        elif self.body == "form":
            body = sorted(parse_qsl(body or "", keep_blank_values=True))
        elif self.body == "multipart":
            head = f"Content-Type: {content_type}\r\n\r\n".encode()
            parts = message_from_bytes(head + (body or b"")).get_payload()
            parts = parts if isinstance(parts, list) else []
            body = sorted(self.part(part) for part in parts)
        return {
            "url": url,
            "query": sorted(parse_qsl(query, keep_blank_values=True)),
            "headers": headers,
            "cookies": {pair[0]: pair[1].strip('"') for pair in cookies if pair[1:]},
            "body": body,
            "cert": request.req_kwargs["cert"],
            "timeout": request.req_kwargs["timeout"],
        }

    def part(self, part):
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        return name, part.get_filename(), content, part.get("Content-Type", "")

    def assert_sent(self, api, values, times=1):
        """Asserts that the API was asked for this, with these values, this often."""
        expected = self.request(values)
        expected.setdefault("timeout", None)
        assert [self.sent(call) for call in api.calls] == [expected] * times
        assert {call.request.method for call in api.calls} == {self.method}

    def test_initialization_sets_attributes(self):
        values = self.without(self.values("from init"), self.run_only)
        task = self.task_class(**values)
        assert {name: getattr(task, name) for name in values} == values

    def test_initialization_defaults(self):
        task = self.task_class()
        for name in self.without(self.members, self.run_only):
            assert getattr(task, name) == self.defaults.get(name)

    def test_initialization_takes_no_secret(self):
        for name in [*self.secrets, *self.run_only]:
            with pytest.raises(TypeError, match=name):
                self.task_class(**{name: "a secret"})

    def test_task_arguments_are_passed_on(self):
        arguments = {"name": "a name", "tags": ["a tag"], "log_stdout": True}
        task = self.task_class(**arguments)
        plain = {k: v for k, v in vars(Task(**arguments)).items() if k[0] != "_"}
        assert {name: getattr(task, name) for name in plain} == plain

    def test_values_from_init_are_used(self, api):
        values = self.values("from init")
        task = self.task_class(**self.without(values, self.run_only))
        task.run(**self.only(values, self.run_only))
        self.assert_sent(api, values)

    def test_values_from_run_are_used(self, api):
        values = self.values("from run")
        task = self.task_class(**self.only(values, self.init_only))
        task.run(**self.without(values, self.init_only))
        self.assert_sent(api, values)

    def test_run_overrides_init(self, api):
        before = self.values("from init")
        values = {**self.values("from run"), **self.only(before, self.init_only)}
        task = self.task_class(**self.without(before, self.run_only))
        attributes = dict(vars(task))
        task.run(**self.without(values, self.init_only))
        self.assert_sent(api, values)
        assert vars(task) == attributes

    def test_falsy_values_are_kept(self):
        values = {name: type(value)() for name, value in self.values("").items()}
        at_init = self.without(values, self.run_only)
        task = self.task_class(**at_init)
        assert {name: getattr(task, name) for name in at_init} == at_init
        given = self.only(values, self.run_only)
        with pytest.raises((requests.RequestException, ValueError)) as error:
            task.run(**given)
        assert "must be provided" not in str(error.value)

    def test_falsy_values_are_used(self, api):
        values = self.falsy()
        at_init, at_run = self.only(values, self.init_only), self.only(
            values, self.run_only
        )
        before = {**self.values("from init"), **at_init}
        for init, run in [(values, at_run), (at_init, values), (before, values)]:
            task = self.task_class(**self.without(init, self.run_only))
            task.run(**self.without(run, self.init_only))
        self.assert_sent(api, values, times=3)

    def test_values_of_other_types_are_written_as_text(self, api):
        values = self.values("from run")
        for name, value in values.items():
            where, _, _ = self.members[name].partition(".")
            if where in ("path", "cookie", "secret") and isinstance(value, str):
                values[name] = len(name)
            elif where == "path" and self.kinds.get(name) in ("number", "decimal"):
                values[name] = "a text/number"
            if isinstance(value, list) and self.styles.get(name) in self.joints:
                values[name] = [1, 2]
        task = self.task_class(**self.without(values, self.run_only))
        with warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)
            task.run(**self.only(values, self.run_only))
        self.assert_sent(api, values)

    def test_each_value_is_used_by_itself(self, api):
        values = self.values("from run")
        needed = [*self.required, *self.init_only, *sum(self.ways[:1], [])]
        for number, name in enumerate(self.without(values, needed)):
            given = self.only(values, [*needed, name])
            task = self.task_class(**self.without(given, self.run_only))
            task.run(**self.only(given, self.run_only))
            expected = self.request({**self.defaults, **given})
            assert self.sent(api.calls[number]) == {"timeout": None, **expected}

    def test_unset_values_are_left_out(self, api):
        needed = [name for name in self.required if name not in self.defaults]
        values = self.only(self.values("from run"), [*needed, *sum(self.ways[:1], [])])
        task = self.task_class(**self.only(values, self.init_only))
        task.run(**self.without(values, self.init_only))
        self.assert_sent(api, {**self.defaults, **values})

    def test_none_at_runtime_unsets_a_value(self, api):
        before = self.values("from init")
        kept = self.only(before, [*self.required, *self.init_only, *self.run_only])
        unset = {name: None for name in before if name not in kept}
        task = self.task_class(**self.without(before, self.run_only))
        task.run(**self.only(before, self.run_only), **unset)
        self.assert_sent(api, kept)

    def test_missing_values_raise(self, api):
        values = self.values("value")
        secrets = [str(value) for value in self.only(values, self.secrets).values()]
        for missing in self.required:
            message = f"`{missing}` must be provided"
            others = self.without(values, [missing])
            none = {**others, missing: None}
            cases = [(none if missing in self.init_only else values, none)]
            if missing not in self.defaults:
                cases.append((others, others))
            for at_init, at_run in cases:
                task = self.task_class(**self.without(at_init, self.run_only))
                with pytest.raises(ValueError, match=message) as error:
                    task.run(**self.without(at_run, self.init_only))
                assert not [secret for secret in secrets if secret in str(error.value)]
        assert not api.calls

    def test_each_way_to_prove_who_calls_is_enough(self, api):
        values = self.values("value")
        ways = set(sum(self.ways, []))
        for index, way in enumerate(self.ways):
            given = self.without(values, ways - set(way))
            empty = {**given, **{name: "" for name in way}}
            for number, each in enumerate([given, empty]):
                task = self.task_class(**self.without(each, self.run_only))
                task.run(**self.without(each, self.init_only))
                sent = self.sent(api.calls[2 * index + number])
                assert sent == self.request(each)
            for missing in way:
                rest = self.without(empty, [missing])
                self.assert_a_part_is_not_sent(values, rest)
                task = self.task_class(**self.without(rest, self.run_only))
                with pytest.raises(ValueError, match=f"`{missing}`.* must be provided"):
                    task.run(**self.without(rest, self.init_only))
        assert len(api.calls) == 2 * len(self.ways)

    def test_a_way_to_prove_who_calls_that_nobody_needs(self, api):
        values = self.values("value")
        names = set(sum(self.free_ways, []))
        for way in self.free_ways:
            given = self.without(values, names - set(way))
            empty = {**given, **{name: "" for name in way}}
            parts = [self.without(given, [name]) for name in way]
            for each in [given, empty, *parts]:
                task = self.task_class(**self.without(each, self.run_only))
                task.run(**self.without(each, self.init_only))
                assert self.sent(api.calls[len(api.calls) - 1]) == self.request(each)

    def assert_a_part_is_not_sent(self, values, part):
        """Asserts that a part of one way is not sent beside another way."""
        for other in self.ways:
            given = {**part, **self.only(values, other)}
            with responses.RequestsMock() as api:
                self.answer(api)
                task = self.task_class(**self.without(given, self.run_only))
                task.run(**self.only(given, self.run_only))
                assert self.sent(api.calls[0]) == self.request(given)

    def test_a_path_leads_to_no_other_resource(self, api):
        values = self.values("value")
        for name, member in self.members.items():
            if member.startswith("path."):
                for part in ["", ".", ".."]:
                    given = {**values, name: part}
                    task = self.task_class(**self.without(given, self.run_only))
                    with pytest.raises(ValueError, match="part of the path"):
                        task.run(**self.only(given, self.run_only))
                assert not api.calls

    def test_a_list_in_a_path(self, api):
        values = self.values("value")
        for name, member in self.members.items():
            if member.startswith("path.") and self.kinds.get(name) != "flag":
                given = {**values, name: ["1/2 ", "a&b"]}
                task = self.task_class(**self.without(given, self.run_only))
                task.run(**self.only(given, self.run_only))
                assert "1%2F2%20,a%26b" in api.calls[-1].request.url

    def test_a_netrc_file_replaces_no_token(self, api, monkeypatch):
        monkeypatch.setattr(
            requests.sessions, "get_netrc_auth", lambda url: ("someone", "other")
        )
        users = [c["kwargs"] for c in self.credentials if len(c["kwargs"]) == 2]
        values = self.without(self.values("value"), sum(users, []))
        for credential in self.credentials:
            in_header = credential["name"].lower() == "authorization"
            if credential["place"] == "bearer" or in_header:
                task = self.task_class(**self.without(values, self.run_only))
                task.run(**self.only(values, self.run_only))
                assert self.sent(api.calls[-1]) == self.request(values)

    def test_secrets_in_headers(self, api):
        values = self.values("value")
        names = {self.members[k]: k for k in self.secrets}
        names = [k for m, k in names.items() if m.startswith(("header.", "cookie."))]
        for credential in self.credentials:
            if credential["place"] in ("bearer", "header", "cookie"):
                names += credential["kwargs"]
        for name in names:
            task = self.task_class(**self.without(values, self.run_only))
            line = {**values, name: f"{values[name]}\n"}
            task.run(**self.only(line, self.run_only))
            assert self.sent(api.calls[-1]) == self.request(values)
            lines = {**values, name: "a-secret\nof-two-lines"}
            with pytest.raises(ValueError, match="no header can hold") as error:
                task.run(**self.only(lines, self.run_only))
            assert "a-secret" not in str(error.value)

    def test_an_error_of_the_api_is_raised_without_secrets(self, caplog):
        caplog.set_level("DEBUG", logger="prefect")
        values = self.values("value")
        secrets = [str(value) for value in self.only(values, self.secrets).values()]
        task = self.task_class(**self.without(values, self.run_only))
        for failure in [404, 500, requests.ConnectionError(" ".join(secrets))]:
            with responses.RequestsMock() as api:
                if isinstance(failure, int):
                    self.answer(api, failure)
                else:
                    everything = re.compile(".*", re.DOTALL)
                    api.add(self.method, everything, body=failure)
                with pytest.raises(requests.RequestException) as error:
                    task.run(**self.only(values, self.run_only))
            if isinstance(failure, int):
                assert isinstance(error.value, requests.HTTPError)
                assert error.value.response.status_code == failure
                assert str(failure) in str(error.value)
            elif not self.hides_url:
                assert error.value is failure
                continue
            told = "".join(
                traceback.format_exception(error.type, error.value, error.tb)
            )
            for secret in secrets:
                for text in [
                    secret,
                    quote(secret),
                    quote_plus(secret),
                    quote(secret, safe=""),
                ]:
                    assert text not in told + caplog.text

    def test_works_in_a_flow_and_keeps_no_secret(self, api, caplog, capsys):
        caplog.set_level("DEBUG", logger="prefect")
        values = self.values("of a flow")
        given = self.only(values, self.run_only)
        task = self.task_class(**self.without(values, self.run_only))
        with Flow("test") as flow:
            ran = task(**{name: Parameter(name) for name in given})
        state = flow.run(parameters=given)
        assert state.is_successful()
        self.assert_sent(api, values)
        assert ran.name in caplog.text
        told = [caplog.text, *capsys.readouterr(), str(vars(type(ran)))]
        kept = cloudpickle.dumps(ran) + str([flow.serialize(), told]).encode()
        for secret in self.only(values, self.secrets).values():
            assert str(secret).encode() not in kept

    def test_the_sample_is_sent_and_answered(self, api):
        task = self.task_class(**self.without(self.sample, self.run_only))
        result = task.run(**self.only(self.sample, self.run_only))
        self.assert_sent(api, self.sample)
        assert api.calls[0].request.url.partition("?")[0] == self.url
        assert result == self.result
        assert type(result) is type(self.result)
        cloudpickle.dumps(result)

    def test_an_empty_answer(self):
        task = self.task_class(**self.without(self.sample, self.run_only))
        with responses.RequestsMock() as api:
            api.add(self.method, re.compile(".*", re.DOTALL), status=204)
            if self.result_of_nothing == "an error":
                with pytest.raises(ValueError, match="char 0"):
                    task.run(**self.only(self.sample, self.run_only))
            else:
                result = task.run(**self.only(self.sample, self.run_only))
                assert result == self.result_of_nothing


class TestBookshopAddBook(HttpTaskTests):
    task_class = BookshopAddBook
    method = "POST"
    path = "/books"
    members = {
        "title": "body.title",
        "price": "body.price",
        "subtitle": "body.subtitle",
        "genre": "body.genre",
        "author": "body.author",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {
        "price": "decimal",
        "author": "object",
        "base_url": "url",
        "request_timeout": "decimal",
    }
    body = "json"
    body_required = True
    required = ["title", "price", "base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    defaults = {
        "author": {"name": "unknown"},
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
    }
    headers = {"accept": "application/json"}
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "title": "title",
        "price": 1.0,
        "subtitle": "subtitle",
        "genre": "crime",
        "author": {"name": "name"},
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books"
    answers_json = True
    response = {"title": "title", "price": 1.0, "id": "id"}
    result = "id"
    result_of_nothing = "an error"


class TestBookshopChangeBook(HttpTaskTests):
    task_class = BookshopChangeBook
    method = "PATCH"
    path = "/books/{bookId}"
    members = {
        "book_id": "path.bookId",
        "body": "body",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {"body": "object", "base_url": "url", "request_timeout": "decimal"}
    body = "json"
    required = ["book_id", "body", "base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {
        "accept": "application/json",
        "content-type": "application/merge-patch+json",
    }
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "book_id": "my-book",
        "body": {"price": 12.5},
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book"
    answers_json = True
    response = {"title": "title", "price": 1.0, "id": "id"}
    result = {"title": "title", "price": 1.0, "id": "id"}


class TestBookshopCheckBook(HttpTaskTests):
    task_class = BookshopCheckBook
    method = "HEAD"
    path = "/books/{bookId}"
    members = {
        "book_id": "path.bookId",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {"base_url": "url", "request_timeout": "decimal"}
    required = ["book_id", "base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "book_id": "my-book",
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book"
    result = {"X-Answer": "yes", "Content-Type": "text/plain"}
    result_of_nothing = {"Content-Type": "text/plain"}


class TestBookshopCountStock(HttpTaskTests):
    task_class = BookshopCountStock
    method = "GET"
    path = "/stock"
    members = {
        "base_url": "base_url",
        "request_timeout": "timeout",
        "client_cert": "client_cert",
        "client_key": "client_key",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {"base_url": "url", "request_timeout": "decimal"}
    required = ["base_url"]
    secrets = ["username", "password"]
    run_only = ["username", "password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {"accept": "application/json"}
    credentials = [{"place": "digest", "name": "", "kwargs": ["username", "password"]}]
    ways = [["client_cert"], ["username", "password"]]
    sample = {
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "client_cert": "client.pem",
        "client_key": "client.key",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/stock"
    answers_json = True
    response = {"key": 1}
    result = {"key": 1}
    result_of_nothing = "an error"


class TestBookshopGetCover(HttpTaskTests):
    task_class = BookshopGetCover
    method = "GET"
    path = "/books/{bookId}/cover"
    members = {
        "book_id": "path.bookId",
        "base_url": "base_url",
        "request_timeout": "timeout",
    }
    kinds = {"base_url": "url", "request_timeout": "decimal"}
    required = ["book_id", "base_url"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {"accept": "image/png"}
    sample = {
        "book_id": "my-book",
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book/cover"
    response = b"some content"
    result = b"some content"
    result_of_nothing = b""


class TestBookshopListBooks(HttpTaskTests):
    task_class = BookshopListBooks
    method = "GET"
    path = "/books"
    members = {
        "title": "query.title",
        "genre": "query.genre",
        "author_ids": "query.authorIds",
        "in_stock": "query.inStock",
        "price": "query.price",
        "page_size": "query.pageSize",
        "trace_id": "header.X-Trace-Id",
        "basket": "cookie.basket",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {
        "genre": "list",
        "author_ids": "list",
        "in_stock": "flag",
        "price": "object",
        "page_size": "number",
        "base_url": "url",
        "request_timeout": "decimal",
    }
    styles = {"author_ids": "comma", "in_stock": "flag", "price": "deep"}
    required = ["base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    constants = {"header.Shop-Version": "2024-06-01"}
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {"accept": "application/json"}
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "title": "title",
        "genre": ["crime"],
        "author_ids": [1],
        "in_stock": True,
        "price": {"gte": 1.0},
        "page_size": 20,
        "trace_id": "my-trace",
        "basket": "basket",
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books"
    answers_json = True
    response = [{"title": "title", "price": 1.0, "id": "id"}]
    result = [{"title": "title", "price": 1.0, "id": "id"}]
    result_of_nothing = "an error"


class TestBookshopOrderStock(HttpTaskTests):
    task_class = BookshopOrderStock
    method = "PUT"
    path = "/stock"
    members = {
        "body": "body",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "client_cert": "client_cert",
        "client_key": "client_key",
        "token": "secret.token",
    }
    kinds = {"body": "list", "base_url": "url", "request_timeout": "decimal"}
    body = "json"
    required = ["body", "base_url", "client_cert", "token"]
    secrets = ["token"]
    run_only = ["token"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    credentials = [{"place": "bearer", "name": "", "kwargs": ["token"]}]
    sample = {
        "body": ["b-17", "b-18"],
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "client_cert": "client.pem",
        "client_key": "client.key",
        "token": "a-secret-token",
    }
    url = "https://eu.bookshop.example.com/v2/stock"


class TestBookshopRemoveBook(HttpTaskTests):
    task_class = BookshopRemoveBook
    method = "DELETE"
    path = "/books/{bookId}"
    members = {
        "book_id": "path.bookId",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "api_key": "secret.api_key",
    }
    kinds = {"base_url": "url", "request_timeout": "decimal"}
    required = ["book_id", "base_url", "api_key"]
    secrets = ["api_key"]
    run_only = ["api_key"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    credentials = [{"place": "query", "name": "api_key", "kwargs": ["api_key"]}]
    sample = {
        "book_id": "my-book",
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "api_key": "a-secret-api-key",
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book"
    hides_url = True


class TestBookshopReplaceBooksText(HttpTaskTests):
    task_class = BookshopReplaceBooksText
    method = "PUT"
    path = "/books/{bookId}/text"
    members = {
        "book_id": "path.bookId",
        "body": "body",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {"base_url": "url", "request_timeout": "decimal"}
    body = "text"
    required = ["book_id", "body", "base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {"accept": "text/plain", "content-type": "text/plain"}
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "book_id": "my-book",
        "body": "body",
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book/text"
    response = "some text"
    result = "some text"
    result_of_nothing = ""


class TestBookshopSendCover(HttpTaskTests):
    task_class = BookshopSendCover
    method = "POST"
    path = "/books/{bookId}/cover"
    members = {
        "book_id": "path.bookId",
        "picture": "body.picture",
        "artist": "body.artist",
        "cover_tags": "body.tags",
        "public": "body.public",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "token": "secret.token",
        "username": "secret.username",
        "password": "secret.password",
    }
    kinds = {
        "picture": "bytes",
        "cover_tags": "list",
        "public": "flag",
        "base_url": "url",
        "request_timeout": "decimal",
    }
    styles = {"picture": "file", "public": "flag"}
    body = "multipart"
    required = ["book_id", "base_url"]
    secrets = ["token", "username", "password"]
    run_only = ["token", "username", "password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    credentials = [
        {"place": "bearer", "name": "", "kwargs": ["token"]},
        {"place": "basic", "name": "", "kwargs": ["username", "password"]},
    ]
    ways = [["token"], ["username", "password"]]
    sample = {
        "book_id": "my-book",
        "picture": b"content",
        "artist": "artist",
        "cover_tags": ["cover-tag"],
        "public": True,
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "token": "a-secret-token",
        "username": "a-secret-username",
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/books/my-book/cover"


class TestBookshopSignIn(HttpTaskTests):
    task_class = BookshopSignIn
    method = "POST"
    path = "/sign-in"
    members = {
        "email": "body.email",
        "remember": "body.remember",
        "base_url": "base_url",
        "request_timeout": "timeout",
        "password": "body.password",
    }
    kinds = {"remember": "flag", "base_url": "url", "request_timeout": "decimal"}
    styles = {"remember": "flag"}
    body = "form"
    required = ["email", "base_url", "password"]
    secrets = ["password"]
    run_only = ["password"]
    defaults = {"base_url": "https://eu.bookshop.example.com/v2", "request_timeout": 60}
    headers = {"accept": "application/json"}
    sample = {
        "email": "someone@example.com",
        "remember": True,
        "base_url": "https://eu.bookshop.example.com/v2",
        "request_timeout": 60,
        "password": "a-secret-password",
    }
    url = "https://eu.bookshop.example.com/v2/sign-in"
    answers_json = True
    response = {"token": "token"}
    result = {"token": "token"}
    result_of_nothing = "an error"
