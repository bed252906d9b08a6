"""Parameters become kwargs: their names, types, docs, and how they are written."""

from __future__ import annotations

import json

import pytest

from taskgen.model.http import Style
from taskgen.model.task import Constant, Given
from taskgen.problems import TaskgenError
from taskgen.sources.openapi.document import load_document
from taskgen.sources.openapi.infer import module_model
from taskgen.spec import KwargSpec, ModuleSpec, TaskSpec
from tests.sources.openapi.documents import OK, model, own, task, written


def parameter(folder, text: str, version: str = "3.0.3"):
    """The kwarg of a parameter, and how it is written."""
    made = task(folder, f"/pets: {{get: {{parameters: [{{{text}}}], {OK}}}}}", version)
    (kwarg,) = own(made).values()
    return kwarg, made.http.style(kwarg.member)


@pytest.mark.parametrize(
    ("schema", "annotation", "sample"),
    [
        ("{type: string}", "str", "color"),
        ("{type: integer}", "int", 1),
        ("{type: integer, minimum: 5}", "int", 5),
        ("{type: number, exclusiveMaximum: true, maximum: 1}", "float", 0.999),
        ("{type: boolean}", "bool", True),
        ("{type: array, items: {type: string}}", "List[str]", ["color"]),
        (
            "{type: array, minItems: 2, uniqueItems: true, items: {type: integer}}",
            "List[int]",
            [1, 2],
        ),
        ("{type: string, enum: [red, blue]}", "str", "red"),
        ("{enum: [1, 2]}", "int", 1),
        ("{type: string, format: date}", "str", "2024-01-01"),
        ("{type: string, format: binary}", "str", "content"),
        ("{type: string, format: uuid}", "str", "00000000-0000-4000-8000-000000000001"),
        ("{type: string, example: teal}", "str", "teal"),
        ("{type: string, example: 5}", "str", "color"),
        # What looks like a real credential is shown to nobody again.
        ("{type: string, example: xoxb-1234567890-abc}", "str", "color"),
        ("{type: string, maxLength: 3}", "str", "col"),
        ("{type: string, minLength: 7}", "str", "colorxx"),
        ("{type: string, pattern: '^[A-Z]{3}$'}", "str", "USD"),
        ("{type: string, pattern: '^(a+)+$'}", "str", "aaaaaaaa"),
        ("{type: string, default: blue}", "str", "blue"),
        ("{oneOf: [{type: string}, {type: integer}]}", "Union[str, int]", "color"),
        ("{allOf: [{type: integer}, {minimum: 3}]}", "int", 3),
        ("{}", "Any", "color"),
    ],
)
def test_types_and_samples(tmp_path, schema, annotation, sample):
    kwarg, _ = parameter(tmp_path, f"name: color, in: query, schema: {schema}")
    assert (kwarg.type, kwarg.sample) == (annotation, sample)


@pytest.mark.parametrize(
    ("schema", "version"),
    [
        ("{type: string, nullable: true}", "3.0.3"),
        ("{type: [string, 'null']}", "3.1.0"),
        ("{anyOf: [{type: string}, {type: 'null'}]}", "3.1.0"),
        ("{oneOf: [{type: 'null'}, {allOf: [{type: string}]}]}", "3.1.0"),
        ("{enum: [a, null], type: [string, 'null']}", "3.1.0"),
    ],
)
def test_what_may_be_null_is_no_other_type(tmp_path, schema, version):
    kwarg, _ = parameter(tmp_path, f"name: color, in: query, schema: {schema}", version)
    assert kwarg.type == "str"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("in: query, schema: {type: string}", Style.PLAIN),
        ("in: query, schema: {type: boolean}", Style.FLAG),
        ("in: query, schema: {type: array}", Style.PLAIN),
        ("in: query, explode: false, schema: {type: array}", Style.COMMA),
        ("in: query, style: spaceDelimited, schema: {type: array}", Style.SPACE),
        ("in: query, style: pipeDelimited, schema: {type: array}", Style.PIPE),
        ("in: query, style: pipeDelimited, explode: true, schema: {type: array}", Style.PLAIN),
        ("in: query, schema: {type: object}", Style.PAIRS),
        (
            "in: query, schema: {type: object, properties: {a: {type: array, items: {}}}}",
            Style.PAIRS,
        ),
        ("in: query, schema: {type: object, properties: {a: {type: object}}}", Style.JSON),
        ("in: query, style: deepObject, schema: {type: object}", Style.DEEP),
        ("in: query, content: {application/json: {schema: {type: object}}}", Style.JSON),
        ("in: query, schema: {type: array, items: {type: object}}", Style.JSON),
        ("in: header, schema: {type: array}", Style.COMMA),
        ("in: cookie, schema: {type: string}", Style.PLAIN),
    ],
)
def test_how_a_value_is_written(tmp_path, text, style):
    assert parameter(tmp_path, f"name: color, {text}")[1] is style


