"""The statements with which `run` makes a request and returns what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from taskgen.conventions import LINE_LENGTH
from taskgen.model.http import Answer, Body, HttpCall, Place, Style
from taskgen.model.task import Kwarg, TaskModel
from taskgen.render import layout
from taskgen.render.signature import value_of
from taskgen.text import Code, Identifier, Value, identifier, literal

_INDENT = 8
"""The column of the statements of `run`."""

_TEXTS = ("str", "List[str]")
"""Types of kwargs of which nothing has to be made to be a text, or each item one."""

_MAY_HOLD_FLAGS = re.compile(r"\b(bool|Any|dict|list)\b")
"""Types whose values may be booleans, or have some in them."""

_JOINTS = {Style.COMMA: ",", Style.SPACE: " ", Style.PIPE: "|"}


@dataclass(slots=True)
class _Part:
    """A part of the request that is a dict: what is in it from the start, and what may come."""

    local: str
    """The variable that holds it, where statements are needed."""
    filled: dict[str, layout.Content] = field(default_factory=dict)
    later: list[Code] = field(default_factory=list)

    def put(self, name: str, kwarg: Kwarg, written: str, plain: bool) -> None:
        """Fill a member with what is written of a kwarg.

        Args:
            name: the member.
            kwarg: the kwarg.
            written: the expression.
            plain: whether that is the kwarg's value itself, which may be None, as `requests`
                leaves out such members.
        """
        if plain or kwarg.required:
            self.filled[name] = layout.Expression(written)
        else:
            head = f"{self.local}[{literal(name)}] = "
            statement = layout.call_assignment(head.removesuffix(" = "), written, _INDENT + 4)
            self.later.append(_if_given(kwarg, statement))

    def statements(self, annotation: str) -> list[Code]:
        """The statements that make it, if it takes any."""
        if not self.later:
            return []
        head = f"{self.local}: {annotation} = "
        return [Code(layout.value(head, self.filled, "", _INDENT)), *self.later]

    def argument(self, name: str) -> Iterator[layout.Keyword]:
        """The argument of `requests` that takes it, if there is anything in it."""
        if self.later:
            yield _argument(name, layout.Expression(self.local))
        elif self.filled:
            yield _argument(name, self.filled)


def _argument(name: str, content: layout.Content) -> layout.Keyword:
    return layout.Keyword(identifier(name), content)


def uses_json(task: TaskModel) -> bool:
    """Whether the statements need the module `json`."""
    return any(_style(task, k) in (Style.JSON, Style.TEXT_OR_JSON) for k in task.kwargs)


def uses_quote(task: TaskModel) -> bool:
    """Whether the statements need `quote`."""
    return any(kwarg.member[0] == "path" for kwarg in task.kwargs)


def uses_digest(task: TaskModel) -> bool:
    """Whether the statements need `HTTPDigestAuth`."""
    return any(True for _ in task.http.at(Place.DIGEST))


def uses_dict(task: TaskModel) -> bool:
    """Whether the class annotates a variable as a dict."""
    statements = request_statements(task)
    return "._flat" in helpers(statements) or any(" Dict[" in each for each in statements)


def helpers(statements: Iterable[str]) -> set[str]:
    """The methods of the class, beside `run`, that the statements call."""
    return {name for each in statements for name in re.findall(r"\bself(\._[a-z_]+)\b", each)}


def uses_list(task: TaskModel) -> bool:
    """Whether the statements annotate a variable as a list."""
    return any(" List[" in statement for statement in request_statements(task))


def secret_in_url(task: TaskModel) -> bool:
    """Whether the URL has a secret in it, so that no error may show it."""
    return task.http.key_in_url or any(
        kwarg.secret and kwarg.member[0] in ("path", "query", "base_url") for kwarg in task.kwargs
    )


def credential_ways(task: TaskModel) -> list[list[Identifier]]:
    """The kwargs of each of several ways to prove who calls, of which one has to be complete."""
    needed = {kwarg.name for kwarg in task.required_kwargs}
    ways = [
        [name for credential in way for name in credential.kwargs if name not in needed]
        for way in task.http.alternatives
    ]
    return ways if all(ways) else []


def credential_check(task: TaskModel) -> list[Code]:
    """The statement that raises where not one of several ways to prove who calls is complete."""
    ways = credential_ways(task)
    if not ways:
        return []
    values = {kwarg.name: value_of(kwarg) for kwarg in task.kwargs}
    conditions = [[f"{values[name]} is None" for name in way] for way in ways]
    line = f"if {' and '.join(map(_one_of, conditions))}:"
    if _INDENT + len(line) > LINE_LENGTH:
        line = _opened_condition(conditions)
    message = literal(f"A value for {ways_shown(ways)} must be provided.")
    error = layout.call("raise ValueError", [message], "", _INDENT + 4)
    return [Code(f"{line}\n{' ' * 12}{error}")]


def _one_of(conditions: Sequence[str]) -> str:
    """The condition that one of these holds, as it stands beside others."""
    joined = " or ".join(conditions)
    return f"({joined})" if len(conditions) > 1 else joined


def _opened_condition(conditions: Sequence[Sequence[str]]) -> str:
    """The line that asks for one condition of each, opened as black opens it."""
    pad, inner = " " * _INDENT, " " * (_INDENT + 4)
    if len(conditions) > 2 or all(len(each) == 1 for each in conditions):
        lines = f"\n{inner}and ".join(map(_one_of, conditions))
        return f"if (\n{inner}{lines}\n{pad}):"
    first, last = conditions
    head = f"if {_one_of(first)} and ("
    before, opened, after = head[:-1], last, ":"
    if len(last) == 1 or _INDENT + len(head) > LINE_LENGTH:
        before, opened, after = "if ", first, f" and {_one_of(last)}:"
    body = " or ".join(opened)
    if len(inner) + len(body) > LINE_LENGTH:
        body = f"\n{inner}or ".join(opened)
    return f"{before}(\n{inner}{body}\n{pad}){after}"


def ways_shown(ways: Iterable[Iterable[str]]) -> str:
    """The ways to prove who calls, in a sentence: "`token`, or `username` and `password`"."""
    return ", or ".join(" and ".join(f"`{name}`" for name in way) for way in ways)


def request_statements(task: TaskModel) -> list[Code]:
    """The statements from the first part of the request to what is returned."""
    call = task.http
    parts = {
        "params": _part(task, "query", "request_params"),
        "headers": _headers(task),
        "cookies": _cookies(task),
    }
    steps = [*_path(task)]
    for part in parts.values():
        steps += part.statements("Dict[str, Any]")
    body, body_arguments = _body(task)
    steps += body
    auth, auth_arguments = _auth(task)
    cert, cert_arguments = _cert(task)
    steps += [*auth, *cert]
    arguments: list[str | layout.Keyword] = [_url(task)]
    for name, part in parts.items():
        arguments += part.argument(name)
    arguments += [*body_arguments, *auth_arguments, *cert_arguments]
    timeout = next(kwarg for kwarg in task.kwargs if kwarg.member == ("timeout",))
    arguments.append(_argument("timeout", layout.Expression(value_of(timeout))))
    if _stays(task):
        arguments.append(_argument("allow_redirects", False))
    return [*steps, *_sent(task, call, arguments), *_returned(task)]


def _stays(task: TaskModel) -> bool:
    """Whether no redirect is followed: `requests` takes these secrets to any other host."""
    held = [k.member[1].lower() for k in task.kwargs if k.secret and k.member[0] == "header"]
    held += [each.name.lower() for each in task.http.at(Place.HEADER)]
    cookies = any(kwarg.secret and kwarg.member[0] == "cookie" for kwarg in task.kwargs)
    return cookies or any(task.http.at(Place.COOKIE)) or bool({*held} - {"authorization"})


def _sent(task: TaskModel, call: HttpCall, arguments: list[str | layout.Keyword]) -> Iterator[Code]:
    head = f"response = requests.{call.method}"
    if call.method == "trace":
        head, arguments = "response = requests.request", [literal("TRACE"), *arguments]
    if not secret_in_url(task):
        yield Code(layout.call(head, arguments, "", _INDENT))
        yield Code("response.raise_for_status()")
        yield from _refused_redirect(task)
        return
    sent = layout.call(head, arguments, "", _INDENT + 4)
    pad, inner = " " * _INDENT, " " * (_INDENT + 4)
    yield Code(
        f"try:\n{inner}{sent}\n"
        f"{pad}except requests.RequestException as error:\n"
        f"{inner}# What it says has the whole URL in it, and that has a secret.\n"
        f"{inner}reason = type(error).__name__\n"
        f'{inner}raise requests.RequestException(f"The request failed: {{reason}}.") from None'
    )
    yield Code(
        f"if not response.ok:\n"
        f"{inner}raise requests.HTTPError(\n"
        f'{inner}    f"The API answered {{response.status_code}} {{response.reason}}.",\n'
        f"{inner}    response=response,\n"
        f"{inner})"
    )
    yield from _refused_redirect(task)


def _refused_redirect(task: TaskModel) -> Iterator[Code]:
    if _stays(task) and task.http.method != "head":
        inner = " " * (_INDENT + 4)
        yield Code(
            f"if response.is_redirect:\n"
            f"{inner}# It may lead to another host, to which `requests` would take the secret.\n"
            f"{inner}raise requests.HTTPError(\n"
            f'{inner}    "The API redirects, which is not followed.", response=response\n'
            f"{inner})"
        )


def _returned(task: TaskModel) -> Iterator[Code]:
    call, result = task.http, task.result
    if result.path is None:
        return
    member = "".join(f"[{literal(name)}]" for name in result.path)
    expression = {
        Answer.JSON: f"response.json(){member}",
        Answer.TEXT: "response.text",
        Answer.BYTES: "response.content",
        Answer.HEADERS: "dict(response.headers)",
    }[call.answer]
    if call.may_be_empty:
        expression += " if response.content else None"
    yield Code(f"return {expression}")


def _style(task: TaskModel, kwarg: Kwarg) -> Style:
    return task.http.style(kwarg.member)


def _plain_value(kwarg: Kwarg) -> str:
    """The kwarg's value, with `true` and `false` in it as the API has them."""
    value = value_of(kwarg)
    return f"self._plain({value})" if _MAY_HOLD_FLAGS.search(kwarg.type) else value


