"""Operations become tasks: bodies, responses, credentials, servers, names and wishes."""

from __future__ import annotations

import textwrap

import pytest

from taskgen.model.http import Answer, Body, Place, Style
from taskgen.model.task import Given
from taskgen.problems import TaskgenError
from taskgen.render.http.request import secret_in_url
from taskgen.render.http.task import task_source
from taskgen.sources.openapi.document import load_document
from taskgen.sources.openapi.infer import module_model
from taskgen.spec import KwargSpec, ModuleSpec, OpenApiSpec, TaskSpec
from tests.sources.openapi.documents import HEAD, OK, model, own, task, written


def posted(folder, content: str, required: str = "required: true", version: str = "3.0.3"):
    """The task that posts a body of this content."""
    body = f"requestBody: {{{required}, content: {{{content}}}}}"
    return task(folder, f"/pets: {{post: {{{body}, {OK}}}}}", version)


class TestBodies:
    def test_members_of_an_object_are_kwargs(self, tmp_path):
        made = posted(
            tmp_path,
            """application/json: {schema: {type: object, required: [kind, id], properties: {
                 kind: {type: string}, born: {type: string, format: date},
                 id: {type: integer, readOnly: true}}}}""",
        )
        assert [(k, v.member, v.required) for k, v in own(made).items()] == [
            ("kind", ("body", "kind"), True),
            ("born", ("body", "born"), False),
        ]
        assert (made.http.body, made.http.body_required) == (Body.JSON, True)

    def test_of_a_body_that_may_be_missing_nothing_is_required(self, tmp_path):
        made = posted(
            tmp_path,
            "application/json: {schema: {type: object, required: [a], properties: {a: {}}}}",
            "required: false",
        )
        assert not own(made)["a"].required

    @pytest.mark.parametrize(
        ("schema", "annotation"),
        [
            ("{type: array, items: {type: integer}}", "List[int]"),
            ("{type: object, additionalProperties: {type: string}}", "Dict[str, str]"),
            ("{oneOf: [{type: object, properties: {a: {}}}, {type: array}]}", "Union[dict, list]"),
            ("{type: string}", "str"),
            ("{}", "Any"),
        ],
    )
    def test_any_other_body_is_one_kwarg(self, tmp_path, schema, annotation):
        (kwarg,) = own(posted(tmp_path, f"application/json: {{schema: {schema}}}")).values()
        assert (kwarg.name, kwarg.member, kwarg.type) == ("body", ("body",), annotation)

    def test_too_many_members_are_one_kwarg(self, tmp_path):
        many = ", ".join(f"m{number}: {{type: string}}" for number in range(61))
        made = posted(tmp_path, f"application/json: {{schema: {{properties: {{{many}}}}}}}")
        assert list(own(made)) == ["body"]

    def test_all_of_is_merged_and_recursion_ends(self, tmp_path):
        made = task(
            tmp_path,
            f"""/pets: {{post: {{requestBody: {{required: true, content: {{application/json:
                 {{schema: {{$ref: '#/components/schemas/Dog'}}}}}}}}, {OK}}}}}""",
            rest="""
            components:
              schemas:
                Pet: {type: object, required: [name], properties: {name: {type: string},
                      parent: {$ref: '#/components/schemas/Dog'}}}
                Dog: {allOf: [{$ref: '#/components/schemas/Pet'},
                      {type: object, required: [parent], properties: {breed: {type: string}}}]}
            """,
        )
        assert list(own(made)) == ["pet_name", "parent", "breed"]
        assert own(made)["parent"].sample == {}

    def test_there_is_no_sample_of_what_leads_back_to_itself(self, tmp_path):
        schema = "{type: object, properties: {parent: {$ref: '#/components/schemas/Pet'}}}"
        made = task(
            tmp_path,
            f"""/pets: {{post: {{requestBody: {{required: true, content: {{application/json:
                 {{schema: {schema}}}}}}}, {OK}}}}}""",
            rest="""
            components:
              schemas:
                Pet: {type: object, required: [parent],
                      properties: {parent: {$ref: '#/components/schemas/Pet'}}}
            """,
        )
        assert own(made)["parent"].sample is None

    @pytest.mark.parametrize("schema", ["{}", "{type: object}", "{type: string, format: binary}"])
    def test_a_form_of_parts_that_nobody_describes_takes_them_by_their_names(
        self, tmp_path, schema
    ):
        (kwarg,) = own(posted(tmp_path, f"multipart/form-data: {{schema: {schema}}}")).values()
        assert (kwarg.member, kwarg.type) == (("body",), "Dict[str, bytes]")

    @pytest.mark.parametrize(
        ("content", "kind", "content_type"),
        [
            ("{text/xml: {}, application/json: {}}", Body.JSON, ""),
            ("{application/merge-patch+json: {}}", Body.JSON, "application/merge-patch+json"),
            ("{'*/*': {}}", Body.JSON, ""),
            ("{text/plain: {}}", Body.TEXT, "text/plain"),
            ("{application/octet-stream: {}}", Body.BYTES, "application/octet-stream"),
            ("{image/png: {}}", Body.BYTES, "image/png"),
            ("{application/octet-stream: {schema: {type: array}}}", Body.JSON, ""),
        ],
    )
    def test_the_content_type(self, tmp_path, content, kind, content_type):
        made = posted(tmp_path, content[1:-1])
        assert (made.http.body, made.http.content_type) == (kind, content_type)

    @pytest.mark.parametrize(
        ("content", "annotation", "sample"),
        [
            ("application/octet-stream: {}", "bytes", b"content"),
            ("text/xml: {schema: {type: object}}", "str", "some text"),
            ("text/plain: {example: Hello}", "str", "Hello"),
            ("application/json: {schema: {type: string, format: binary}}", "str", "content"),
        ],
    )
    def test_the_type_is_one_that_the_body_takes(self, tmp_path, content, annotation, sample):
        kwarg = own(posted(tmp_path, content))["body"]
        assert (kwarg.type, kwarg.sample) == (annotation, sample)

    @pytest.mark.parametrize(
        ("kind", "styles"),
        [
            (
                "application/x-www-form-urlencoded",
                {"flag": Style.FLAG, "deep": Style.DEEP, "whole": Style.JSON},
            ),
            (
                "multipart/form-data",
                {
                    "flag": Style.FLAG,
                    "deep": Style.JSON,
                    "file": Style.FILE,
                    "whole": Style.JSON,
                },
            ),
        ],
    )
    def test_how_members_of_forms_are_written(self, tmp_path, kind, styles):
        made = posted(
            tmp_path,
            f"""{kind}: {{schema: {{type: object, properties: {{
                 text: {{type: string}}, flag: {{type: boolean}}, deep: {{type: object}},
                 whole: {{type: object}}, list: {{type: array, items: {{type: string}}}},
                 file: {{type: string, format: binary}}}}}},
                 encoding: {{deep: {{style: deepObject}}}}}}""",
        )
        found = {member[1]: style for member, style in made.http.styles.items()}
        if "form-urlencoded" in kind:
            found.pop("file", None)
        assert found == styles

    def test_a_get_has_no_body_unless_the_document_insists(self, tmp_path):
        body = "requestBody: {content: {application/json: {schema: {type: object}}}}"
        assert own(task(tmp_path, f"/pets: {{get: {{{body}, {OK}}}}}")) == {}


