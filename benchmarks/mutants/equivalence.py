"""Why a mutant is no mistake: reasons that are computed from the two versions of a task.

A reason is a law: a way to rewrite a task that can't change what it does. A mutant is equivalent
by a reason if the law makes the same text of it and of the original. The laws hold for Prefect
1's `Task` and `defaults_from_attrs`; `mutation.py` also runs all tests against such mutants, and
one that any test kills shows a wrong law and fails the run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

from prefect import Task

from mutants.trees import expression, method

_TASKS_OWN = {*dir(Task()), *vars(Task())}


def reason(original: str, mutant: str) -> str | None:
    """The reason by which two versions of a class do the same, if there is one."""
    return next((name for name in REASONS if holds(name, original, mutant)), None)


def holds(name: str, original: str, mutant: str) -> bool:
    """Whether two versions of a class do the same by the law of this name."""
    law = REASONS[name]
    return _under(law, original) == _under(law, mutant)


@lru_cache(maxsize=4)
def _under(law: Callable[[ast.ClassDef], None], source: str) -> str:
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.ClassDef)
    law(tree)
    return ast.dump(tree)


def _default_never_used(tree: ast.ClassDef) -> None:
    run = method(tree, "run")
    listed = {
        ast.literal_eval(name)
        for decorator in run.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "defaults_from_attrs"
        for name in decorator.args
    }
    with_default = run.args.args[len(run.args.args) - len(run.args.defaults) :]
    for index, argument in enumerate(with_default):
        if argument.arg in listed:
            run.args.defaults[index] = expression("...")


def _order_of_attributes(tree: ast.ClassDef) -> None:
    init = method(tree, "__init__")
    own = [node for node in init.body if _sets_own_attribute(node)]
    init.body = [*sorted(own, key=ast.unparse), *(node for node in init.body if node not in own)]


def _sets_own_attribute(node: ast.stmt) -> bool:
    """Whether a statement sets an attribute that Task does not know, from kwargs alone."""
    if not isinstance(node, ast.Assign) or len(node.targets) > 1:
        return False
    target = node.targets[0]
    if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
        return False
    read = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
    called = any(isinstance(each, ast.Call) for each in ast.walk(node.value))
    return target.attr not in _TASKS_OWN and "self" not in read and not called


def _none_or_true(tree: ast.ClassDef) -> None:
    statements = method(tree, "run").body
    for display, comprehension in pairwise(statements):
        if not isinstance(display, ast.Assign) or not isinstance(comprehension, ast.Assign):
            continue
        name = ast.unparse(display.targets[0])
        if (
            isinstance(display.value, ast.Dict)
            and all(map(_is_none_or_true, display.value.values))
            and ast.unparse(comprehension) == f"{name} = {{k: v for k, v in {name}.items() if v}}"
        ):
            assert isinstance(comprehension.value, ast.DictComp)
            comprehension.value.generators[0].ifs = [expression("v is not None")]


def _is_none_or_true(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is None or bool(value.value)
    if not isinstance(value, ast.BoolOp) or not isinstance(value.op, ast.Or):
        return False
    last = value.values[-1]
    return isinstance(last, ast.Constant) and last.value is None


def _basic_is_stronger(tree: ast.ClassDef) -> None:
    ifs = [node for node in method(tree, "run").body if isinstance(node, ast.If)]
    tests = {ast.unparse(node.test) for node in ifs}
    for node in ifs:
        header = re.fullmatch(
            r"request_headers\['Authorization'\] = f'Bearer {self\._secret\((\w+)\)}'",
            ast.unparse(node.body[0]),
        )
        for both in tests if header else ():
            user, _, password = both.replace(" is not None", "").partition(" and ")
            basic = f"({user} is None or {password} is None)"
            ways = (f"{header[1]} is None", basic) if header else ()
            if {" and ".join(ways), " and ".join(reversed(ways))} & tests:
                node.test = expression("...")


def _no_part_without_a_value(tree: ast.ClassDef) -> None:
    for node in method(tree, "run").body:
        if not isinstance(node, ast.If) or len(node.body) != 1:
            continue
        added = ast.unparse(node.body[0])
        several = re.fullmatch(r"request_files \+= \[.* for item in (\w+)\]", added)
        if several and ast.unparse(node.test) in (several[1], f"{several[1]} is not None"):
            node.test = expression("...")
        if re.fullmatch(r"request_files\.append\(\('[^']*', (\w+|\(None, \w+\))\)\)", added):
            condition = ast.unparse(node.test)
            name = added.rstrip(")").rpartition(" ")[2].lstrip("(")
            if condition in ("True", f"{name} is not None", "'changed' is not None"):
                node.test = expression("...")


def _integers_are_text(tree: ast.ClassDef) -> None:
    run = method(tree, "run")
    kinds = {
        each.arg: {node.id for node in ast.walk(each.annotation) if isinstance(node, ast.Name)}
        for each in run.args.args
        if each.annotation is not None
    }
    plain = {
        name for name, kind in kinds.items() if kind <= {"Optional", "Union", "List", "int", "str"}
    }
    for node in ast.walk(run):
        if isinstance(node, ast.comprehension) and ast.unparse(node.iter) in plain:
            plain.add(ast.unparse(node.target))
    for node in ast.walk(run):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            text = ast.unparse(node.elts[1])
            found = re.fullmatch(r"str\((\w+)\)", text)
            if ast.unparse(node.elts[0]) == "None" and found and found[1] in plain:
                node.elts[1] = expression(found[1])


NO_PART_WITHOUT_A_VALUE = "a form has no part of a value that is None, nor of an empty list"
BASIC_IS_STRONGER = (
    "a token's header makes no difference where a user and a password, which replace it, are given"
)
DEFAULT_NEVER_USED = (
    "the default of a parameter of run that defaults_from_attrs fills is never used"
)
INTEGERS_ARE_TEXT = "urllib3 writes an integer in a form as text by itself"
NONE_OR_TRUE = "of values that are `x or None`, or true constants, only None is not true"
ORDER_OF_ATTRIBUTES = (
    "attributes that Task does not know may be set in any order, before or after super"
)
REASONS: Mapping[str, Callable[[ast.ClassDef], None]] = {
    DEFAULT_NEVER_USED: _default_never_used,
    ORDER_OF_ATTRIBUTES: _order_of_attributes,
    NONE_OR_TRUE: _none_or_true,
    BASIC_IS_STRONGER: _basic_is_stronger,
    NO_PART_WITHOUT_A_VALUE: _no_part_without_a_value,
    INTEGERS_ARE_TEXT: _integers_are_text,
}
"""The laws by what they say."""
