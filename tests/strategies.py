"""Hypothesis strategies for what taskgen's parts hand to each other."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from taskgen.conventions import is_reserved
from taskgen.model.boto import BotoCall, Member, Wait, WaitArgument
from taskgen.model.task import Constant, Given, Kwarg, ModuleModel, Result, TaskModel
from taskgen.text import Code, Identifier, Prose, Value, is_identifier, prose

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Any text, with what terminals, TOML and Python find awkward."""

_WORDS = ["The", "name", "of", "a", "Lambda", "function,", "such", "as", "`x`", "é:"]
_LONG = st.builds(
    lambda words, times: " ".join(words * times),
    st.lists(st.sampled_from(_WORDS), min_size=3, max_size=8),
    st.integers(3, 8),
)
proses: st.SearchStrategy[Prose] = (
    st.one_of(texts, _LONG).map(prose).filter(lambda text: text != "")
)
"""Short and long paragraphs."""


def names(parts: Sequence[str], joined: str) -> st.SearchStrategy[Identifier]:
    """Names that others may use, and that are free in Prefect."""
    free = st.lists(st.sampled_from(parts), min_size=1, max_size=3).map(joined.join)
    return free.filter(lambda name: is_identifier(name) and not is_reserved(name)).map(Identifier)


# Put together of few parts: regular expressions as strategies are slow.
snake_names = names(["a", "b2", "item", "url", "x9z", "name", "id", "kms", "value"], "_")
class_names = names(["SQS", "Lambda", "Do", "All", "S3", "Items", "Get"], "").filter(
    lambda name: name not in ("All", "S3")
)
operations = st.sampled_from(["Invoke", "ListX", "GetDBInstance", "PutS3ObjectACL", "Do2Things"])
member_names = st.text("abXYZ019_", min_size=1, max_size=7).map(lambda text: f"m{text}")


def members(
    each: st.SearchStrategy[str] = member_names, min_size: int = 1
) -> st.SearchStrategy[Member]:
    """Paths to members."""
    return st.lists(each, min_size=min_size, max_size=3).map(tuple)


floats = st.floats(allow_nan=False, allow_infinity=False)
datetimes = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
values: st.SearchStrategy[Value] = st.recursive(
    st.one_of(texts, st.booleans(), st.integers(), floats, datetimes),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
"""Values that a spec can say."""

DEFAULTS: dict[str, st.SearchStrategy[Value]] = {
    "str": texts,
    "int": st.integers(),
    "float": floats,
    "bool": st.booleans(),
    "bytes": texts.map(str.encode),
    "dict": st.dictionaries(texts, values, max_size=3),
    "list": st.lists(values, max_size=3),
    "datetime": datetimes,
    "Any": values,
    "List[str]": st.lists(texts, max_size=3),
    "Dict[str, List[int]]": st.dictionaries(texts, st.lists(st.integers(), max_size=2), max_size=2),
    "Union[int, str]": st.one_of(st.integers(), texts),
}
"""Types of kwargs, each with its values."""


@st.composite
def kwargs(draw: st.DrawFn) -> Kwarg:
    """A kwarg, a secret one for `run` alone; neither it nor a required one has a default."""
    type_ = draw(st.sampled_from(list(DEFAULTS)))
    secret, required = draw(st.booleans()), draw(st.booleans())
    default = None if secret or required else draw(st.one_of(st.none(), DEFAULTS[type_]))
    return Kwarg(
        name=draw(snake_names),
        type=Code(type_),
        doc=draw(st.one_of(st.just(Prose()), proses)),
        member=draw(members()),
        required=required,
        secret=secret,
        given=Given.RUN if secret else draw(st.sampled_from(Given)),
        default=default,
        sample=draw(DEFAULTS[type_]),
    )


@st.composite
def waits(draw: st.DrawFn) -> Wait:
    """A waiter with its arguments."""
    items = st.builds("{}{}".format, member_names, st.sampled_from(["", "[]"]))
    arguments = st.builds(
        WaitArgument, name=member_names, path=members(items), from_response=st.booleans()
    )
    unique = st.lists(arguments, max_size=3, unique_by=lambda argument: argument.name)
    return Wait(draw(snake_names), tuple(draw(unique)))


@st.composite
def tasks(draw: st.DrawFn, service: str = "lambda") -> TaskModel:
    """A task of a service."""
    fields = draw(st.lists(kwargs(), max_size=3, unique_by=lambda kwarg: kwarg.name))
    constants = draw(
        st.lists(
            st.builds(Constant, member=members(), value=values),
            max_size=2,
            unique_by=lambda constant: constant.member,
        )
    )
    method = draw(snake_names)
    return TaskModel(
        name=draw(class_names),
        key=method,
        summary=draw(proses),
        run_summary=draw(proses),
        description=tuple(draw(st.lists(proses, max_size=2))),
        kwargs=tuple(fields),
        constants=tuple(constants),
        call=BotoCall(
            service=service,
            operation=draw(operations),
            method=method,
            paginate=draw(st.booleans()),
            wait=draw(st.one_of(st.none(), waits())),
        ),
        result=Result(
            path=draw(st.one_of(st.none(), members(min_size=0))),
            type=Code("dict"),
            doc=draw(st.one_of(st.just(Prose()), proses)),
        ),
        example=draw(
            st.sampled_from(
                [None, ("x = 1",), ("if x:", "    y = 'é'"), ("", "x = '''a", "", "b'''")]
            )
        ),
    )


@st.composite
def modules(draw: st.DrawFn) -> ModuleModel:
    """A module of a service's tasks."""
    found = draw(st.lists(tasks(), min_size=1, max_size=2, unique_by=lambda task: task.key))
    return ModuleModel(
        package=draw(snake_names),
        module=draw(snake_names),
        title=draw(proses),
        service_title=draw(proses),
        package_title=draw(proses),
        extra="aws",
        requirement="boto3",
        sdk="boto3",
        tasks=tuple(found),
    )
