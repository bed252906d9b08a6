"""The task that is made of a path."""

from __future__ import annotations

import time

import pytest

from taskgen.expressions import Name, source
from taskgen.model.task import Given, Kwarg, TaskModel
from taskgen.problems import TaskgenError
from taskgen.sources.python.infer import Inferred, distribution, module_model
from taskgen.sources.python.names import class_name, title
from taskgen.text import Identifier
from tests.sources.python.sdk import WriteSdk


def inferred(path: str, *secrets: str) -> Inferred:
    return module_model([path], secrets)


def task(path: str, *secrets: str) -> TaskModel:
    return inferred(path, *secrets).module.tasks[0]


def kwarg(made: TaskModel, name: str) -> Kwarg:
    return next(each for each in made.kwargs if each.name == name)


def names(made: TaskModel) -> list[str]:
    return [str(each.name) for each in made.kwargs]


def client(made: TaskModel) -> str:
    assert made.sdk.client is not None
    return source(made.sdk.client)


def told(path: str, *secrets: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        inferred(path, *secrets)
    return str(caught.value)


# The call ---------------------------------------------------------------------------------------


def test_the_client_takes_its_credentials_and_its_address_alone(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, host="x", token=None, retries=3, session=None, verify=True): ...
            def get(self, key): ...
        """
    )
    made = task(f"{sdk}:Client.get")
    assert client(made) == "Client(host=host, token=token)"
    assert source(made.sdk.call) == "client.get(key=key)"
    assert names(made) == ["key", "host", "token"]


def test_one_credential_that_is_required_is_enough(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, conn_str, token=None): ...
            def get(self): ...
        """
    )
    assert client(task(f"{sdk}:Client.get")) == "Client(conn_str=conn_str)"


@pytest.mark.parametrize(
    ("constructor", "taken"),
    [
        ("consumer_key=None, consumer_secret=None", "consumer_key consumer_secret"),
        ("http_username=None, http_password=None", "http_username http_password"),
        ("smtp_user=None, smtp_password=None", "smtp_user smtp_password"),
        ("client_id=None, client_secret=None", "client_id client_secret"),
        (
            "azure_client_secret=None, azure_client_id=None, azure_tenant_id=None, client_id=None",
            "azure_client_secret azure_client_id azure_tenant_id",
        ),
        (
            "aws_access_key_id=None, aws_secret_access_key=None, group_id=None",
            "aws_access_key_id aws_secret_access_key",
        ),
        ("key=None, secret=None, id=None", "key secret"),
        ("app_secret, app_key=None", "app_secret app_key"),
    ],
)
def test_a_secret_is_offered_with_what_it_can_not_be_used_without(
    write_sdk: WriteSdk, constructor: str, taken: str
) -> None:
    sdk = write_sdk(
        f"""
        class Client:
            def __init__(self, {constructor}): ...
            def get(self): ...
        """
    )
    given = ", ".join(f"{name}={name}" for name in taken.split())
    assert client(task(f"{sdk}:Client.get")) == f"Client({given})"


def test_a_key_that_is_required_may_need_the_secrets_beside_it(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, api_key, api_secret=None, token=None, password=None): ...
            def get(self): ...
        """
    )
    made = task(f"{sdk}:Client.get")
    assert client(made) == "Client(api_key=api_key, api_secret=api_secret, token=token)"


HANDS_ON = """
class Base:
    def __init__(self, url, username=None, password=None, timeout=3{rest}): ...
    def get(self): ...
class Client(Base):
    def __init__(self, url, *args, **kwargs):
        if "version" not in kwargs:
            kwargs["version"] = 2
        super().__init__(url, *args, **kwargs)