@pytest.mark.parametrize(
    ("format_", "style"),
    [("csv", Style.COMMA), ("ssv", Style.SPACE), ("pipes", Style.PIPE), ("multi", Style.PLAIN)],
)
def test_how_swagger_writes_lists(tmp_path, format_, style):
    text = f"""
        swagger: "2.0"
        info: {{title: Shop API, version: "1"}}
        host: shop.example.com
        basePath: /v1
        schemes: [http, https]
        paths:
          /pets:
            get:
              parameters: [{{name: a, in: query, type: array, items: {{type: string}},
                            collectionFormat: {format_}}}]
              {OK}
        """
    document = load_document(written(tmp_path, text))
    (made,) = module_model(document, ModuleSpec("")).tasks
    assert made.http.style(("query", "a")) is style
    assert made.kwargs[-2].default == "https://shop.example.com/v1"


def test_what_can_not_be_written(tmp_path):
    paths = f"""
        /a/{{x}}: {{get: {{parameters: [{{name: x, in: path, required: true, style: matrix,
                    schema: {{type: string}}}}], {OK}}}}}
        /b/{{y}}: {{get: {{parameters: [{{name: y, in: path, required: true,
                    schema: {{type: object}}}}], {OK}}}}}
        """
    with pytest.raises(TaskgenError) as caught:
        model(tmp_path, paths)
    said = [problem.message for problem in caught.value.problems]
    assert said == [
        "The style `matrix` of `x` is one that tasks can't send.",
        "The parameter `y` is an object in a path, which tasks can't send.",
    ]


@pytest.mark.parametrize(
    ("name", "where", "kwarg"),
    [
        ("petId", "query", "pet_id"),
        ("X-Request-ID", "header", "request_id"),
        ("created[gte]", "query", "created_gte"),
        ("tags", "query", "pet_tags"),
        ("timeout", "query", "pet_timeout"),
        ("from", "query", "pet_from"),
        ("filter", "query", "pet_filter"),
        ("base_url", "query", "pet_base_url"),
        ("_under", "query", "under"),
        ("größe", "query", "gre"),
        ("日本", "query", "pet"),
        ("3d", "query", "pet_3_d"),
        ("Content-MD5", "header", "content_md5"),
        ("address2Line", "query", "address2_line"),
    ],
)
def test_names(tmp_path, name, where, kwarg):
    made, _ = parameter(tmp_path, f"name: '{name}', in: {where}, schema: {{type: string}}")
    assert made.name == kwarg


def test_two_parameters_of_one_name(tmp_path):
    made = task(
        tmp_path,
        f"""
        /pets/{{id}}: {{get: {{parameters: [{{name: id, in: path, required: true, schema: {{}}}},
                     {{name: id, in: query, schema: {{}}}}, {{name: id, in: header, schema: {{}}}}],
                     {OK}}}}}
        """,
    )
    assert {k: v.member for k, v in own(made).items()} == {
        "pet_id": ("path", "id"),
        "query_id": ("query", "id"),
        "header_id": ("header", "id"),
    }