class TestResponses:
    @pytest.mark.parametrize(
        ("responses", "answer", "annotation"),
        [
            ("'200': {description: d, content: {application/json: {schema: {type: object}}}}",
             Answer.JSON, "dict"),
            ("'201': {description: d, content: {text/csv: {}}}", Answer.TEXT, "str"),
            ("'200': {description: d, content: {application/pdf: {}}}", Answer.BYTES, "bytes"),
            ("'200': {description: d, content: {text/html: {},"
             " application/hal+json: {schema: {type: array}}}}",
             Answer.JSON, "list"),
            ("'204': {description: d}", Answer.NOTHING, "None"),
            ("'2XX': {description: d, content: {application/json: {schema: {type: integer}}}}",
             Answer.JSON, "int"),
            ("default: {description: d, content: {application/json: {}}}", Answer.JSON, "Any"),
            ("'200': {description: d, content: {image/png: {}, text/csv: {}}}", Answer.TEXT, "str"),
            # Who gets something wants to have it, though the document forgot it.
            ("'200': {description: d}", Answer.BYTES, "bytes"),
            # Converters write this where a document says no type.
            ("'200': {description: d, content: {application/octet-stream: {schema:"
             " {type: object}}}}", Answer.JSON, "dict"),
            ("'202': {description: d}", Answer.NOTHING, "None"),
            ("'404': {description: d, content: {application/json: {}}}", Answer.NOTHING, "None"),
            ("'200': {description: d, content: {application/json: {schema: {type: object}}}},"
             " '204': {description: e}",
             Answer.JSON, "Optional[dict]"),
        ],
    )  # fmt: skip
    def test_what_is_returned(self, tmp_path, responses, answer, annotation):
        made = task(tmp_path, f"/pets: {{get: {{responses: {{{responses}}}}}}}")
        assert (made.http.answer, made.result.type) == (answer, annotation)

    def test_of_a_head_request_it_is_the_headers(self, tmp_path):
        assert task(tmp_path, f"/pets: {{head: {{{OK}}}}}").http.answer is Answer.HEADERS