"""


def test_a_constructor_takes_what_it_hands_on_to_its_base_class(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(HANDS_ON.format(rest=", version=1"))
    assert client(task(f"{sdk}:Client.get")) == (
        "Client(url=url, username=username, password=password)"
    )
    assert client(task(f"{sdk}:Client(url, timeout=9).get")) == "Client(url=url, timeout=9)"
    assert "`Client` takes no argument `account`." in told(f"{sdk}:Client(account=account).get")


def test_keyword_arguments_that_stay_open_take_what_the_path_names(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(HANDS_ON.format(rest=", **options"))
    made = task(f"{sdk}:Client(url, account=account, region='eu').get")
    assert client(made) == 'Client(url=url, account=account, region="eu")'
    sdk = write_sdk('def connect(**kwargs):\n    """Connect.\n\n    :param user: Who.\n    """')
    assert source(task(f"{sdk}:connect(account)").sdk.call) == "connect(account=account)"


def test_an_open_client_without_credentials_is_noted(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, url, **options): ...
            def get(self): ...
        """
    )
    assert inferred(f"{sdk}:Client.get").notes == (
        "`Client` is made without credentials. If it needs any, name them in the path: "
        f"`{sdk}:Client(url, ...)`.",
    )
    assert inferred(f"{sdk}:Client(url, token).get").notes == ()


def test_a_slip_in_a_name_is_no_kwarg(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def put(bucket_name, key, **options): ...")
    assert told(f"{sdk}:put(bucket_nam, key)") == (
        f"--sdk:{len(sdk) + 6}: `put` takes no argument `bucket_nam`.\n"
        f"    {sdk}:put(bucket_nam, key)\n    {' ' * (len(sdk) + 5)}^^^^^^^^^^\n"
        "  Did you mean `bucket_name`? If the kwarg is to be called `bucket_nam`, write "
        "`bucket_name=bucket_nam`."
    )
    made = task(f"{sdk}:put(bucket_name=bucket_nam)")
    assert names(made) == ["bucket_nam", "key"]


def test_arguments_that_the_path_names_are_taken_as_they_are(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, server, token_auth=None, verify=True): ...
            def get(self, key, size=1): ...
        """
    )
    made = task(f"{sdk}:Client(url, token_auth=token, verify=False).get(key)")
    assert client(made) == "Client(server=url, token_auth=token, verify=False)"
    assert source(made.sdk.call) == "client.get(key=key)"
    assert kwarg(made, "token").secret


def test_a_required_argument_that_the_path_forgets_is_there(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def put(path, body, mode=None): ...")
    assert source(task(f"{sdk}:put(mode)").sdk.call) == "put(mode=mode, path=path, body=body)"


def test_an_argument_that_there_is_not_is_told_with_the_nearest(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def put(path, *, mode=None): ...")
    assert "`put` takes no argument `mod`." in told(f"{sdk}:put(mod=mod)")
    assert "Did you mean `mode`?" in told(f"{sdk}:put(mod=mod)")


def test_positional_only_arguments_are_positional(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def put(path, /, body): ...")
    assert source(task(f"{sdk}:put").sdk.call) == "put(path, body=body)"


def test_options_in_a_dict(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def put(body, opts):
            """Put it.

            :param dict body: it
            :param int limit: how many
            """
        '''
    )
    assert source(task(f"{sdk}:put").sdk.call) == "put(body=body, opts=dict(limit=limit))"


def test_plain_data_is_made_into_what_the_sdk_takes(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        import dataclasses, enum
        class Color(enum.Enum):
            RED = "red"
        @dataclasses.dataclass
        class Point:
            x: int
        def draw(color: Color, at: Point, corners: tuple[int, int]): ...
        """
    )
    made = task(f"{sdk}:draw")
    assert source(made.sdk.call) == (
        "draw(color=Color(color), at=Point(**at), corners=tuple(corners))"
    )
    assert [each.bound for each in made.sdk.imports] == ["draw", "Color", "Point"]
    assert kwarg(made, "color").doc == "The color. The only value is `red`."
    assert kwarg(made, "color").sample == "red"


