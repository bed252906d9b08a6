"""What tasks of small documents send and return, written out."""

from __future__ import annotations

import pytest
import requests
import responses

from taskgen.render.http.task import task_source
from tests.sources.openapi.documents import OK, model

IMPORTS = """
import json
from typing import Any, Dict, List, Optional, Union
from urllib.parse import quote

import requests
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs
from requests.auth import HTTPDigestAuth
"""


def made(folder, paths, rest=""):
    """The only task of a document, ready to run."""
    module = model(folder, paths, rest=rest)
    (task,) = module.tasks
    names = {}
    exec(f"{IMPORTS}\n\n{task_source(task, module, 'tasks')}", names)
    return names[task.name]()


@pytest.fixture
def api():
    with responses.RequestsMock() as mock:
        yield mock


def answered(api, method="GET", url="https://shop.example.com/v1/pets", **answer):
    api.add(method, url, **answer)


def query(task, api, **given):
    answered(api)
    task.run(**given)
    return api.calls[0].request.url.partition("?")[2]


class TestBooleans:
    @pytest.mark.parametrize(
        ("schema", "value", "sent"),
        [
            ("schema: {type: boolean}", True, "sold=true"),
            ("schema: {type: array, items: {type: boolean}}", [True, False],
             "sold=true&sold=false"),
            ("explode: false, schema: {type: array, items: {type: boolean}}", [True, False],
             "sold=true%2Cfalse"),
            ("schema: {oneOf: [{type: boolean}, {type: string}]}", False, "sold=false"),
            ("schema: {oneOf: [{type: boolean}, {type: string}]}", "False", "sold=False"),
            ("schema: {}", True, "sold=true"),
            ("schema: {type: object, additionalProperties: {type: boolean}}", {"a": True},
             "a=true"),
            ("style: deepObject, schema: {type: object}", {"a": [True]}, "sold%5Ba%5D%5B0%5D=true"),
        ],
    )  # fmt: skip
    def test_in_a_query(self, tmp_path, api, schema, value, sent):
        task = made(
            tmp_path, f"/pets: {{get: {{parameters: [{{name: sold, in: query, {schema}}}], {OK}}}}}"
        )
        assert query(task, api, sold=value) == sent

    def test_in_a_path(self, tmp_path, api):
        flags = "{name: flags, in: path, required: true, schema: {type: array, items: "
        paths = f'"/{{flags}}": {{get: {{parameters: [{flags}{{type: boolean}}}}}}], {OK}}}}}'
        answered(api, url="https://shop.example.com/v1/true,false")
        made(tmp_path, paths).run(flags=[True, False])

    @pytest.mark.parametrize("place", ["header", "cookie"])
    def test_in_headers_and_cookies(self, tmp_path, api, place):
        sold = f"{{name: Sold, in: {place}, schema: {{type: array, items: {{type: boolean}}}}}}"
        task = made(tmp_path, f"/pets: {{get: {{parameters: [{sold}], {OK}}}}}")
        answered(api)
        task.run(sold=[True, False])
        headers = api.calls[0].request.headers
        assert "true,false" in headers["Sold" if place == "header" else "Cookie"]

    @pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
    def test_in_forms(self, tmp_path, api, form):
        members = "{a: {oneOf: [{type: boolean}, {type: integer}]}, b: {type: string}}"
        content = f"content: {{{form}: {{schema: {{type: object, properties: {members}}}}}}}"
        task = made(tmp_path, f"/pets: {{post: {{requestBody: {{{content}}}, {OK}}}}}")
        answered(api, "POST")
        task.run(a=True, b="True")
        body = api.calls[0].request.body
        body = body if isinstance(body, str) else body.decode()
        assert "true" in body
        assert body.count("True") == 1


class TestPaths:
    PATHS = f"""
        /pets/{{id}}:
          delete:
            parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
            {OK}
        """

    @pytest.mark.parametrize("part", ["", ".", ".."])
    def test_a_value_leads_to_no_other_resource(self, tmp_path, part):
        with pytest.raises(ValueError, match=rf"^A part of the path can't be `{part}`\.$"):
            made(tmp_path, self.PATHS.replace("{id}:", "{id}:")).run(pet_id=part)

    def test_dots_beside_other_characters_are_sent(self, tmp_path, api):
        answered(api, "DELETE", "https://shop.example.com/v1/pets/..%2F...")
        made(tmp_path, self.PATHS).run(pet_id="../...")