PETS = f"  /pets: {{get: {{{OK}}}}}\n"
SCHEMES = """
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    oauth: {type: oauth2, flows: {}}
    header: {type: apiKey, in: header, name: X-Api-Key}
    twin: {type: apiKey, in: header, name: x-api-key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: session}
    digest: {type: http, scheme: Digest}
    other: {type: http, scheme: negotiate}
    openid: {type: openIdConnect, openIdConnectUrl: "https://example.com/.well-known"}
    tls: {type: mutualTLS}
"""


class TestSecurity:
    @pytest.mark.parametrize(
        ("wanted", "places", "required"),
        [
            ("[{bearer: []}]", [Place.BEARER], ["token"]),
            ("[{oauth: [read]}]", [Place.BEARER], ["token"]),
            ("[{basic: []}]", [Place.BASIC], ["username", "password"]),
            ("[{header: []}]", [Place.HEADER], ["api_key"]),
            ("[{query: []}]", [Place.QUERY], ["key_value"]),
            ("[{cookie: []}]", [Place.COOKIE], ["session"]),
            ("[{openid: []}]", [Place.BEARER], ["token"]),
            ("[{digest: []}]", [Place.DIGEST], ["username", "password"]),
            ("[{basic: []}, {digest: []}]", [Place.BASIC], ["username", "password"]),
            ("[{tls: []}]", [Place.CERTIFICATE], []),
            ("[{tls: []}, {bearer: []}]", [Place.CERTIFICATE, Place.BEARER], []),
            ("[{tls: [], bearer: []}]", [Place.CERTIFICATE, Place.BEARER], ["token"]),
            ("[{other: []}]", [Place.HEADER], ["authorization"]),
            ("[{header: []}, {twin: []}]", [Place.HEADER], ["api_key"]),
            ("[{bearer: []}, {header: []}]", [Place.BEARER, Place.HEADER], []),
            ("[{bearer: [], header: []}]", [Place.BEARER, Place.HEADER], ["token", "api_key"]),
            (
                "[{bearer: [], header: []}, {header: [], cookie: []}]",
                [Place.BEARER, Place.HEADER, Place.COOKIE],
                ["api_key"],
            ),
            ("[{}, {bearer: []}]", [Place.BEARER], []),
            ("[]", [], []),
        ],
    )
    def test_credentials(self, tmp_path, wanted, places, required):
        made = task(tmp_path, f"/pets: {{get: {{security: {wanted}, {OK}}}}}", "3.1.0", SCHEMES)
        secrets = [kwarg for kwarg in made.kwargs if kwarg.secret]
        assert [each.place for each in made.http.credentials] == places
        assert [kwarg.name for kwarg in secrets if kwarg.required] == required
        assert not [kwarg for kwarg in secrets if kwarg.in_init]

    @pytest.mark.parametrize(
        ("said", "rest", "places"),
        [
            ("", "", [Place.BEARER, Place.HEADER]),
            ("", "security: []", [Place.BEARER, Place.HEADER]),
            ("security: [], ", "", []),
            ("", "security: [{key: []}]", [Place.HEADER]),
        ],
    )
    def test_where_nothing_says_when_schemes_are_used_all_can_be(
        self, tmp_path, said, rest, places
    ):
        schemes = "{token: {type: oauth2, flows: {}}, key: {type: apiKey, in: header, name: X-Key}}"
        rest = f"components: {{securitySchemes: {schemes}}}\n{rest}\n"
        made = task(tmp_path, f"/pets: {{get: {{{said}{OK}}}}}", rest=rest)
        assert [each.place for each in made.http.credentials] == places
        required = [kwarg for kwarg in made.kwargs if kwarg.secret and kwarg.required]
        assert bool(required) == ("key" in rest.partition("}}}")[2])

    def test_what_takes_more_than_another_way_is_none(self, tmp_path):
        wanted = "[{bearer: [], header: []}, {bearer: []}, {basic: []}, {basic: [], bearer: []}]"
        made = task(tmp_path, f"/pets: {{get: {{security: {wanted}, {OK}}}}}", "3.1.0", SCHEMES)
        ways = [[each.place for each in way] for way in made.http.alternatives]
        assert ways == [[Place.BEARER], [Place.BASIC]]
        assert {each.place for each in made.http.credentials} == {
            Place.BEARER,
            Place.HEADER,
            Place.BASIC,
        }

    def test_a_certificate_is_a_path_and_its_key_may_be_in_the_same_file(self, tmp_path):
        made = task(
            tmp_path, f"/pets: {{get: {{security: [{{tls: []}}], {OK}}}}}", "3.1.0", SCHEMES
        )
        assert [(k, v.required, v.secret, v.given) for k, v in own(made).items()] == [
            ("client_cert", True, False, Given.BOTH),
            ("client_key", False, False, Given.BOTH),
        ]

    @pytest.mark.parametrize(
        ("said", "place"), [("digest", Place.DIGEST), ("certificate", Place.CERTIFICATE)]
    )
    def test_what_a_spec_says_where_the_document_says_nothing(self, tmp_path, said, place):
        document = load_document(written(tmp_path, HEAD.format(version="3.0.3") + PETS))
        wanted = ModuleSpec("", openapi=OpenApiSpec("api.yaml", authentication=said))
        (made,) = module_model(document, wanted).tasks
        assert [each.place for each in made.http.credentials] == [place]

    def test_what_holds_for_all_operations(self, tmp_path):
        rest = "security: [{bearer: []}]\n" + SCHEMES
        assert task(tmp_path, f"/pets: {{get: {{{OK}}}}}", "3.1.0", rest).http.credentials

    def test_a_header_that_is_a_credential_is_no_parameter_as_well(self, tmp_path):
        made = task(
            tmp_path,
            f"""/pets: {{get: {{security: [{{bearer: []}}], parameters: [
                 {{name: Authorization, in: header, schema: {{type: string}}}}], {OK}}}}}""",
            "3.1.0",
            SCHEMES,
        )
        assert list(own(made)) == ["token"]

    def test_a_scheme_that_is_not_there(self, tmp_path):
        with pytest.raises(TaskgenError) as caught:
            task(tmp_path, f"/pets: {{get: {{security: [{{bearr: []}}], {OK}}}}}", "3.1.0", SCHEMES)
        (problem,) = caught.value.problems
        assert problem.message == "There is no security scheme `bearr`."
        assert problem.hint == "Did you mean `bearer`?"


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        ("[{url: 'https://a.example/v1/'}]", "https://a.example/v1"),
        ("[{url: /v1}, {url: 'http://b.example'}]", "http://b.example"),
        ("[{url: /v1}]", None),
        (
            "[{url: 'https://{r}.a.example', variables: {r: {default: eu, enum: [eu, us]}}}]",
            "https://eu.a.example",
        ),
        # Anybody may be the example of somebody else's document.
        ("[{url: 'https://{tenant}.a.example', variables: {tenant: {default: example}}}]", None),
        (
            "[{url: 'https://a.example:{port}/{v}', variables: {port: {default: '80'}, "
            "v: {default: v2}}}]",
            "https://a.example:80/v2",
        ),
        ("[{url: 'https://a.example/?key=1'}]", None),
        ("[{url: 'https://a.example/#part'}]", None),
        ("[{url: 'https://me:word@a.example/'}]", None),
        ("[{url: 'https://{r}.a.example'}]", None),
        ("[{url: 'ftp://a.example'}]", None),
        ("[{url: 'https://[a.example'}]", None),
    ],
)
def test_the_base_url(tmp_path, servers, url):
    made = task(tmp_path, f"/pets: {{get: {{servers: {servers}, {OK}}}}}")
    (kwarg,) = [kwarg for kwarg in made.kwargs if kwarg.member == ("base_url",)]
    assert (kwarg.default, kwarg.required) == (url, True)