def test_a_request_that_needs_a_secret_is_given_at_runtime(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class Request:
            openapi_types = {"access_token": (str,), "count": (int,)}
            def __init__(self, access_token, *args, **kwargs): ...
        def get(request):
            """Get it.

            :param Request request: what to get
            """
        '''
    )
    made = task(f"{sdk}:get")
    assert source(made.sdk.call) == "get(request=Request(**request))"
    assert kwarg(made, "request").given is Given.RUN
    assert kwarg(made, "request").sample == {"access_token": "access-token"}
    named = task(f"{sdk}:get", "request")
    assert kwarg(named, "request").sample == {"access_token": "secret-access-token"}


def test_a_client_that_is_made_of_nothing_is_noted(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def __init__(self, config=None, _impl=None): ...
            def get(self): ...
        """
    )
    assert inferred(f"{sdk}:Client.get").notes == (
        "`Client` is made without arguments. If it needs an address or credentials, name them in "
        f"the path: `{sdk}:Client(config, ...)`.",
    )
    assert inferred(f"{sdk}:Client(config).get").notes == ()


def test_a_client_that_has_to_be_connected_is_and_is_closed(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            def connect(self, hostname, password=None, compress=False): ...
            def close(self): ...
            def get(self): ...
        """
    )
    made = task(f"{sdk}:Client.get")
    assert [source(each) for each in made.sdk.first] == [
        "client.connect(hostname=hostname, password=password)"
    ]
    assert [source(each) for each in made.sdk.finally_] == ["client.close()"]


def test_the_engine_room_is_left_out(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        import logging
        def get(key, _request_timeout=None, async_req=False, callback=None,
                logger: logging.Logger = None, stream=False): ...
        """
    )
    assert names(task(f"{sdk}:get")) == ["key"]


def test_what_is_awaited_is_run_to_its_end(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("class Client:\n    async def get(self, key): ...")
    assert source(task(f"{sdk}:Client.get").sdk.call) == "await client.get(key=key)"


def test_a_connection_is_closed_in_the_end(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Connection:
            def query(self, text): ...
            def close(self): ...
        def connect(host) -> Connection: ...
        """
    )
    made = task(f"{sdk}:connect.query")
    assert [source(each) for each in made.sdk.finally_] == ["client.close()"]


def test_an_asynchronous_client_is_closed_in_the_end(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            async def get(self, key): ...
            async def aclose(self, timeout=None): ...
        """
    )
    assert [source(each) for each in task(f"{sdk}:Client.get").sdk.finally_] == [
        "await client.aclose()"
    ]


def test_a_client_that_is_awaited(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Client:
            async def get(self, key): ...
        async def connect(host) -> Client: ...
        """
    )
    made = task(f"{sdk}:connect.get")
    assert client(made) == "await connect(host=host)"
    assert source(made.sdk.call) == "await client.get(key=key)"


@pytest.mark.parametrize(
    ("annotation", "returns", "kind"),
    [
        ("Iterator[int]", "list(result)", "List[int]"),
        ("Iterator[Thing]", "[item.to_dict() for item in result]", "List[dict]"),
        ("Thing", "result.to_dict()", "dict"),
        ("Optional[Thing]", "result if result is None else result.to_dict()", "Any"),
        ("int", "result", "int"),
        ("Point", "result", "Any"),
    ],
)
def test_results(write_sdk: WriteSdk, annotation: str, returns: str, kind: str) -> None:
    sdk = write_sdk(
        f"""
        from dataclasses import dataclass
        from typing import Iterator, Optional
        class Thing:
            def to_dict(self): ...
        @dataclass
        class Point:
            x: int
        def get() -> {annotation}: ...
        """
    )
    made = task(f"{sdk}:get")
    assert made.sdk.returns is not None
    assert (source(made.sdk.returns), made.result.type) == (returns, kind)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ("An iterator of rows.", "A list of rows."),
        ("The generator over all rows.", "A list of rows."),
        ("An iterable.", "All that `get` hands out, in a list."),
        ("The rows.", "The rows."),
    ],
)
def test_what_is_said_of_items_is_said_of_their_list(
    write_sdk: WriteSdk, returned: str, said: str
) -> None:
    sdk = write_sdk(
        f"""
        from typing import Iterator
        def get() -> Iterator[int]:
            \"\"\"Get rows.

            :return: {returned}
            \"\"\"
        """
    )
    assert task(f"{sdk}:get").result.doc == said


def test_a_summary_of_an_iterator_is_none_of_a_list(write_sdk: WriteSdk) -> None:
    sdk = write_sdk('def rows():\n    """Return an iterator over the rows."""\n    yield 1')
    assert task(f"{sdk}:rows").summary.startswith("Task that calls `rows` of ")


def test_the_configuration_of_a_generated_sdk_may_have_them_as_attributes(
    write_sdk: WriteSdk,
) -> None:
    sdk = write_sdk(
        """
        class Configuration:
            def __init__(self):
                self.host = "https://example.com"
                self.access_token = ""
                self.password = ""
            def auth_settings(self):
                return {"token": "Bearer " + self.access_token}
        class ApiClient:
            def __init__(self, configuration=None): ...
        class PodsApi:
            def __init__(self, api_client=None): ...
            def create(self, body): ...
        """
    )
    made = task(f"{sdk}:PodsApi.create")
    assert [(name, source(value)) for name, value in made.sdk.values] == [
        ("configuration", "Configuration()")
    ]
    assert [source(step) for step in made.sdk.first] == [
        "configuration.host = host",
        "configuration.access_token = access_token",
    ]
    assert client(made) == "PodsApi(api_client=ApiClient(configuration))"
    assert kwarg(made, "access_token").secret


def test_an_object_that_is_called_itself(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Table:
            def find(self, query): ...
        class Tables:
            def __call__(self, table_name) -> Table: ...
        class Client:
            def __init__(self):
                self.tables = Tables()
        """
    )
    made = task(f"{sdk}:Client.tables().find")
    assert source(made.sdk.call) == "client.tables(table_name=table_name).find(query=query)"


def test_the_configuration_of_a_generated_sdk_has_the_credentials(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        "",
        client="""
        class Configuration:
            def __init__(self, host=None, access_token=None, debug=False): ...
        class ApiClient:
            def __init__(self, configuration=None): ...
        class PodsApi:
            def __init__(self, api_client=None): ...
            def create(self, body): ...
        """,
    )
    made = task(f"{sdk}.client:PodsApi.create")
    assert client(made) == (
        "PodsApi(api_client=ApiClient(Configuration(host=host, access_token=access_token)))"
    )
    assert {each.module for each in made.sdk.imports} == {f"{sdk}.client"}


def test_items_that_are_awaited_one_by_one_are_collected(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("async def get():\n    yield 1")
    made = task(f"{sdk}:get")
    assert source(made.sdk.call) == "get()"
    assert made.sdk.returns is not None
    assert source(made.sdk.returns) == "[item async for item in result]"


# Names ------------------------------------------------------------------------------------------


def test_clashing_names_get_a_noun_in_front(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class Client:
            def __init__(self, url=None): ...
            def create_issue(self, name, tags=None, timeout=1, filter=None, url=None):
                """Create an issue of this `name`."""
        '''
    )
    made = task(f"{sdk}:Client.create_issue")
    assert names(made) == [
        "issue_name", "issue_tags", "issue_timeout", "issue_filter", "url", "client_url"
    ]  # fmt: skip
    assert source(made.sdk.call).startswith("client.create_issue(name=issue_name, tags=")
    # The docs speak of the kwargs.
    assert made.run_summary == "Creates an issue of this `issue_name`."


