"""Documents that can't be read are refused, with the places of all that is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taskgen.problems import TaskgenError
from taskgen.sources.openapi.document import load_document
from taskgen.sources.openapi.infer import module_model
from taskgen.sources.openapi.places import place
from taskgen.spec import ModuleSpec, TaskSpec
from tests.sources.openapi.documents import HEAD, OK, refused, written

GOOD = HEAD.format(version="3.0.3")


def test_what_is_no_openapi_document(tmp_path):
    assert refused(tmp_path, "title: a page\n") == (
        "api.yaml: The file is not an OpenAPI document: it does not say `openapi` or `swagger`.\n"
        "  Give a document of OpenAPI 3.1, 3.0 or 2.0."
    )


def test_a_list_is_no_document(tmp_path):
    assert "it does not say `openapi`" in refused(tmp_path, "[1, 2]\n", "api.json")


def test_a_version_that_is_not_known(tmp_path):
    assert refused(tmp_path, "info: {}\nopenapi: 4.0.0\n") == (
        "api.yaml:2:1: Version `4.0.0` of OpenAPI is not understood.\n"
        "    openapi: 4.0.0\n"
        "    ^\n"
        "  Versions 2.0 (Swagger), 3.0 and 3.1 are."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"swaggerVersion": "1.2", "apis": []}', "api.json:1:2: Version `1.2` of OpenAPI is not"),
        ("", "api.json: The file is not an OpenAPI document: it is empty."),
        ("\ufeff \n", "api.json: The file is not an OpenAPI document: it is empty."),
        ("a: 1\n---\nb: 1", "api.json:2:1: The file is not YAML: expected a single document in"),
    ],
)
def test_files_of_another_kind(tmp_path, text, said):
    assert refused(tmp_path, text, "api.json").startswith(said)


def test_an_address_is_not_read():
    with pytest.raises(TaskgenError) as caught:
        load_document(Path("https://example.com/openapi.json"))
    assert str(caught.value).endswith(
        "This is the address of a document, and nothing is fetched.\n"
        "  Save it to a file, and give the path of that."
    )


@pytest.mark.parametrize(
    ("paths", "said", "hint"),
    [
        ("  a: {}\n", "('a' was unexpected).", "A path begins with `/`."),
        ("  /a: {gett: {}}\n", "('gett' was unexpected).", "See whether it is spelt right"),
        ("  /a: {get: {}}\n", '"responses" is a required property.', "Add it here."),
        ("  /a: {summary: 1}\n", '1 is not of type "string".', "Correct the document."),
        (
            "  /a: {get: {responses: {'200': {description: d, content: {a/b: {schema: {type:"
            " object, description: some text, title: a title, properties: {}, required: [a]},"
            " example: 1, examples: {}}}}}}}\n",
            "some of what is here does not go together.",
            "Correct the document.",
        ),
    ],
)
def test_what_to_do_about_what_openapi_does_not_allow(tmp_path, paths, said, hint):
    text = refused(tmp_path, GOOD + paths)
    assert said in text
    assert hint in text


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {}\n",
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\nwebhooks: {a: {}}\n",
    ],
)
def test_a_document_without_operations(tmp_path, text):
    said = refused(tmp_path, text)
    assert "The document has no operations." in said
    assert said.endswith("Give one with operations in its `paths`; webhooks are none.")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("listPet", "Did you mean `listPets`?"),
        ("GET /pet", "Did you mean `GET /pets`?"),
        ("/pets", "Did you mean `GET /pets`?"),
        ("something", "It has `listPets`."),
    ],
)
def test_an_operation_that_is_not_there(tmp_path, name, hint):
    text = GOOD + f"  /pets: {{get: {{operationId: listPets, {OK}}}}}\n"
    document = load_document(written(tmp_path, text))
    with pytest.raises(TaskgenError) as caught:
        module_model(document, ModuleSpec("", (TaskSpec(name),)))
    (problem,) = caught.value.problems
    assert (problem.message, problem.hint) == (f"The document has no operation `{name}`.", hint)


@pytest.mark.parametrize(
    ("text", "name", "place_"),
    [
        ("openapi: [\n", "api.yaml", "api.yaml:2:1"),
        ('{"openapi": \n}', "api.json", "api.json:2:1"),
    ],
)
def test_what_is_neither_json_nor_yaml(tmp_path, text, name, place_):
    assert refused(tmp_path, text, name).startswith(f"{place_}: The file is not ")


def test_all_that_openapi_does_not_allow_is_told_at_once(tmp_path):
    text = GOOD + "  /a: {get: {}}\n  /b: {get: {parameters: 1, " + OK + "}}\n"
    said = refused(tmp_path, text)
    assert "api.yaml:5:8: The document is not as OpenAPI 3.0 has it" in said
    assert '"responses" is a required property' in said
    assert "api.yaml:6:14: " in said
    assert 'is not of type "array"' in said


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        ("info: 1\na: {b: 1,\n  b: 2}\ninfo: 2\n", "api.yaml", ["3:3", "4:1"]),
        ('{"a": [{"b": 1,\n "b": {}}], "a": 2}', "api.json", ["1:2", "2:2"]),
    ],
)
def test_a_key_that_is_there_twice(tmp_path, text, name, places):
    said = refused(tmp_path, text, name)
    assert said.count("is there twice.") == 2
    assert all(f"{name}:{each}" in said for each in places[1:])


def test_two_operations_of_one_id(tmp_path):
    text = GOOD + f"  /a:\n    get: {{operationId: x, {OK}}}\n    put: {{operationId: x, {OK}}}\n"
    assert refused(tmp_path, text).startswith(
        "api.yaml:7:11: Two operations have the `operationId` `x`: `GET /a` and `PUT /a`.\n"
    )


def test_the_same_id_hides_nothing_else(tmp_path):
    """Neither keys that are there twice, nor what OpenAPI's schema or a reference says."""
    text = GOOD.replace("info:", "x-a: 1\nx-a: 2\ninfo:")
    text += (
        f"  /a:\n    get: {{operationId: x, {OK}}}\n    put: {{operationId: x, tags: 1, {OK}}}\n"
    )
    text += "  /b: {$ref: '#/no'}\n"
    said = refused(tmp_path, text)
    assert [line for line in said.splitlines() if line.startswith("api.yaml")] == [
        "api.yaml:3:1: The key `x-a` is there twice.",
        'api.yaml:9:27: The document is not as OpenAPI 3.0 has it: 1 is not of type "array".',
        "api.yaml:10:8: `#/no` refers to nothing that is there.",
        "api.yaml:9:11: Two operations have the `operationId` `x`: `GET /a` and `PUT /a`.",
    ]