@pytest.mark.parametrize(
    ("url", "doc", "sample"),
    [
        ("/api/v1/", "The URL that the API's paths begin with, which ends with `/api/v1`.",
         "https://api.example.com/api/v1"),
        ("https://{stage}.example.com/v1",
         "The URL that the API's paths begin with: `https://{stage}.example.com/v1`, with what is "
         "in braces filled in.", "https://api.example.com"),
        ("/{stage}", "The URL that the API's paths begin with.", "https://api.example.com"),
        ("/", "The URL that the API's paths begin with.", "https://api.example.com"),
    ],
)  # fmt: skip
def test_of_the_base_url_the_document_may_have_the_end(tmp_path, url, doc, sample):
    made = task(tmp_path, f"/pets: {{get: {{servers: [{{url: '{url}'}}], {OK}}}}}")
    (kwarg,) = [kwarg for kwarg in made.kwargs if kwarg.member == ("base_url",)]
    assert (kwarg.doc, kwarg.sample) == (doc, sample)


def test_a_base_url_with_a_secret_in_it_is_a_secret(tmp_path):
    server = "{url: 'https://a.example/bot{token}', variables: {token: {default: '17:x'}}}"
    made = task(tmp_path, f"/pets: {{get: {{servers: [{server}], {OK}}}}}")
    (kwarg,) = [kwarg for kwarg in made.kwargs if kwarg.member == ("base_url",)]
    assert (kwarg.secret, kwarg.given, kwarg.default) == (True, Given.RUN, None)
    assert "`https://a.example/bot{token}`" in kwarg.doc
    assert secret_in_url(made)