def test_a_noun_may_stand_before_its_verb() -> None:
    made = task("slack_sdk:WebClient.conversations_create")
    assert kwarg(made, "conversation_name").required
    assert kwarg(made, "is_private").doc == "Whether it is private."


@pytest.mark.parametrize(
    ("path", "name", "package", "module"),
    [
        ("jira:JIRA.create_issue", "JiraCreateIssue", "jira", "jira"),
        ("elasticsearch:Elasticsearch.indices.create", "ElasticsearchCreateIndex",
         "elasticsearch", "indices"),
        ("github:Github.get_repo.create_issue", "GitHubCreateIssue", "github", "repository"),
        ("docker:from_env.containers.list", "DockerListContainers", "docker", "containers"),
        ("redis:Redis.set", "RedisSet", "redis", "redis"),
        ("requests:Session.get", "RequestsGet", "requests", "session"),
        ("stripe:Customer.create", "StripeCreateCustomer", "stripe", "customer"),
        ("slack_sdk:WebClient.chat_postMessage", "SlackChatPostMessage", "slack", "web"),
        ("azure.storage.blob:BlobClient.from_connection_string.upload_blob", "AzureUploadBlob",
         "azure", "blob"),
        ("azure.storage.blob:BlobClient.from_connection_string.stage_block", "AzureBlobStageBlock",
         "azure", "blob"),
        ("sendgrid:SendGridAPIClient.send", "SendGridSend", "sendgrid", "send_grid"),
        ("smtplib:SMTP.sendmail", "SMTPSendmail", "smtplib", "smtp"),
        ("ftplib:FTP.delete", "FTPDelete", "ftplib", "ftp"),
        ("os.path:join", "OsJoin", "os", "os"),
    ],
)  # fmt: skip
def test_names_of_classes_and_modules(path: str, name: str, package: str, module: str) -> None:
    made = inferred(path).module
    assert (made.tasks[0].name, made.package, made.module) == (name, package, module)


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        ("Spotify", "SpotifySearch"),
        ("SpotifyCursor", "SpotifySearch"),
        ("SpotifyAlbum", "SpotifySearchAlbum"),
        ("RestApiV2Client", "SpotifySearch"),
    ],
)
def test_what_a_class_says_of_the_sdk_is_said_once(cls: str, name: str) -> None:
    assert class_name("spotipy", [], cls, "search") == name


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("minio", "MinIO"),
        ("mistralai", "Mistral"),
        ("nats", "NATS"),
        ("pagerduty", "PagerDuty"),
        ("imaplib", "IMAP"),
    ],
)
def test_what_sdks_are_for_is_spelled_as_its_makers_do(module: str, said: str) -> None:
    assert title(module) == said