def test_a_parameter_of_the_path_is_of_what_stands_before_it(tmp_path):
    made = task(tmp_path, f"/pets/{{id}}/logs/{{name}}: {{get: {{{OK}}}}}")
    assert list(own(made)) == ["pet_id", "log_name"]


def test_parameters_of_the_operation_stand_for_those_of_the_path(tmp_path):
    made = task(
        tmp_path,
        f"""
        /pets:
          parameters: [{{name: a, in: query, schema: {{type: string}}}},
                       {{name: b, in: query, schema: {{type: string}}}}]
          get: {{parameters: [{{name: b, in: query, required: true, schema: {{type: integer}}}}],
                 {OK}}}
        """,
    )
    assert [(k, v.type, v.required) for k, v in own(made).items()] == [
        ("b", "int", True),
        ("a", "str", False),
    ]


def test_a_parameter_that_the_document_forgot(tmp_path):
    made = task(tmp_path, f"/pets/{{petId}}: {{get: {{{OK}}}}}")
    assert own(made)["pet_id"].required


def test_deprecated_parameters_get_no_kwarg_unless_they_are_asked_for(tmp_path):
    paths = f"""/pets: {{get: {{operationId: pets, {OK}, parameters: [
                {{name: old, in: query, deprecated: true, schema: {{type: string}}}}]}}}}"""
    assert own(task(tmp_path, paths)) == {}
    wished = TaskSpec("pets", kwargs={"old": KwargSpec(doc="The old one.")})
    (made,) = model(tmp_path, paths, wished).tasks
    assert own(made)["old"].doc == "The old one."


def test_what_has_one_value_is_a_constant(tmp_path):
    made = task(
        tmp_path,
        f"""/pets: {{get: {{parameters: [{{name: Version, in: header, required: true,
              schema: {{type: string, enum: [v1]}}}}], {OK}}}}}""",
    )
    assert made.constants == (Constant(("header", "Version"), "v1"),)
    assert own(made) == {}


def test_a_required_parameter_with_a_default_has_it(tmp_path):
    kwarg, _ = parameter(
        tmp_path, "name: page, in: query, required: true, schema: {type: integer, default: 0}"
    )
    assert kwarg.default == 0


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("name: password, in: query, schema: {type: string}", True),
        ("name: pin, in: query, schema: {type: string, format: password}", True),
        ("name: access_token, in: query, schema: {type: string}", True),
        ("name: Authorization, in: header, schema: {type: string}", True),
        ("name: page_token, in: query, schema: {type: string}", False),
        ("name: token, in: query, schema: {type: string}", False),
        ("name: token, in: query, description: The access token, schema: {type: string}", True),
        ("name: password, in: query, schema: {type: boolean}", False),
        ("name: color, in: query, schema: {type: string}", False),
    ],
)
def test_secrets(tmp_path, text, secret):
    kwarg, _ = parameter(tmp_path, text)
    assert kwarg.secret is secret
    assert kwarg.given is (Given.RUN if secret else Given.BOTH)


@pytest.mark.parametrize(
    ("text", "doc"),
    [
        ("The **color** of `it`.", "The color of `it`."),
        ("The color. See [the guide](https://a.example/b).", "The color."),
        ("The color", "The color."),
        ("", "The color."),
        ("Optional. The color, e.g. red.", "The color, e.g. red."),
        ("(required) The color.", "The color."),
        ("**Required** The color.", "The color."),
        ("**Required if you paint**. The color.", "Required if you paint. The color."),
        ("Optional color of it.", "Optional color of it."),
        ("Painting something?", "The color."),
        ("The color. If you paint it.", "The color."),
        ("When audio output is wanted with `a, b`.", "The color."),
        ("If you paint it, the color.", "If you paint it, the color."),
        ("If true the color is sent.", "If true the color is sent."),
        ("<p>The <b>color</b><br>Of it.</p>", "The color. Of it."),
        ("The color.\n\n- one\n- two\n\n| a |\n|---|\n| b |", "The color."),
        ("One of the following:\n\n* a", "The color."),
        ("It has a color. It takes the following custom media types.", "It has a color."),
        ("Args:\nThe color.", "The color."),
        ('Say "yes" or {{ no }}.', "Say 'yes' or { no }."),
        ("A\u202e right-to-left \x07 bell.", "A right-to-left bell."),
        ("Two  \nlines.", "Two lines."),
        ("The color. `{color: 'red'}`.", "The color."),
        ("String", "The color."),
        ("The color. Such as `-----BEGIN PRIVATE KEY----- MIIE`.", "The color."),
    ],
)
def test_docs(tmp_path, text, doc):
    written_ = json.dumps(text)
    kwarg, _ = parameter(
        tmp_path, f"name: color, in: query, description: {written_}, schema: {{type: string}}"
    )
    assert kwarg.doc == doc


