"""Laws of what is generated, over models that nobody would write."""

from __future__ import annotations

import ast
import inspect
from unittest.mock import MagicMock, patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from prefect import Task

from taskgen import expressions
from taskgen.docstrings import write
from taskgen.docstrings.read import read
from taskgen.model.sdk import Catch, Check, Imported
from taskgen.model.task import ModuleModel, TaskModel
from taskgen.text import identifier, prose
from tests.render.tasks import module_source
from tests.strategies import modules, proses, snake_names, texts


def is_sound(task: TaskModel) -> bool:
    """Whether no member is filled twice, or filled whole and in part."""
    paths = [kwarg.member for kwarg in task.kwargs] + [c.member for c in task.constants]
    pairs = [(one, other) for i, one in enumerate(paths) for other in paths[i + 1 :]]
    if any(one[: len(other)] == other or other[: len(one)] == one for one, other in pairs):
        return False
    wait = task.boto.wait
    filled = set(paths)
    return wait is None or all(a.from_response or a.path in filled for a in wait.arguments)


@settings(max_examples=60)
@given(modules())
def test_what_is_generated_is_imported_and_its_docstrings_read_back(module: ModuleModel):
    assume(all(map(is_sound, module.tasks)))
    assume(len({task.name for task in module.tasks}) == len(module.tasks))
    source = module_source(module)
    ast.parse(source, feature_version=(3, 7))
    namespace: dict[str, object] = {"__name__": "rendered"}
    with patch("prefect.utilities.aws.get_boto_client", MagicMock()):
        exec(compile(source, "rendered.py", "exec", dont_inherit=True), namespace)
    for task in module.tasks:
        kind = namespace[task.name]
        assert isinstance(kind, type)
        assert issubclass(kind, Task)
        kind()
        own = {name for name in inspect.signature(kind).parameters if name != "kwargs"}
        assert documented(kind.__doc__) == own | {"**kwargs"}
        run = kind.__dict__["run"]
        assert documented(run.__doc__) == {*inspect.signature(run).parameters} - {"self"}


def documented(docstring: str | None) -> set[str]:
    items = read(docstring or "").items("Args")
    assert len({item.name for item in items}) == len(items)
    assert all(item.has_type and item.has_colon for item in items)
    return {item.name for item in items}


ITEMS = st.lists(
    st.tuples(snake_names, st.sampled_from(["", "str", "int, optional", "List[str]"]), proses),
    min_size=1,
    max_size=5,
    unique_by=lambda item: item[0],
)


@given(summary=proses, items=ITEMS)
def test_a_docstring_that_is_written_reads_back_as_the_same_items(summary, items):
    lines = write.paragraph(summary, 4)
    bullets = [line for name, kind, text in items for line in write.item(name, kind, text, 8)]
    lines += write.section("Args", bullets, 4)
    code = write.docstring(lines, 4)
    found = read(ast.literal_eval(code.strip())).items("Args")
    assert [item.name for item in found] == [name for name, _, _ in items]
    assert [item.type for item in found] == [kind.split(",")[0] for _, kind, _ in items]
    assert [item.text for item in found] == [text for _, _, text in items]


@given(texts)
def test_any_text_can_be_a_paragraph_of_a_docstring(text):
    code = write.docstring(write.paragraph(prose(text), 4), 4)
    assert ast.literal_eval(code.strip()).split() == prose(text).split()


@given(st.text(max_size=300))
def test_any_text_can_be_read_as_a_docstring(text):
    assert read(text).text == text


@given(texts)
def test_any_text_can_be_in_an_f_string(text):
    code = expressions.source(expressions.Text((text, expressions.Name(identifier("x")), text)))
    assert eval(code, {"x": "value"}) == f"{text}value{text}"
    assert code.isascii()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Imported("os; canary"),
        lambda: Imported("../canary"),
        lambda: Check(expressions.Literal(True), expressions.Literal(""), "canary()"),
        lambda: Catch(expressions.Literal(True), expressions.Literal(""), "canary()"),
        lambda: expressions.Argument(expressions.Literal(1), stars="canary"),
        lambda: expressions.Operation("canary", ()),
    ],
)
def test_what_stands_as_code_in_an_expression_is_of_a_known_kind(make):
    with pytest.raises(ValueError, match="canary"):
        make()