def test_the_same_id_does_not_hide_what_is_asked_for_and_not_there(tmp_path):
    text = GOOD + f"  /a:\n    get: {{operationId: x, {OK}}}\n    put: {{operationId: x, {OK}}}\n"
    document = load_document(written(tmp_path, text))
    with pytest.raises(TaskgenError) as caught:
        module_model(document, ModuleSpec("", (TaskSpec("GET /a"), TaskSpec("y"))))
    assert [problem.message for problem in caught.value.problems] == [
        "Two operations have the `operationId` `x`: `GET /a` and `PUT /a`.",
        "The document has no operation `y`.",
    ]


def test_all_that_is_wrong_in_an_operation_is_told_at_once(tmp_path):
    text = (
        GOOD
        + """\
  /a:
    put:
      security: [{no: []}]
      parameters: [{$ref: '#/one'}, {$ref: '#/two'}]
      requestBody: {content: {application/json: {schema: {$ref: '#/three'}}}}
      responses: {'200': {$ref: '#/four'}}
"""
    )
    said = refused(tmp_path, text)
    assert [line for line in said.splitlines() if line.startswith("api.yaml")] == [
        "api.yaml:7:18: There is no security scheme `no`.",
        "api.yaml:9:59: `#/three` refers to nothing that is there.",
        "api.yaml:10:27: `#/four` refers to nothing that is there.",
        "api.yaml:8:21: `#/one` refers to nothing that is there.",
        "api.yaml:8:38: `#/two` refers to nothing that is there.",
    ]


def test_a_regular_expression_of_another_kind_is_none_of_our_business(tmp_path):
    """Documents have ECMAScript's, which the validator's engine does not all know."""
    schema = "{type: string, pattern: '^(?!x)[a-z]{1-9}$'}"
    parameter = f"{{name: a, in: query, schema: {schema}}}"
    path = written(tmp_path, GOOD + f"  /a: {{get: {{parameters: [{parameter}], {OK}}}}}\n")
    assert module_model(load_document(path), ModuleSpec("")).tasks[0].kwargs[0].sample == "a"


def test_aliases_that_grow(tmp_path):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    assert "more than 5,000,000 values" in refused(tmp_path, bomb)


def test_what_is_too_deep(tmp_path):
    assert "More than 100" in refused(tmp_path, '{"a":' * 200 + "1" + "}" * 200, "api.json")


