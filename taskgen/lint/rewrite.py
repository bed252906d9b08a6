"""Makes a `Move` in a module's source: signatures, decorator, statements and calls.

The only user of libcst, which keeps every comment and blank that a syntax tree forgets, and which
takes longer to import than a library to check: it is imported when such a fix is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from taskgen.conventions import LINE_LENGTH, missing_value_message
from taskgen.lint.edits import call_text
from taskgen.lint.moves import Move
from taskgen.lint.rows import Row, arguments, inserted, laid_out, parameters, removed

_DIRECTIVES = ("# noqa", "# type:", "# pylint:", "# taskgen:", "# mypy:", "# pragma:", "# nosec")
"""Comments that say something of the code beside them, and nothing without it."""

_Statement = cst.BaseStatement | cst.BaseSmallStatement


def rewritten(
    text: str, lines: dict[str, int], move: Move, decorator: str, indent: int
) -> str | None:
    """The source with the kwarg taken by `run`; docstrings are left as they are.

    Args:
        text: the module, its lines ending in line feeds.
        lines: where the `def` of each method of the class is.
        move: what to do.
        decorator: how the module spells `defaults_from_attrs`.
        indent: the columns before the methods.

    Returns None where libcst does not see what `ast` does.
    """
    try:
        wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    except cst.ParserSyntaxError:
        return None
    at = {line: name for name, line in lines.items()}
    methods: dict[str, cst.FunctionDef] = {}
    for node, place in wrapper.resolve(PositionProvider).items():
        if isinstance(node, cst.FunctionDef) and at.get(place.start.line) == node.name.value:
            methods[node.name.value] = node
    if not {"__init__", "run", *move.helpers} <= methods.keys():
        return None
    work = _Work(move, decorator, indent, methods["__init__"])
    new: dict[cst.CSTNode, cst.CSTNode] = {methods["run"]: work.run(methods["run"])}
    if move.away:
        new[methods["__init__"]] = work.init()
    for name in move.helpers:
        new[methods[name]] = work.helper(methods[name])
    return wrapper.module.visit(_Replacer(new)).code


class _Replacer(cst.CSTTransformer):
    def __init__(self, new: dict[cst.CSTNode, cst.CSTNode]) -> None:
        self.new = new

    def leave_FunctionDef(  # noqa: N802 - libcst's name
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        return cast(cst.FunctionDef, self.new.get(original_node, updated_node))


class _Work:
    """One move in one class."""

    def __init__(self, move: Move, decorator: str, indent: int, init: cst.FunctionDef) -> None:
        self.move = move
        self.decorator = decorator
        self.indent = indent
        self.before = init
        self.param = next(
            param
            for param in parameters(init).items
            if isinstance(param, cst.Param) and param.name.value == move.name
        )
        self.comment: cst.Comment | None = None
        """What stands beside the parameter in `__init__`, and goes with it."""
        if move.away:
            _, self.comment = removed(parameters(init), self.param)

    def init(self) -> cst.FunctionDef:
        """`__init__` without the parameter and without the attribute."""
        row, _ = removed(parameters(self.before), self.param)
        function = self.fitted(self.before, row)
        return _without(function, lambda node: _stores(node, self.move.name, self.before))

    def run(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """`run` with the parameter, which its body reads, and with the decorator that fills it."""
        name = self.move.name
        function = self.reading(function)
        names = [p.name.value for p in parameters(function).items if isinstance(p, cst.Param)]
        if name not in names:
            function = self.taking(function)
        if self.move.away:
            function = self.unlisted(function)
            return _beginning(function, self.first_statements(function))
        return self.listed(function)

    def helper(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """A method that `run` calls, which gets the value as an argument."""
        function = self.reading(function)
        param = cst.Param(cst.Name(self.move.name), self.param.annotation)
        row = parameters(function)
        plain = len(function.params.params)
        stars = function.params.star_arg
        if any(other.default for other in function.params.params) or not isinstance(
            stars, cst.MaybeSentinel
        ):
            keyword = function.params.with_changes(
                kwonly_params=(param, *function.params.kwonly_params),
                star_arg=cst.ParamStar() if isinstance(stars, cst.MaybeSentinel) else stars,
            )
            return function.with_changes(params=keyword)
        return self.fitted(function, inserted(row, param, plain))

    # Parts --------------------------------------------------------------------------------------

    def reading(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """The function, whose body reads the name instead of the attribute."""
        self_name = function.params.params[0].name.value
        body = function.body.visit(_Reads(self.move.name, self_name, self.move.helpers))
        return function.with_changes(body=body)

    def taking(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """The function with the parameter behind those that are not keyword-only."""
        default = self.param.default if self.move.away else None
        param = cst.Param(
            cst.Name(self.move.name), self.param.annotation, default=default or cst.Name("None")
        )
        if self.param.annotation:
            spaced = cst.SimpleWhitespace(" ")
            equal = cst.AssignEqual(whitespace_before=spaced, whitespace_after=spaced)
        else:
            none = cst.SimpleWhitespace("")
            equal = cst.AssignEqual(whitespace_before=none, whitespace_after=none)
        plain = len(function.params.posonly_params) + len(function.params.params)
        plain += not isinstance(function.params.posonly_ind, cst.MaybeSentinel)
        row = parameters(function)
        param = param.with_changes(equal=equal)
        return self.fitted(function, inserted(row, param, plain, self.comment), self.comment)

    def fitted(
        self, function: cst.FunctionDef, row: Row, comment: cst.Comment | None = None
    ) -> cst.FunctionDef:
        """The function with these parameters, broken up as black does if they are too long."""
        for layout in row.layouts(comment is not None):
            candidate = _with_parameters(function, laid_out(row, layout))
            if self.width(_header(candidate)) <= LINE_LENGTH:
                break
        return candidate

    def width(self, code: str) -> int:
        """The longest line of code that stands at the methods' indentation."""
        return max(len(line) for line in code.split("\n")) + self.indent

    def listed(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """The function with the name in its decorator."""
        name = self.move.name
        found = _decorator(function, self.decorator)
        if found is None:
            text = call_text(self.decorator, [f'"{name}"'], " " * self.indent, "@")
            new = cst.Decorator(cst.parse_expression(text))
            # Innermost, so that decorators above see the filled values as `run` does.
            return function.with_changes(decorators=[*function.decorators, new])
        call = cast(cst.Call, found.decorator)
        order = [p.name.value for p in parameters(function).items if isinstance(p, cst.Param)]
        row = arguments(call)
        position = sum(_rank(item, order) < order.index(name) for item in row.items)
        quote = _quote(row.items)
        new_arg = cst.Arg(cst.SimpleString(f"{quote}{name}{quote}"))
        row = inserted(row, new_arg, position)
        for layout in row.layouts(False):
            changed = found.with_changes(decorator=_with_arguments(call, laid_out(row, layout)))
            if self.width(_code(changed)) <= LINE_LENGTH:
                break
        return _redecorated(function, found, changed)

    def unlisted(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """The function without the name in its decorator, or without an empty decorator."""
        found = _decorator(function, self.decorator)
        if found is None:
            return function
        call = cast(cst.Call, found.decorator)
        row = arguments(call)
        mine = next((item for item in row.items if _listed_name(item) == self.move.name), None)
        if mine is None:
            return function
        if len(row.items) > 1:
            row, comment = removed(row, mine)
            for layout in row.layouts(False):
                changed = found.with_changes(decorator=_with_arguments(call, laid_out(row, layout)))
                if self.width(_code(changed)) <= LINE_LENGTH:
                    break
            return _redecorated(function, found, changed)
        lines = [line for line in found.leading_lines if line.comment]
        comment = found.trailing_whitespace.comment
        if comment and not _is_directive(comment):
            lines.append(cst.EmptyLine(comment=comment))
        kept = [decorator for decorator in function.decorators if decorator is not found]
        return function.with_changes(
            decorators=kept, lines_after_decorators=[*lines, *function.lines_after_decorators]
        )

    def first_statements(self, function: cst.FunctionDef) -> list[cst.BaseStatement]:
        """What `__init__` asked of the value, or made of it, at the top of `run`."""
        name = self.move.name
        found: list[cst.BaseStatement] = []
        if self.move.required and not _is_checked(function, name):
            indent = " " * (self.indent + 8)
            error = call_text("ValueError", [f'"{missing_value_message(name)}"'], indent, "raise ")
            error = error.replace(f"\n{' ' * (self.indent + 4)}", "\n")
            found.append(cst.parse_statement(f"if {name} is None:\n    raise {error}\n"))
        if self.move.refined:
            store = next(
                statement
                for statement in self.before.body.body
                if _stores(statement, name, self.before)
            )
            assign = cast(cst.Assign, cast(cst.SimpleStatementLine, store).body[0])
            target = cst.AssignTarget(cst.Name(name))
            found.append(cst.SimpleStatementLine([cst.Assign([target], assign.value)]))
        return found


class _Reads(cst.CSTTransformer):
    """Reads `x` for `self.x`, hands it to the helpers, and drops what then does nothing."""

    def __init__(self, name: str, self_name: str, helpers: Sequence[str]) -> None:
        self.name = name
        self.self_name = self_name
        self.helpers = helpers

    def leave_Attribute(  # noqa: N802
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        if _attribute(original_node, self.self_name) != self.name:
            return updated_node
        return cst.Name(self.name, lpar=updated_node.lpar, rpar=updated_node.rpar)

    def leave_BooleanOperation(  # noqa: N802
        self, original_node: cst.BooleanOperation, updated_node: cst.BooleanOperation
    ) -> cst.BaseExpression:
        is_fallback = isinstance(original_node.operator, cst.Or) and self.is_mine(updated_node.left)
        if is_fallback and self.is_mine(updated_node.right) and not updated_node.lpar:
            return updated_node.left
        return updated_node

    def leave_IfExp(  # noqa: N802
        self, original_node: cst.IfExp, updated_node: cst.IfExp
    ) -> cst.BaseExpression:
        if self.is_mine(updated_node.body) and self.is_mine(updated_node.orelse):
            return updated_node.body
        return updated_node

    def leave_Call(  # noqa: N802
        self, original_node: cst.Call, updated_node: cst.Call
    ) -> cst.BaseExpression:
        if _attribute(original_node.func, self.self_name) not in self.helpers:
            return updated_node
        value = cst.Arg(
            cst.Name(self.name),
            keyword=cst.Name(self.name),
            equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
        )
        row = arguments(updated_node)
        return _with_arguments(updated_node, inserted(row, value, len(row.items)))

    def leave_IndentedBlock(  # noqa: N802
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.BaseSuite:
        return _block_without(updated_node, self.does_nothing)

    def does_nothing(self, node: cst.CSTNode) -> bool:
        """`x = x`, or `if x is None:` above nothing else."""
        if isinstance(node, cst.SimpleStatementLine | cst.SimpleStatementSuite):
            return all(map(self.does_nothing, node.body))
        if isinstance(node, cst.Assign):
            return (
                len(node.targets) == 1
                and self.is_mine(node.targets[0].target)
                and self.is_mine(node.value)
            )
        if isinstance(node, cst.If) and node.orelse is None:
            names = _Names()
            node.test.visit(names)
            return names.found == {self.name} and all(map(self.does_nothing, node.body.body))
        return False

    def is_mine(self, node: cst.CSTNode) -> bool:
        """Whether it is the name alone."""
        return isinstance(node, cst.Name) and node.value == self.name


class _Names(cst.CSTVisitor):
    """All names of an expression; a call counts as one that nobody has."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Name(self, node: cst.Name) -> None:  # noqa: N802
        if node.value not in ("None", "True", "False"):
            self.found.add(node.value)

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        self.found.add("()")


# Statements -------------------------------------------------------------------------------------


def _without(
    function: cst.FunctionDef, is_unwanted: Callable[[cst.CSTNode], bool]
) -> cst.FunctionDef:
    block = function.body
    if not isinstance(block, cst.IndentedBlock):
        return function
    return function.with_changes(body=_block_without(block, is_unwanted))


def _block_without(
    block: cst.IndentedBlock, is_unwanted: Callable[[cst.CSTNode], bool]
) -> cst.IndentedBlock:
    """The block without some of its statements, whose comments stay; never an empty one."""
    if not any(map(is_unwanted, block.body)) or all(map(is_unwanted, block.body)):
        return block
    kept: list[cst.BaseStatement] = []
    waiting: list[cst.EmptyLine] = []
    for statement in block.body:
        lines: Sequence[cst.EmptyLine] = getattr(statement, "leading_lines", ())
        if is_unwanted(statement):
            waiting += [*lines, *_comments_of(statement)]
            continue
        if waiting or not kept:
            lines = _tidied([*waiting, *lines], first=not kept and statement is not block.body[0])
            statement = statement.with_changes(leading_lines=lines)
            waiting = []
        kept.append(statement)
    footer = [line for line in waiting if line.comment]
    return block.with_changes(body=kept, footer=[*footer, *block.footer])


def _comments_of(statement: cst.BaseStatement) -> list[cst.EmptyLine]:
    """The comments in a statement that goes away, each on a line of its own."""
    found = _Comments()
    statement.with_changes(leading_lines=()).visit(found)
    return [cst.EmptyLine(comment=comment) for comment in found.found if not _is_directive(comment)]


class _Comments(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: list[cst.Comment] = []

    def visit_Comment(self, node: cst.Comment) -> None:  # noqa: N802
        self.found.append(node)


def _is_directive(comment: cst.Comment) -> bool:
    return comment.value.lower().startswith(_DIRECTIVES)


def _tidied(lines: Sequence[cst.EmptyLine], *, first: bool) -> list[cst.EmptyLine]:
    """Without two blank lines in a row, or any at the beginning of a block."""
    kept: list[cst.EmptyLine] = []
    for line in lines:
        is_blank = line.comment is None
        if is_blank and (kept[-1].comment is None if kept else first):
            continue
        kept.append(line)
    return kept


def _beginning(
    function: cst.FunctionDef, statements: Sequence[cst.BaseStatement]
) -> cst.FunctionDef:
    """The function with statements more, behind its docstring."""
    block = function.body
    if not statements or not isinstance(block, cst.IndentedBlock):
        return function
    start = 1 if function.get_docstring(clean=False) is not None else 0
    body = [*block.body[:start], *statements, *block.body[start:]]
    return function.with_changes(body=block.with_changes(body=body))


def _stores(node: cst.CSTNode, name: str, function: cst.FunctionDef) -> bool:
    """Whether the statement is `self.x = ...` and nothing else."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return False
    small = node.body[0]
    if not isinstance(small, cst.Assign) or len(small.targets) != 1:
        return False
    return _attribute(small.targets[0].target, function.params.params[0].name.value) == name


def _is_checked(function: cst.FunctionDef, name: str) -> bool:
    """Whether an `if` at the function's own level asks about the name and raises."""
    for statement in function.body.body:
        if isinstance(statement, cst.If):
            names = _Names()
            statement.test.visit(names)
            raises = any(
                isinstance(small, cst.Raise)
                for line in statement.body.body
                for small in getattr(line, "body", ())
            )
            if name in names.found and raises:
                return True
    return False


def _attribute(node: cst.CSTNode, self_name: str) -> str:
    """`x` of `self.x`; empty for anything else."""
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name):
        return node.attr.value if node.value.value == self_name else ""
    return ""


# Signatures and decorators ----------------------------------------------------------------------


def _with_parameters(function: cst.FunctionDef, row: Row) -> cst.FunctionDef:
    return function.with_changes(params=row.as_parameters(), whitespace_before_params=row.before)


def _with_arguments(call: cst.Call, row: Row) -> cst.Call:
    items = cast(Sequence[cst.Arg], row.items)
    return call.with_changes(args=items, whitespace_before_args=row.before)


def _code(node: cst.CSTNode) -> str:
    return cst.Module(body=[]).code_for_node(node).strip("\n")


def _header(function: cst.FunctionDef) -> str:
    """The source of the `def`, up to its colon."""
    suite = cst.SimpleStatementSuite([cst.Pass()], leading_whitespace=cst.SimpleWhitespace(""))
    bare = function.with_changes(
        body=suite, decorators=(), leading_lines=(), lines_after_decorators=()
    )
    return _code(bare).removesuffix("pass")


def _decorator(function: cst.FunctionDef, spelt: str) -> cst.Decorator | None:
    for decorator in function.decorators:
        call = decorator.decorator
        if isinstance(call, cst.Call) and _code(call.func) == spelt:
            return decorator
    return None


def _redecorated(
    function: cst.FunctionDef, old: cst.Decorator, new: cst.Decorator
) -> cst.FunctionDef:
    decorators = [new if decorator is old else decorator for decorator in function.decorators]
    return function.with_changes(decorators=decorators)


def _listed_name(item: cst.CSTNode) -> str:
    value = getattr(item, "value", None)
    return str(value.evaluated_value) if isinstance(value, cst.SimpleString) else ""


def _rank(item: cst.CSTNode, order: Sequence[str]) -> int:
    name = _listed_name(item)
    return order.index(name) if name in order else -1


def _quote(items: Sequence[cst.CSTNode]) -> str:
    """The quote that the decorator's strings have."""
    for item in items:
        value = getattr(item, "value", None)
        if isinstance(value, cst.SimpleString) and value.quote in ("'", '"'):
            return value.quote
    return '"'