def test_the_password_of_a_server_is_nowhere_in_the_task(tmp_path):
    server = "[{url: 'https://me:word@{r}.example.com', variables: {r: {default: a}}}]"
    made = task(tmp_path, f"/pets: {{get: {{servers: {server}, {OK}}}}}")
    (kwarg,) = [kwarg for kwarg in made.kwargs if kwarg.member == ("base_url",)]
    assert (kwarg.secret, kwarg.doc) == (True, "The URL that the API's paths begin with.")
    assert "word" not in repr(made)


def test_a_host_that_is_to_be_filled_in_is_shown(tmp_path):
    server = "[{url: 'https://{tenant}.a.example', variables: {tenant: {default: example}}}]"
    made = task(tmp_path, f"/pets: {{get: {{servers: {server}, {OK}}}}}")
    (kwarg,) = [kwarg for kwarg in made.kwargs if kwarg.member == ("base_url",)]
    assert "`https://{tenant}.a.example`, with what is in braces filled in." in kwarg.doc


@pytest.mark.parametrize(
    ("description", "doc"),
    [
        ("The pets of the shop.", "The pets of the shop."),
        ("Typical success response.", "What the API answers."),
        ("The request has succeeded", "What the API answers."),
        ("OK", "What the API answers."),
    ],
)
def test_what_is_said_of_the_answer(tmp_path, description, doc):
    content = "content: {application/json: {schema: {type: object}}}"
    responses = f"responses: {{'200': {{description: {description}, {content}}}}}"
    assert task(tmp_path, f"/pets: {{get: {{{responses}}}}}").result.doc == doc


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/pets/{id}#sell", "/pets/{id}"),
        ("/pets?kind=dog&id={id}", "/pets?kind=dog&id={id}"),
    ],
)
def test_a_path_with_more_than_a_path(tmp_path, path, sent):
    """A fragment tells operations from each other; what stands in the query is sent."""
    made = task(tmp_path, f"'{path}': {{get: {{{OK}}}}}")
    assert made.http.path == sent
    assert list(own(made)) == ["pet_id"]