class TestReferences:
    def refused(self, folder, ref, rest=""):
        path = f"  /a:\n    get:\n      parameters: [{{$ref: '{ref}'}}]\n      {OK}\n"
        return refused(folder, GOOD + path + rest)

    @pytest.mark.parametrize(
        "ref", ["https://example.com/a.yaml#/x", "//example.com/a", "file:///etc/passwd"]
    )
    def test_nothing_is_fetched(self, tmp_path, ref):
        said = self.refused(tmp_path, ref)
        assert said.startswith(
            f"api.yaml:7:21: `{ref}` is not in a file of this folder, and nothing is fetched."
        )

    def test_files_outside_of_the_folder(self, tmp_path):
        written(tmp_path, "x: 1\n", "other.yaml")
        path = f"  /a: {{get: {{parameters: [{{$ref: '../other.yaml#/x'}}], {OK}}}}}\n"
        said = refused(tmp_path, GOOD + path, "folder/api.yaml")
        assert "`../other.yaml#/x` is outside the document's folder." in said

    def test_links_that_lead_outside(self, tmp_path):
        inside = tmp_path / "inside"
        inside.mkdir()
        written(tmp_path, "x: 1\n", "other.yaml")
        (inside / "link.yaml").symlink_to(tmp_path / "other.yaml")
        path = f"  /a: {{get: {{parameters: [{{$ref: 'link.yaml#/x'}}], {OK}}}}}\n"
        assert "is outside" in refused(tmp_path, GOOD + path, "inside/api.yaml")

    def test_targets_that_are_not_there(self, tmp_path):
        rest = "components: {parameters: {limit: {name: limit, in: query, schema: {}}}}\n"
        assert self.refused(tmp_path, "#/components/parameters/limits", rest).endswith(
            "`#/components/parameters/limits` refers to nothing that is there.\n"
            "          parameters: [{$ref: '#/components/parameters/limits'}]\n"
            "                        ^\n"
            "  Did you mean `limit`?"
        )

    def test_files_that_are_not_there(self, tmp_path):
        said = self.refused(tmp_path, "no.yaml#/x")
        assert said.startswith("api.yaml:7:21: The file `no.yaml` can't be read: no such file")

    def test_references_in_a_circle(self, tmp_path):
        rest = "components: {parameters: {a: {$ref: '#/components/parameters/b'},"
        rest += " b: {$ref: '#/components/parameters/a'}}}\n"
        said = self.refused(tmp_path, "#/components/parameters/a", rest)
        assert "`#/components/parameters/a` leads to references without an end." in said

    def test_other_files_are_read_and_refer_to_their_own(self, tmp_path):
        written(
            tmp_path,
            "limit: {$ref: '#/real'}\nreal: {name: n, in: query, schema: {}}\n",
            "p/x.yaml",
        )
        path = f"  /a: {{get: {{parameters: [{{$ref: 'p/x.yaml#/limit'}}], {OK}}}}}\n"
        document = load_document(written(tmp_path, GOOD + path))
        parameters = document.operations[0].node.get("parameters")
        assert parameters
        (parameter,) = parameters.items()
        assert parameter.text("name") == "n"
        assert parameter.file.name.endswith("p/x.yaml")

    def test_names_with_slashes_and_tildes(self, tmp_path):
        rest = "components: {x-p: {'a/b~c d': {name: n, in: query, schema: {}}}}\n"
        path = f"  /a: {{get: {{parameters: [{{$ref: '#/components/x-p/a~1b~0c%20d'}}], {OK}}}}}\n"
        document = load_document(written(tmp_path, GOOD + path + rest))
        parameters = document.operations[0].node.get("parameters")
        assert parameters
        assert [each.text("name") for each in parameters.items()] == ["n"]


@pytest.mark.parametrize(
    ("path", "parameter", "said"),
    [
        ("/a/{id", "", "The path `/a/{id` has a brace without the other."),
        ("/a/id}", "", "The path `/a/id}` has a brace without the other."),
        ("/a", "name: id, in: path", "The path `/a` has no `{id}`, which a parameter is for."),
        ("/a", "name: 'x;y=1', in: cookie", "`x;y=1` is not the name of a cookie."),
        (
            "/a",
            'name: "X-A\\r\\nEvil: 1", in: header',
            "`X-A\\r\\nEvil: 1` is not the name of a header.",
        ),
    ],
)
def test_what_no_request_can_have(tmp_path, path, parameter, said):
    listed = f"{{{parameter}, required: true, schema: {{type: string}}}}" if parameter else ""
    text = refused(tmp_path, GOOD + f"  '{path}': {{get: {{parameters: [{listed}], {OK}}}}}\n")
    assert said in text
    assert "Leave the operation out: name those that you want" in text


