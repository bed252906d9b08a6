"""What real SDKs do, each in its own way."""

from __future__ import annotations

import pytest

from taskgen.sources.python.chain import Chain, follow
from taskgen.sources.python.facts import UNSET, Flow, Origin, ParameterFacts
from taskgen.sources.python.target import parse_target


def path(text: str) -> Chain:
    return follow(parse_target(text))


def parameter(text: str, name: str) -> ParameterFacts:
    found = path(text).call.parameter(name)
    assert found, name
    return found


def makes(text: str) -> list[str]:
    """The classes that the path goes through."""
    return [step.makes.rpartition(".")[2] for step in path(text).steps[:-1]]


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        # set by the constructor
        ("elasticsearch:Elasticsearch.indices.create", ["Elasticsearch", "IndicesClient"]),
        # a property without an annotation
        ("docker:from_env.containers.run", ["DockerClient", "ContainerCollection"]),
        # a property, `__getattr__` over a list of classes, a private attribute
        ("hvac:Client.secrets.kv.v2.read_secret", ["Client", "SecretsEngines", "Kv", "KvV2"]),
        # an annotation that is imported for type checkers alone
        ("github:Github.get_repo.create_issue", ["Github", "Repository"]),
        # `:return: a new `.SFTPClient` session object`
        ("paramiko:SSHClient.open_sftp().put", ["SSHClient", "SFTPClient"]),
        # `__getitem__` with a generic class
        ("pymongo:MongoClient[a][b].insert_one", ["MongoClient", "Database", "Collection"]),
        # `Self`
        ("azure.storage.blob:BlobClient.from_connection_string.exists", ["BlobClient"]),
        ("anthropic:Anthropic.messages.create", ["Anthropic", "Messages"]),
        (
            "stripe:StripeClient.v1.customers.list",
            ["StripeClient", "V1Services", "CustomerService"],
        ),
        ("notion_client:Client.pages.create", ["Client", "PagesEndpoint"]),
    ],
)
def test_classes_on_the_way_are_found_without_making_objects(text: str, classes: list[str]) -> None:
    assert makes(text) == classes


def test_signatures_behind_decorators() -> None:
    # elasticsearch rewrites parameters, lakefs has pydantic check them, anthropic requires some.
    assert parameter("elasticsearch:Elasticsearch.indices.create", "index").required
    assert parameter("lakefs_sdk:ObjectsApi.upload_object", "path").required
    assert parameter("anthropic:Anthropic.messages.create", "model").type.code == "str"


def test_kwargs_hidden_in_a_typed_dict_with_its_docs() -> None:
    email = parameter("stripe:Customer.create", "email")
    assert email.origin is Origin.TYPED_DICT
    assert email.type.code == "str"
    assert email.doc.startswith("Customer's email address.")


def test_kwargs_hidden_in_a_typed_dict_of_a_module_for_type_checkers() -> None:
    headers = parameter("requests:Session.get", "headers")
    assert headers.origin is Origin.TYPED_DICT
    assert headers.type.code == "Dict[str, Union[str, bytes]]"


def test_kwargs_hidden_in_docs() -> None:
    assert parameter("docker:from_env.containers.run", "cap_add").origin is Origin.DOCSTRING
    assert parameter("docker:from_env.containers.run", "cap_add").type.code == "List[str]"
    blob = "azure.storage.blob:BlobClient.from_connection_string.upload_blob"
    assert parameter(blob, "tags").type.code == "Dict[str, str]"
    assert parameter(blob, "overwrite").type.code == "bool"
    assert parameter("asana:TasksApi.get_tasks", "assignee").inside == "opts"


def test_kwargs_hidden_in_the_source() -> None:
    assert parameter("notion_client:Client.pages.create", "parent").origin is Origin.SOURCE


def test_nothing_known_is_said() -> None:
    # Any field of an issue is a keyword argument of it.
    assert path("jira:JIRA.create_issue").call.open


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("github:Github.get_repo.create_issue", "body"),  # NotSet
        ("anthropic:Anthropic.messages.create", "system"),  # Omit
        ("dropbox:Dropbox.files_upload", "mode"),  # an object
        ("azure.storage.blob:BlobClient.from_connection_string.upload_blob", "blob_type"),  # enum
    ],
)
def test_defaults_that_are_objects_are_left_to_the_sdk(text: str, name: str) -> None:
    assert parameter(text, name).default == UNSET
    assert not parameter(text, name).required


@pytest.mark.parametrize(
    ("text", "name", "doc"),
    [
        ("paramiko:SFTPClient.put", "localpath", "The local file to copy."),  # reST
        ("jira:JIRA.add_comment", "body", "Text of the comment to add."),  # Google
        ("fsspec:AbstractFileSystem.glob", "path", "The glob pattern to match against."),  # NumPy
        ("redis:Redis.set", "px", "Sets an expire flag on key `name` for `px` milliseconds."),
        # Text that repeats the type is no text.
        ("github:Github.get_repo.create_issue", "assignee", ""),
        # HTML, from which links and lists are left out.
        ("elasticsearch:Elasticsearch.indices.create", "aliases", "Aliases for the index."),
    ],
)
def test_docs_in_the_styles_of_sdks(text: str, name: str, doc: str) -> None:
    assert parameter(text, name).doc == doc


def test_epydoc_of_a_class_documents_no_parameter_by_chance() -> None:
    client = path("suds.client:Client.clone").steps[0].call
    assert client
    assert client.parameters[0].name == "url"
    assert client.parameters[0].doc == "The URL for the WSDL."


@pytest.mark.parametrize(
    ("text", "flow", "convert"),
    [
        ("jira:JIRA.create_issue", Flow.VALUE, ".raw"),
        ("github:Github.get_repo.get_issues", Flow.ITERATOR, ".raw_data"),
        ("docker:from_env.containers.list", Flow.ITERATOR, ".attrs"),
        ("anthropic:Anthropic.models.list", Flow.ITERATOR, ".model_dump()"),
        ("stripe:Customer.create", Flow.VALUE, ".to_dict()"),
        ("lakefs_sdk:ObjectsApi.stat_object", Flow.VALUE, ".to_dict()"),
        # Its logs, or a container: what it is depends on the arguments.
        ("docker:from_env.containers.run", Flow.VALUE, ""),
    ],
)
def test_results_as_plain_data(text: str, flow: Flow, convert: str) -> None:
    returns = path(text).call.returns
    assert (returns.flow, returns.convert) == (flow, convert)


def test_an_asynchronous_client_is_awaited() -> None:
    assert path("elasticsearch:AsyncElasticsearch.search").is_awaited
    # Its methods are those of the other client, which are not awaited there.
    assert path("notion_client:AsyncClient.pages.create").is_awaited
    assert not path("notion_client:Client.pages.create").is_awaited
    assert not path("redis:Redis.get").is_awaited


def test_a_method_that_the_class_has_as_well_needs_no_object() -> None:
    made = path("stripe:Customer.delete_discount")
    assert [step.constructs for step in made.steps] == [False]
    assert made.call.parameters[0].name == "customer"


def test_a_credential_object_is_made_of_its_text() -> None:
    client = path("github:Github.get_repo.create_issue").steps[0].call
    assert client
    auth = client.parameter("auth")
    assert auth
    assert (auth.type.code, auth.type.wrap) == ("str", "github.Auth:Token")