@pytest.mark.parametrize(
    ("path", "method", "operation_id", "name"),
    [
        ("/pets", "get", "listPets", "ShopListPets"),
        ("/pets", "get", "pets/list-all", "ShopPetsListAll"),
        ("/pets", "get", "shop_pets", "ShopPets"),
        ("/pets", "get", "", "ShopListPets"),
        ("/pets/{id}", "get", "", "ShopGetPet"),
        ("/pets", "post", "", "ShopCreatePet"),
        ("/pets/{id}", "delete", "", "ShopDeletePet"),
        ("/sendMessage", "post", "", "ShopSendMessage"),
        ("/", "get", "", "ShopGetRoot"),
        ("/pets", "get", "日本", "ShopListPets"),
        ("/pets", "get", "3things", "Shop3Things"),
    ],
)
def test_class_names(tmp_path, path, method, operation_id, name):
    said = f"operationId: '{operation_id}', " if operation_id else ""
    assert task(tmp_path, f"{path}: {{{method}: {{{said}{OK}}}}}").name == name


def test_names_that_would_be_the_same(tmp_path):
    made = model(
        tmp_path,
        f"""
        /pets/{{id}}: {{get: {{{OK}}}}}
        /pets/{{id}}/{{day}}: {{get: {{{OK}}}}}
        """,
    )
    assert [each.name for each in made.tasks] == ["ShopGetPet", "ShopGetPetByIdDay"]


def test_names_that_are_the_same_as_far_as_a_name_may_be_long(tmp_path):
    long = "/pets" * 30
    made = model(tmp_path, f"{{{long}/a: {{get: {{{OK}}}}}, {long}/b: {{get: {{{OK}}}}}}}")
    assert [(len(each.name), each.name[-3:]) for each in made.tasks] == [(81, "sP2"), (100, "tsP")]