def test_the_requirement_is_the_distribution_that_is_installed() -> None:
    found = distribution("github")
    assert found is not None
    assert found.name == "PyGithub"
    assert found.requirement.startswith("PyGithub >= ")
    # Several distributions share the namespace.
    azure = distribution("azure.storage.blob")
    assert azure is not None
    assert azure.name == "azure-storage-blob"


def test_text_of_parameters_that_the_task_has_not_is_left_out(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def start(query, size=1, callback=None):
            """Start it.

            Give the rows with `size`. Tell `callback` of the end.

            Args:
                query: What is asked. It is given to `callback` as well.
            """
        '''
    )
    made = task(f"{sdk}:start")
    assert made.description == ("Give the rows with `size`.",)
    assert kwarg(made, "query").doc == "What is asked."


# Secrets ----------------------------------------------------------------------------------------


def test_secrets_by_their_names_and_their_places(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        class Client:
            def __init__(self, auth=None, jwt=None, user=None): ...
            def get(self, password=None, page_token=None, next_key=None, token=None, pin=1):
                """Get it.

                :param token: of the next page
                """
        '''
    )
    made = task(f"{sdk}:Client.get")
    assert {str(each.name) for each in made.kwargs if each.secret} == {"auth", "jwt", "password"}
    assert all(each.given is Given.RUN for each in made.kwargs if each.secret)