@pytest.mark.parametrize(
    ("text", "doc"),
    [
        ("name: X-Shop-Tags, in: header", "The header `X-Shop-Tags`."),
        ("name: theme, in: cookie", "The cookie `theme`."),
        ("name: q, in: query", "The parameter `q`."),
        ("name: due_at, in: query", "The due at."),
    ],
)
def test_what_nobody_describes_is_said_by_its_name(tmp_path, text, doc):
    kwarg, _ = parameter(tmp_path, f"{text}, schema: {{type: string}}")
    assert kwarg.doc == doc


@pytest.mark.parametrize(
    ("said", "doc"),
    [
        ("schema: {type: string, enum: [red, blue]}", "The color. One of `red` or `blue`."),
        (
            "schema: {type: array, items: {enum: [red, blue]}}",
            "The color. Each is one of `red` or `blue`.",
        ),
        ("schema: {oneOf: [{const: red}, {const: blue}]}", "The color. One of `red` or `blue`."),
        ("description: Either red or blue., schema: {enum: [red, blue]}", "Either red or blue."),
        (
            "description: What hundreds like., schema: {enum: [red, like]}",
            "What hundreds like. One of `red` or `like`.",
        ),
        ("schema: {type: boolean, enum: [true, false]}", "The color."),
        ("schema: {type: string, enum: ['', red]}", "The color."),
        ("schema: {type: integer, default: 20}", "The color. By default, the API takes `20`."),
        (
            "schema: {type: string, enum: [red, blue], default: red}",
            "The color. One of `red` or `blue`. By default, the API takes `red`.",
        ),
        ("description: The default is 20., schema: {default: 20}", "The default is 20."),
        ("schema: {type: integer, default: many}", "The color."),
        ("schema: {type: string, default: ''}", "The color."),
        ("required: true, schema: {type: integer, default: 20}", "The color."),
    ],
)
def test_docs_tell_the_values_and_the_default(tmp_path, said, doc):
    kwarg, _ = parameter(tmp_path, f"name: color, in: query, {said}", "3.1.0")
    assert kwarg.doc == doc


@pytest.mark.parametrize(
    ("where", "name", "kind", "secret"),
    [
        ("query", "session_id", "string", True),
        ("cookie", "session", "string", True),
        ("cookie", "PHPSESSID", "string", True),
        ("cookie", "theme", "string", False),
        ("query", "session", "string", False),
        ("query", "otp", "integer", True),
        ("query", "cvc", "integer", True),
        ("query", "pin", "integer", False),
        ("query", "password_hint", "string", False),
        ("query", "pass", "string", True),
    ],
)
def test_what_lets_in_who_has_it_is_a_secret(tmp_path, where, name, kind, secret):
    parameter = f"{{name: {name}, in: {where}, schema: {{type: {kind}}}}}"
    (kwarg,) = own(task(tmp_path, f"/a: {{get: {{parameters: [{parameter}], {OK}}}}}")).values()
    assert kwarg.secret is secret
    # Tests look for it in all that is told, so that it may not be a part of anything else.
    assert not secret or len(str(kwarg.sample)) > 7