def _joined(kwarg: Kwarg, style: Style) -> str:
    return f'"{_JOINTS[style]}".join(map(str, {_plain_value(kwarg)}))'


def _if_given(kwarg: Kwarg, statement: str) -> Code:
    return Code(f"if {value_of(kwarg)} is not None:\n{' ' * (_INDENT + 4)}{statement}")


def _url(task: TaskModel) -> str:
    base = next(kwarg for kwarg in task.kwargs if kwarg.member == ("base_url",))
    path = "request_path" if uses_quote(task) else literal(task.http.path)
    indent = _INDENT + (8 if secret_in_url(task) else 4)
    url = f'{value_of(base)}.rstrip("/")'
    if indent + len(f"{url} + {path},") > LINE_LENGTH:
        return f"{url}\n{' ' * indent}+ {path}"
    return f"{url} + {path}"


def _path(task: TaskModel) -> Iterator[Code]:
    """The statement that fills the path in."""
    names = {kwarg.member[1]: kwarg for kwarg in task.kwargs if kwarg.member[0] == "path"}
    if not names:
        return
    template = ""
    for index, piece in enumerate(task.http.path.split("{")):
        name, brace, rest = piece.partition("}")
        if index and brace and name in names:
            template += f"{{{names[name].name}}}" + rest.replace("}", "}}")
        else:
            template += ("{{" if index else "") + piece.replace("}", "}}")
    arguments = [
        _opened_segment(f"{kwarg.name}={_in_path(task, kwarg)}", "" if len(names) == 1 else ",")
        for kwarg in names.values()
    ]
    head = f"request_path = {literal(template)}.format"
    if _INDENT + len(head) >= LINE_LENGTH:
        yield Code(layout.assignment("request_path", literal(template), _INDENT))
        head = "request_path = request_path.format"
    yield Code(layout.call(head, arguments, "", _INDENT))