def test_a_key_file_and_the_url_of_a_webhook_are_secrets(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class WebhookClient:
            def __init__(self, url, timeout=3): ...
            def send(self, text, webhook_url=None, url=None, keyfile_dict=None): ...
            def ask(self, info): ...
        def service_account_from_dict(info: dict) -> WebhookClient: ...
        """
    )
    made = task(f"{sdk}:WebhookClient.send")
    secret = {str(each.name) for each in made.kwargs if each.secret}
    assert secret == {"webhook_url", "client_url", "keyfile_dict"}
    made = task(f"{sdk}:service_account_from_dict.ask")
    assert [(str(each.name), each.secret) for each in made.kwargs] == [
        ("info", False),
        ("client_info", True),
    ]


def test_a_secret_that_is_named_is_one(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def get(host): ...")
    assert kwarg(task(f"{sdk}:get", "host"), "host").secret
    assert told(f"{sdk}:get", "hots") == (
        "`--secret` names `hots`, which is no kwarg of the task.\n  Did you mean `host`?"
    )


# What can't be known ----------------------------------------------------------------------------


def test_a_call_of_which_nothing_is_known_asks_for_its_arguments(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def get(**kwargs): return send(kwargs)")
    message = told(f"{sdk}:get")
    assert (
        "`get` takes keyword arguments, and neither its signature, its docs nor its source says "
        "which."
    ) in message
    assert f"`{sdk}:get(one, another)`" in message
    assert source(task(f"{sdk}:get(key, size)").sdk.call) == "get(key=key, size=size)"
    assert source(task(f"{sdk}:get()").sdk.call) == "get()"


def test_notes_say_what_the_author_should_look_at(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        print("Welcome!")
        class Socket: ...
        def get(key, **kwargs) -> Socket: return send(kwargs)
        """
    )
    first, second, third = inferred(f"{sdk}:get").notes
    assert "printed: Welcome!" in first
    assert "takes more keyword arguments" in second
    assert "returns an object of `Socket`. If it can't be pickled" in third