class TestTokens:
    PATHS = f"/pets: {{get: {{security: [{{any: []}}], {OK}}}}}"

    def task(self, folder, scheme):
        return made(folder, self.PATHS, f"components: {{securitySchemes: {{any: {{{scheme}}}}}}}\n")

    @pytest.mark.parametrize(
        ("scheme", "name", "sent"),
        [
            ("type: http, scheme: bearer", "token", "Bearer a-secret"),
            ("type: http, scheme: hawk", "authorization", "a-secret"),
            ("type: apiKey, in: header, name: Authorization", "authorization", "a-secret"),
        ],
    )
    def test_a_netrc_file_replaces_none(self, tmp_path, api, monkeypatch, scheme, name, sent):
        netrc = tmp_path / "netrc"
        netrc.write_text("default login someone password other")
        monkeypatch.setenv("NETRC", str(netrc))
        answered(api)
        self.task(tmp_path, scheme).run(**{name: "a-secret"})
        assert api.calls[0].request.headers["Authorization"] == sent

    @pytest.mark.parametrize("place", ["header", "cookie"])
    def test_one_that_no_header_can_hold_is_not_shown(self, tmp_path, place):
        task = self.task(tmp_path, f"type: apiKey, in: {place}, name: X-Shop-Key")
        with pytest.raises(
            ValueError, match=r"^A secret has characters that no header can hold\.$"
        ):
            task.run(shop_key="a-secret\nof two lines")

    def test_the_end_of_a_line_is_no_part_of_it(self, tmp_path, api):
        answered(api)
        self.task(tmp_path, "type: http, scheme: bearer").run(token="a-secret\n")
        assert api.calls[0].request.headers["Authorization"] == "Bearer a-secret"

    def test_errors_where_the_url_has_a_secret_know_the_response(self, tmp_path, api):
        answered(api, status=404)
        with pytest.raises(
            requests.HTTPError, match=r"^The API answered 404 Not Found\.$"
        ) as error:
            self.task(tmp_path, "type: apiKey, in: query, name: shopKey").run(shop_key="a-secret")
        assert error.value.response.status_code == 404

    @pytest.mark.parametrize("place", ["header", "cookie"])
    def test_a_redirect_takes_no_key_elsewhere(self, tmp_path, api, place):
        answered(api, status=302, headers={"Location": "https://elsewhere.example.com/"})
        task = self.task(tmp_path, f"type: apiKey, in: {place}, name: X-Shop-Key")
        with pytest.raises(requests.HTTPError, match=r"^The API redirects, which is not followed"):
            task.run(shop_key="a-secret")

    def test_a_redirect_is_followed_without_the_token(self, tmp_path, api):
        there = "https://elsewhere.example.com/"
        answered(api, status=302, headers={"Location": there})
        answered(api, url=there, body=b"a file")
        assert self.task(tmp_path, "type: http, scheme: bearer").run(token="a-secret") == b"a file"
        assert "Authorization" not in api.calls[1].request.headers


class TestFiles:
    def body(self, members):
        schema = f"{{schema: {{type: object, properties: {{{members}}}}}}}"
        content = f"{{application/json: {schema}, multipart/form-data: {schema}}}"
        return f"/pets: {{post: {{requestBody: {{content: {content}}}, {OK}}}}}"

    @pytest.mark.parametrize(
        "schema",
        [
            "type: string, format: binary",
            "type: array, items: {type: string, format: binary}",
            "oneOf: [{type: array, items: {type: string, format: binary}}, "
            "{type: string, format: binary}]",
        ],
    )
    def test_a_form_is_chosen_for_what_json_can_not_hold(self, tmp_path, api, schema):
        answered(api, "POST")
        photo = b"\xff a photo" if schema.startswith("type: string") else [b"\xff a photo"]
        made(tmp_path, self.body(f"photo: {{{schema}}}")).run(photo=photo)
        assert b'name="photo"; filename="photo"\r\n\r\n\xff a photo' in api.calls[0].request.body

    def test_json_is_chosen_for_all_else(self, tmp_path, api):
        answered(api, "POST")
        made(tmp_path, self.body("photo: {type: string}")).run(photo="a photo")
        assert api.calls[0].request.body == b'{"photo": "a photo"}'

    @pytest.mark.parametrize(("value", "sent"), [("a text", b"a text"), ({"a": 1}, b'{"a": 1}')])
    def test_a_text_beside_objects_is_sent_as_it_is(self, tmp_path, api, value, sent):
        answered(api, "POST")
        either = "oneOf: [{type: string}, {type: object}]"
        photo = "photo: {type: string, format: binary}"
        made(tmp_path, self.body(f"{photo}, what: {{{either}}}")).run(photo=b"", what=value)
        assert b'name="what"\r\n\r\n' + sent + b"\r\n" in api.calls[0].request.body


class TestAnswers:
    def test_text_of_any_content_type(self, tmp_path, api):
        text = "responses: {'200': {description: OK, content: {'*/*': {schema: {type: string}}}}}"
        answered(api, body="a text")
        assert made(tmp_path, f"/pets: {{get: {{{text}}}}}").run() == "a text"

    def test_where_the_api_leads_elsewhere(self, tmp_path, api):
        there = "https://files.example.com/17"
        answered(api, status=302, headers={"Location": there})
        answered(api, url=there, body=b"a file")
        moved = "responses: {'302': {description: Moved.}, '410': {description: Gone.}}"
        said = "description: 'Downloads the file. Look for `Location` in the headers.'"
        task = made(tmp_path, f"/pets: {{get: {{{said}, {moved}}}}}")
        assert task.run() == b"a file"
        assert "Location" not in task.__doc__