@pytest.mark.parametrize(
    ("texts", "summary", "run_summary", "description"),
    [
        ("summary: List all pets", "Task that lists all pets.", "Lists all pets.", ()),
        ("summary: Pets", "Task for the `pets` operation of Shop API.",
         "Calls the `pets` operation of Shop API.", ("Pets.",)),
        ("summary: List pets, description: 'List pets. A page has ten.'",
         "Task that lists pets.", "Lists pets.", ("A page has ten.",)),
        ("summary: Delete pet, description: 'Deletes a pet that is sold. It is gone.'",
         "Task that deletes a pet that is sold.", "Deletes a pet that is sold.", ("It is gone.",)),
        ("summary: Delete pet, description: 'A pet is deleted.'",
         "Task that deletes pet.", "Deletes pet.", ("A pet is deleted.",)),
    ],
)  # fmt: skip
def test_summaries(tmp_path, texts, summary, run_summary, description):
    made = task(tmp_path, f"/pets: {{get: {{operationId: pets, {texts}, {OK}}}}}")
    assert (made.summary, made.run_summary, made.description) == (summary, run_summary, description)


class TestWishes:
    PATHS = f"""
        /pets:
          get: {{operationId: pets, {OK}, parameters: [{{name: a, in: query, required: true,
                 schema: {{type: string}}}}, {{name: b, in: query, schema: {{type: integer}}}}]}}
        """

    def wished(self, folder, **said):
        return model(folder, self.PATHS, TaskSpec("pets", **said)).tasks[0]

    def refused(self, folder, **said):
        with pytest.raises(TaskgenError) as caught:
            self.wished(folder, **said)
        return [f"{problem.message} {problem.hint}" for problem in caught.value.problems]

    def test_a_kwarg(self, tmp_path):
        said = {"first": KwargSpec(member="query.a", doc="The first.", default="x")}
        kwarg = own(self.wished(tmp_path, kwargs=said))["first"]
        assert (kwarg.member, kwarg.doc, kwarg.default) == (("query", "a"), "The first.", "x")

    def test_constants_and_what_is_omitted(self, tmp_path):
        made = self.wished(tmp_path, constants={"query.a": "x"}, omit=("query.b",))
        assert own(made) == {}
        assert made.constants[0].value == "x"

    def test_what_is_not_there(self, tmp_path):
        said = self.refused(
            tmp_path,
            kwargs={"c": KwargSpec(doc="?"), "d": KwargSpec(member="query.bb")},
            constants={"query.aa": 1},
            omit=("query.a",),
            returns="id",
        )
        assert said == [
            "The request of `pets` has no member `query.aa`. Did you mean `query.a` or `query.b`?",
            "`pets` has no kwarg `c`, and the spec does not say which member it fills. It has `a`, "
            '`b`, `base_url` and `request_timeout`. Or say `member = "query...."`.',
            "The request of `pets` has no member `query.bb`. Did you mean `query.b` or `query.a`?",
            "`pets` needs `query.a`, and nothing fills it. Take it out of `omit`.",
            'The answer of `pets` has no member `id`. Say `"all"` or `"nothing"`.',
        ]

    def test_the_name_of_the_api(self, tmp_path):
        path = written(
            tmp_path,
            HEAD.format(version="3.0.3") + textwrap.indent(textwrap.dedent(self.PATHS), "  "),
        )
        spec = ModuleSpec("", openapi=OpenApiSpec("api.yaml", name="Corner"))
        module = module_model(load_document(path), spec)
        assert module.tasks[0].summary == "Task for the `pets` operation of Corner."

    HEADERS = f"""
        /pets/{{id}}:
          get: {{operationId: pets, {OK}, parameters: [{{name: X-A, in: header,
                 schema: {{type: string}}}}, {{name: c, in: cookie, schema: {{type: string}}}},
                 {{name: id, in: path, required: true, schema: {{type: integer}}}}]}}
        """

    @pytest.mark.parametrize(
        ("member", "value", "hint"),
        [
            ("header.X-A", "a\nb", "without spaces at the ends."),
            ("header.X-A", " a", "without spaces at the ends."),
            ("header.X-A", "\u0142", "without spaces at the ends."),
            ("cookie.c", "a;b=1", "commas, semicolons, quotes and backslashes."),
        ],
    )
    def test_what_no_header_and_no_cookie_can_say(self, tmp_path, member, value, hint):
        for said in (
            {"constants": {member: value}},
            {"kwargs": {"given": KwargSpec(member=member, default=value)}},
        ):
            with pytest.raises(TaskgenError) as caught:
                model(tmp_path, self.HEADERS, TaskSpec("pets", **said))
            (problem,) = caught.value.problems
            assert problem.message == f"No {member[:6]} can say what `{member}` is to be."
            assert problem.hint.endswith(hint)

    @pytest.mark.parametrize(("member", "kind"), [("path.id", int), ("header.X-A", str)])
    def test_a_secret_has_a_sample_that_tests_find_nowhere_else(self, tmp_path, member, kind):
        said = {"key": KwargSpec(member=member, secret=True)}
        made = model(tmp_path, self.HEADERS, TaskSpec("pets", kwargs=said)).tasks[0]
        sample = own(made)["key"].sample
        assert isinstance(sample, kind)
        assert len(str(sample)) > 7