def test_a_key_in_what_is_no_header(tmp_path):
    scheme = "{type: apiKey, in: header, name: 'X: Y'}"
    rest = f"components: {{securitySchemes: {{key: {scheme}}}}}\nsecurity: [{{key: []}}]\n"
    text = refused(tmp_path, GOOD + f"  /a: {{get: {{{OK}}}}}\n" + rest)
    assert "`X: Y` is not the name of a header." in text


@pytest.mark.parametrize(
    ("path", "place"),
    [("  a: {}\n", "api.yaml:5:3: "), ("  /a:\n    get2: {}\n", "api.yaml:6:5: ")],
)
def test_what_is_unexpected_is_the_place(tmp_path, path, place):
    assert refused(tmp_path, GOOD + path).startswith(place)


def test_methods_in_small_letters(tmp_path):
    path = written(tmp_path, GOOD + f"  /pets: {{get: {{{OK}}}}}\n")
    found = load_document(path).find("get /pets")
    assert found
    assert found.name == "GET /pets"


def test_of_operations_with_one_id_that_is_said_and_no_more(tmp_path):
    operation = f"{{get: {{operationId: a, {OK}}}}}"
    text = refused(tmp_path, GOOD + f"  /a: {operation}\n  /b: {operation}\n")
    assert "Two operations have the `operationId` `a`" in text
    assert "would both be the class" not in text


def test_links_in_a_circle(tmp_path):
    (tmp_path / "api.yaml").symlink_to(tmp_path / "api.yaml")
    with pytest.raises(TaskgenError) as caught:
        load_document(tmp_path / "api.yaml")
    assert "The file can't be read: too many levels of symbolic links." in str(caught.value)


DATA = {"a": [1, {"b/c": '}{"', "d": [[], {}, {"é": None}]}], "e": {"f": -1.5e3}}


class TestPlaces:
    @pytest.mark.parametrize("indent", [None, 1])
    @pytest.mark.parametrize("is_json", [True, False], ids=["json", "yaml"])
    def test_the_place_of_every_key_is_found(self, is_json, indent):
        text = json.dumps(DATA, indent=indent, ensure_ascii=False)
        for pointer in [("a",), ("a", 1, "b/c"), ("a", 1, "d", 2, "é"), ("e", "f")]:
            found = place(text, "api", is_json, pointer)
            line = text.split("\n")[found.line - 1]
            assert line[found.column - 1 :].startswith(json.dumps(pointer[-1], ensure_ascii=False))

    def test_of_what_is_not_there_it_is_the_nearest(self):
        assert str(place('{\n"a": {}}', "api", True, ("a", "b", 0))) == "api:2:1"


def test_nothing_of_it_is_imported_for_other_commands():
    code = "import sys, taskgen.cli.new, taskgen.cli.list, taskgen.sources.botocore.infer\n"
    code += "assert not {'yaml', 'jsonschema_rs', 'markdown_it', 'requests'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "operation",
    [
        "{requestBody: {$ref: 'b.yaml#/body'}, %s}",
        "{parameters: [{$ref: 'b.yaml#/parameter'}], %s}",
        "{parameters: [{name: a, in: query, schema: {$ref: 'b.yaml#/schema'}}], %s}",
        "{responses: {'200': {$ref: 'b.yaml#/response'}}}",
    ],
)
@pytest.mark.parametrize("odd", ["1", "true", "[]", "{}", "text"])
def test_odd_values_in_other_files_are_no_crash(tmp_path, operation, odd):
    """OpenAPI's schema is held against the document itself; what it refers to may be anything."""
    text = f"body: {{content: {odd}}}\nparameter: {{name: a, in: query, content: {odd}}}\n"
    text += f"schema: {{required: {odd}, properties: {odd}, type: {odd}, enum: {odd}}}\n"
    text += f"response: {{description: {odd}, content: {odd}}}\n"
    written(tmp_path, text, "b.yaml")
    said = operation % OK if "%s" in operation else operation
    path = written(tmp_path, GOOD + f"  /a: {{get: {said}, put: {said}}}\n")
    made = module_model(load_document(path), ModuleSpec(""))
    assert [task.name for task in made.tasks] == ["ShopGetA", "ShopReplaceA"]