def _opened_segment(argument: str, comma: str) -> str:
    """An argument that is a segment of the path, on three lines where one does not hold it."""
    if _INDENT + 4 + len(argument + comma) <= LINE_LENGTH:
        return argument
    head, _, inner = argument.partition("(")
    pad = " " * (_INDENT + 4)
    return f"{head}(\n{pad}    {inner.removesuffix(')')}\n{pad})"


def _in_path(task: TaskModel, kwarg: Kwarg) -> str:
    if _style(task, kwarg) is Style.FLAG:
        return f"self._segment(str({value_of(kwarg)}).lower())"
    return f"self._segment({_plain_value(kwarg)})"


def _text_of(value: Value) -> Value:
    """A constant as the text that `requests` sends."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _part(task: TaskModel, where: str, local: str) -> _Part:
    """The query, or the form: what becomes pairs of a name and a text."""
    part = _Part(local)
    for constant in task.constants:
        if constant.member[0] == where:
            part.filled[constant.member[1]] = _text_of(constant.value)
    for kwarg in task.kwargs:
        if kwarg.member[0] == where and len(kwarg.member) > 1:
            _put_pairs(part, task, kwarg)
    if where == "query":
        kwargs = {kwarg.name: kwarg for kwarg in task.kwargs}
        for credential in task.http.at(Place.QUERY):
            (name,) = credential.kwargs
            part.filled[credential.name] = layout.Expression(value_of(kwargs[name]))
    return part


def _put_pairs(part: _Part, task: TaskModel, kwarg: Kwarg) -> None:
    name, value, style = kwarg.member[1], value_of(kwarg), _style(task, kwarg)
    if style in _JOINTS:
        part.put(name, kwarg, _joined(kwarg, style), plain=False)
    elif style is Style.FLAG:
        part.put(name, kwarg, f"str({value}).lower()", plain=False)
    elif style is Style.JSON:
        part.put(name, kwarg, f"json.dumps({value})", plain=False)
    elif style is Style.TEXT_OR_JSON:
        part.put(name, kwarg, f"self._json({value})", plain=False)
    elif style is Style.DEEP:
        flat = f"self._flat({literal(name)}, {value})"
        part.later.append(Code(layout.call(f"{part.local}.update", [flat], "", _INDENT)))
    elif style is Style.PAIRS:
        update = f"{part.local}.update({_plain_value(kwarg)})"
        part.later.append(Code(update) if kwarg.required else _if_given(kwarg, update))
    else:
        part.put(name, kwarg, _plain_value(kwarg), plain=True)


def _headers(task: TaskModel) -> _Part:
    call = task.http
    part = _Part("request_headers")
    if call.accept:
        part.filled["Accept"] = call.accept
    if call.content_type:
        part.filled["Content-Type"] = call.content_type
    for constant in task.constants:
        if constant.member[0] == "header":
            part.filled[constant.member[1]] = _text_of(constant.value)
    for kwarg in task.kwargs:
        if kwarg.member[0] != "header":
            continue
        value, style = value_of(kwarg), _style(task, kwarg)
        if style is Style.PLAIN and kwarg.type == "str" and not kwarg.secret:
            part.put(kwarg.member[1], kwarg, value, plain=True)
        elif style in _JOINTS:
            part.put(kwarg.member[1], kwarg, _joined(kwarg, Style.COMMA), plain=False)
        elif style is Style.JSON:
            part.put(kwarg.member[1], kwarg, f"json.dumps({value})", plain=False)
        else:
            part.put(kwarg.member[1], kwarg, _in_header(task, kwarg), plain=False)
    _put_credentials(part, task)
    return part


def _in_header(task: TaskModel, kwarg: Kwarg) -> str:
    """The text of a header or a cookie."""
    if kwarg.secret:
        return f"self._secret({value_of(kwarg)})"
    if _style(task, kwarg) is Style.FLAG:
        return f"str({value_of(kwarg)}).lower()"
    return f"str({_plain_value(kwarg)})"


def _put_credentials(part: _Part, task: TaskModel) -> None:
    """Fill the headers that prove who calls."""
    kwargs = {kwarg.name: kwarg for kwarg in task.kwargs}
    for credential in task.http.at(Place.BEARER):
        (name,) = credential.kwargs
        bearer = f'f"Bearer {{self._secret({value_of(kwargs[name])})}}"'
        part.put("Authorization", kwargs[name], bearer, plain=False)
    for credential in task.http.at(Place.HEADER):
        (name,) = credential.kwargs
        secret = f"self._secret({value_of(kwargs[name])})"
        part.put(credential.name, kwargs[name], secret, plain=False)


def _cookies(task: TaskModel) -> _Part:
    part = _Part("request_cookies")
    for constant in task.constants:
        if constant.member[0] == "cookie":
            part.filled[constant.member[1]] = _text_of(constant.value)
    kwargs = {kwarg.name: kwarg for kwarg in task.kwargs}
    for kwarg in task.kwargs:
        if kwarg.member[0] == "cookie":
            joined = _style(task, kwarg) in _JOINTS
            text = _joined(kwarg, Style.COMMA) if joined else _in_header(task, kwarg)
            part.put(kwarg.member[1], kwarg, text, plain=False)
    for credential in task.http.at(Place.COOKIE):
        (name,) = credential.kwargs
        secret = f"self._secret({value_of(kwargs[name])})"
        part.put(credential.name, kwargs[name], secret, plain=False)
    return part


def _has_own_authorization(task: TaskModel) -> bool:
    """Whether the statements fill the `Authorization` header themselves."""
    call = task.http
    members = [*(k.member for k in task.kwargs), *(c.member for c in task.constants)]
    names = [member[1] for member in members if member[0] == "header"]
    names += [each.name for each in call.at(Place.HEADER)]
    return any(call.at(Place.BEARER)) or "authorization" in map(str.lower, names)


def _auth(task: TaskModel) -> tuple[list[Code], list[layout.Keyword]]:
    own = _has_own_authorization(task)
    kwargs = {kwarg.name: kwarg for kwarg in task.kwargs}
    for credential in (*task.http.at(Place.BASIC), *task.http.at(Place.DIGEST)):
        holder = kwargs[credential.kwargs[0]]
        user, password = (value_of(kwargs[name]) for name in credential.kwargs)
        proof = f"(str({user}), str({password}))"
        if credential.place is Place.DIGEST:
            proof = f"HTTPDigestAuth{proof}"
        if holder.required:
            return [], [_argument("auth", layout.Expression(proof))]
        step = (
            f"if {user} is not None and {password} is not None:\n"
            f"{' ' * (_INDENT + 4)}request_auth = {proof}"
        )
        start = "request_auth: Any = self._as_it_is" if own else "request_auth = None"
        steps = [Code(start), Code(step)]
        return steps, [_argument("auth", layout.Expression("request_auth"))]
    return [], [_argument("auth", layout.Expression("self._as_it_is"))] if own else []


def _cert(task: TaskModel) -> tuple[list[Code], list[layout.Keyword]]:
    """The argument with the path of a certificate, and of its key where that is another file."""
    by_member = {kwarg.member: kwarg for kwarg in task.kwargs}
    certificate, key = by_member.get(("client_cert",)), by_member.get(("client_key",))
    if certificate is None:
        return [], []
    path = value_of(certificate)
    if key is None:
        return [], [_argument("cert", layout.Expression(path))]
    both = f"({path}, {value_of(key)})"
    if certificate.required:
        either = layout.Expression(f"{path} if {value_of(key)} is None else {both}")
        return [], [_argument("cert", either)]
    steps = [Code(f"request_cert: Any = {path}"), _if_given(key, f"request_cert = {both}")]
    return steps, [_argument("cert", layout.Expression("request_cert"))]


# The body ---------------------------------------------------------------------------------------


def _body(task: TaskModel) -> tuple[list[Code], list[layout.Keyword]]:
    """The statements that make the body, and the arguments that take it."""
    call = task.http
    whole = next((kwarg for kwarg in task.kwargs if kwarg.member == ("body",)), None)
    if call.body is Body.NONE:
        return [], []
    if whole is not None:
        return [], [_whole_body(call, whole)]
    if call.body is Body.FORM:
        part = _part(task, "body", "request_data")
        return part.statements("Dict[str, Any]"), list(part.argument("data"))
    if call.body is Body.MULTIPART:
        return _multipart(task), [_argument("files", layout.Expression("request_files"))]
    if call.body is Body.JSON:
        return _json(task)
    return [], []


def _whole_body(call: HttpCall, kwarg: Kwarg) -> layout.Keyword:
    value = value_of(kwarg)
    if call.body is Body.JSON:
        return _argument("json", layout.Expression(value))
    if call.body is Body.MULTIPART:
        return _argument("files", layout.Expression(value))
    if call.body is not Body.TEXT:
        form = call.body is Body.FORM
        return _argument("data", layout.Expression(_plain_value(kwarg) if form else value))
    encoded = f"{value}.encode()"
    if not kwarg.required:
        encoded = f"None if {value} is None else {encoded}"
    return _argument("data", layout.Expression(encoded))


def _json(task: TaskModel) -> tuple[list[Code], list[layout.Keyword]]:
    members: dict[str, layout.Content] = {
        constant.member[1]: constant.value
        for constant in task.constants
        if constant.member[0] == "body" and constant.member[1:]
    }
    kwargs = [kwarg for kwarg in task.kwargs if kwarg.member[0] == "body"]
    for kwarg in kwargs:
        members[kwarg.member[1]] = layout.Expression(value_of(kwarg))
    if all(kwarg.required for kwarg in kwargs):
        return [], [_argument("json", members)]
    steps = [
        Code(layout.value("request_json: Dict[str, Any] = ", members, "", _INDENT)),
        Code(layout.unset_left_out("request_json", _INDENT)),
    ]
    certain = task.http.body_required or any(kwarg.required for kwarg in kwargs)
    sent = layout.Expression("request_json" if certain else "request_json or None")
    return steps, [_argument("json", sent)]


def _opened_part(content: str, value: str, indent: int) -> str:
    """What stands beside the name of a part, on lines where one does not hold it."""
    if indent + len(content) + 1 <= LINE_LENGTH or "json.dumps" not in content:
        return content
    pad, inner = " " * indent, " " * (indent + 4)
    dumped = f"json.dumps({value})"
    if len(inner) + len(dumped) + 1 > LINE_LENGTH:
        dumped = f"json.dumps(\n{inner}    {value}\n{inner})"
    return f'(\n{inner}None,\n{inner}{dumped},\n{inner}"application/json",\n{pad})'


def _multipart(task: TaskModel) -> list[Code]:
    """The statements that list the parts of a multipart form, a file or a field each."""
    steps = [Code("request_files: List[Any] = []")]
    for constant in task.constants:
        if constant.member[0] == "body":
            pair = f"({literal(constant.member[1])}, (None, {literal(_text_of(constant.value))}))"
            steps.append(Code(layout.call("request_files.append", [pair], "", _INDENT)))
    for kwarg in task.kwargs:
        if kwarg.member[0] != "body":
            continue
        name, value, style = literal(kwarg.member[1]), value_of(kwarg), _style(task, kwarg)
        indent = _INDENT if kwarg.required else _INDENT + 4
        # A list has a part for each of its items.
        several = kwarg.type.lower().startswith("list") and style not in _JOINTS
        written = style is Style.PLAIN and _plain_value(kwarg)
        one = "item" if several else written or value
        content = {
            Style.FILE: one,
            Style.JSON: f'(None, json.dumps({one}), "application/json")',
            Style.TEXT_OR_JSON: f"(None, self._json({one}))",
            Style.FLAG: f"(None, str({one}).lower())",
        }.get(style, f"(None, {one})" if kwarg.type in _TEXTS else f"(None, str({one}))")
        if style in _JOINTS:
            content = f"(None, {_joined(kwarg, style)})"
        pair = f"({name}, {content})"
        if not several and indent + 4 + len(pair) > LINE_LENGTH:
            pad = " " * (indent + 8)
            opened = _opened_part(content, one, indent + 8)
            pair = f"(\n{pad}{name},\n{pad}{opened},\n{pad[4:]})"
        if several:
            made = layout.Comprehension(pair, (f"for item in {written or value}",))
            statement = layout.value("request_files += ", made, "", indent)
        else:
            statement = layout.call("request_files.append", [pair], "", indent)
        steps.append(Code(statement) if kwarg.required else _if_given(kwarg, statement))
    return steps