class TestWishesForCredentials:
    PATHS = f"""
        /pets: {{get: {{operationId: pets, {OK}, security: [{{key: []}}, {{user: []}}]}}}}
        """
    REST = """
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Shop-Key}
            user: {type: http, scheme: basic}
        """

    def module(self, folder, **said):
        return model(folder, self.PATHS, TaskSpec("pets", **said), rest=self.REST)

    def source(self, folder, **said):
        module = self.module(folder, **said)
        return task_source(module.tasks[0], module, "tasks")

    def refused(self, folder, *omit):
        with pytest.raises(TaskgenError) as caught:
            self.module(folder, omit=omit)
        return [f"{problem.message} {problem.hint}" for problem in caught.value.problems]

    def test_other_names(self, tmp_path):
        said = {"key_of_shop": "secret.shop_key", "email": "secret.username"}
        kwargs = {name: KwargSpec(member=member) for name, member in said.items()}
        source = self.source(tmp_path, kwargs=kwargs)
        assert 'request_headers["X-Shop-Key"] = self._secret(key_of_shop)' in source
        assert "request_auth = (str(email), str(password))" in source
        assert "if key_of_shop is None and (email is None or password is None):" in source

    def test_one_that_is_no_secret_can_be_given_at_initialization(self, tmp_path):
        said = KwargSpec(member="secret.shop_key", secret=False, given=Given.INIT)
        source = self.source(tmp_path, kwargs={"shop_key": said})
        assert 'request_headers["X-Shop-Key"] = self._secret(self.shop_key)' in source
        assert "if self.shop_key is None and (username is None or password is None):" in source

    @pytest.mark.parametrize(
        ("omit", "left"),
        [
            (("secret.username", "secret.password"), {"shop_key": True}),
            (("secret.shop_key",), {"username": True, "password": True}),
        ],
    )
    def test_a_way_that_is_omitted_is_not_offered(self, tmp_path, omit, left):
        (made,) = self.module(tmp_path, omit=omit).tasks
        assert {name: kwarg.required for name, kwarg in own(made).items()} == left
        assert [each.kwargs for each in made.http.credentials] == [(*left,)]
        assert made.http.alternatives == (made.http.credentials,)

    def test_a_part_of_a_way_can_not_be_omitted(self, tmp_path):
        assert self.refused(tmp_path, "secret.username") == [
            "`secret.password` proves nothing without what is omitted. Omit `secret.password` too, "
            "or neither."
        ]

    def test_not_all_ways_can_be_omitted(self, tmp_path):
        assert self.refused(tmp_path, "secret.shop_key", "secret.username", "secret.password") == [
            "`pets` asks who calls, and all ways to prove it are omitted. "
            "Keep one: `secret.shop_key`, `secret.username` and `secret.password`."
        ]