def test_two_paths_to_one_class_are_refused(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def get_all(key): ...\ndef getAll(key): ...")
    with pytest.raises(TaskgenError) as caught:
        module_model([f"{sdk}:get_all", f"{sdk}:getAll"])
    name = task(f"{sdk}:get_all").name
    assert str(caught.value).splitlines() == [
        f"Two of the paths would both be the class `{name}`.",
        "  Generate one of them from a spec, where its `class` can be said.",
    ]


def test_all_problems_are_told_at_once(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def get(key): ...")
    with pytest.raises(TaskgenError) as caught:
        module_model([f"{sdk}:gte", f"{sdk}:get(kye=1)"])
    assert len(caught.value.problems) == 2
    with pytest.raises(TaskgenError, match="` is another SDK than `"):
        module_model([f"{sdk}:get", "jira:JIRA.create_issue"])


# Arguments by position ----------------------------------------------------------------------------


def test_any_number_of_arguments_is_a_list(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        'def delete(*names: str, dry=False):\n    "Delete.\\n\\n    :param names: Which."'
    )
    made = task(f"{sdk}:delete")
    assert source(made.sdk.call) == "delete(*names, dry=dry)"
    names = kwarg(made, "names")
    assert (names.type, names.required, names.doc) == ("List[str]", True, "Which.")


def test_what_stands_before_any_number_of_arguments_is_given_by_position(
    write_sdk: WriteSdk,
) -> None:
    sdk = write_sdk("def push(key, *values): ...")
    assert source(task(f"{sdk}:push").sdk.call) == "push(key, *values)"
    assert not kwarg(task(f"{sdk}:push"), "values").required
    assert source(task(f"{sdk}:push(values, key)").sdk.call) == "push(key, *values)"


@pytest.mark.parametrize("signature", ["a, *args, **kwargs", "a, b=1, *rest", "a, *_ignored"])
def test_arguments_that_a_wrapper_hands_on_are_no_kwargs(
    write_sdk: WriteSdk, signature: str
) -> None:
    sdk = write_sdk(f"def f({signature}): ...")
    assert "*" not in source(task(f"{sdk}:f(a)").sdk.call)


def test_constants_may_be_lists_and_dicts(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def f(a, b): ...")
    call = source(task(f"{sdk}:f(a=[1, 'x'], b={{'key': [True]}})").sdk.call)
    assert call == 'f(a=[1, "x"], b={"key": [True]})'


def test_arguments_that_the_path_names_are_not_asked_for_again(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def f(a, **kwargs): ...")
    assert "takes more keyword arguments" in inferred(f"{sdk}:f").notes[0]
    assert inferred(f"{sdk}:f(a, b)").notes == ()


def test_the_answer_of_a_server_is_not_taken_for_data(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        """
        class Response:
            def __init__(self):
                self.raw = None
            def __iter__(self): ...
            def json(self, **kwargs): ...
            def raise_for_status(self): ...
        def get() -> Response: ...
        """
    )
    assert task(f"{sdk}:get").sdk.returns == Name(Identifier("result"))
    assert "returns an object of `Response`" in inferred(f"{sdk}:get").notes[0]


@pytest.mark.parametrize("default", ["' '", "'\\n'", "''", "False"])
def test_a_default_that_nobody_could_read_is_not_said(write_sdk: WriteSdk, default: str) -> None:
    sdk = write_sdk(f"def f(end={default}): ...")
    assert "default" not in kwarg(task(f"{sdk}:f"), "end").doc


# Limits -----------------------------------------------------------------------------------------


def test_a_name_that_is_not_ascii_is_left_out_where_nothing_needs_it(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("def get(key, größe=1): ...\ndef put(key, größe): ...")
    assert names(task(f"{sdk}:get")) == ["key"]
    assert "`put` takes `größe`, which is no name that generated code can have." in told(
        f"{sdk}:put"
    )


def test_a_call_of_too_many_arguments_is_refused(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(f"def get({', '.join(f'k{n}=1' for n in range(5_000))}): ...")
    assert (
        told(f"{sdk}:get")
        .splitlines()[0]
        .endswith("`get` takes 5,000 arguments, and a task has at most 1,000 of them.")
    )
    assert names(task(f"{sdk}:get(k1, k2)")) == ["k1", "k2"]


@pytest.mark.parametrize("default", ["10**6_000", "float('inf')", "'x' * 10_000_000"])
def test_a_default_that_can_not_be_written_is_left_to_the_sdk(
    write_sdk: WriteSdk, default: str
) -> None:
    sdk = write_sdk(f"def get(key={default}): ...")
    assert "default" not in kwarg(task(f"{sdk}:get"), "key").doc


@pytest.mark.parametrize(
    "docstring",
    ["'Get it. ' + 'word ' * 2_000_000", "'Get it.' + chr(10) * 10_000_000", "'`' * 3_000_000"],
    ids=["words", "lines", "marks"],
)
def test_a_docstring_of_megabytes_is_read_in_a_moment(write_sdk: WriteSdk, docstring: str) -> None:
    sdk = write_sdk(f"def get(key): ...\nget.__doc__ = {docstring}")
    began = time.process_time()
    assert len(task(f"{sdk}:get").description) < 1_000
    assert time.process_time() - began < 5


def test_a_result_with_a_generator_in_it_is_noted(write_sdk: WriteSdk) -> None:
    sdk = write_sdk(
        '''
        def build(path):
            """Build it.

            Returns:
                (tuple): The first item is the image. The second item is a generator of the logs.
            """
        '''
    )
    assert inferred(f"{sdk}:build").notes == (
        "What `build` returns has a generator in it, which can't be pickled. Say in a spec what "
        "`run` returns of it.",
    )


def test_a_noun_that_the_method_says_is_said_once(write_sdk: WriteSdk) -> None:
    sdk = write_sdk("class QueryApi:\n    def query(self): ...")
    assert task(f"{sdk}:QueryApi.query").name.count("Query") == 1


def test_a_kwarg_whose_docs_are_all_of_what_there_is_not_is_said_by_its_name(
    write_sdk: WriteSdk,
) -> None:
    sdk = write_sdk(
        '''
        def get(delay=None, _retry=None):
            """Get it.

            :param int delay: The seconds before `_retry`.
            """
        '''
    )
    assert kwarg(task(f"{sdk}:get"), "delay").doc == "The delay."
