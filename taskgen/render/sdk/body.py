"""The statements of `run` in a task that calls a Python SDK."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from taskgen.conventions import LINE_LENGTH, is_reserved
from taskgen.expressions import (
    Argument,
    Assignment,
    Attribute,
    Await,
    Call,
    Choice,
    Each,
    Expression,
    Item,
    Literal,
    Mapping,
    Name,
    Not,
    Operation,
    Sequence,
    children,
    mapped,
    names,
    source,
    walk,
)
from taskgen.model.sdk import CLIENT, HELPERS, PAGE, RESULT, Imported, Pages, Poll, after_the_call
from taskgen.model.task import Given, Send, TaskModel
from taskgen.naming import singular, snake
from taskgen.rehearsal.rehearse import is_checked
from taskgen.rehearsal.unset import NONE, Unset, is_there, where_there
from taskgen.render import layout
from taskgen.render.sdk.lay import raised, statement
from taskgen.render.signature import missing_value_error, run_only_defaults
from taskgen.text import Code, Identifier, identifier

_INDENT = 8
"""The column of the statements of `run`."""

ERROR = Identifier("error")
"""What a caught exception is called."""

_SELF = Name(Identifier("self"))
_GETTER = re.compile(r"^(get|open|create|make)_(?=[a-z])")
"""What a method's name says before what it hands out."""
_DICT = Name(Identifier("dict"))


def run_body(task: TaskModel) -> list[list[Code]]:
    """The statements of `run`, in blocks that have an empty line between them."""
    blocks = [block for block in _Body(task).blocks() if block]
    # What is defined first has an empty line between the docstring and itself.
    return [[], *blocks] if blocks[0][0].startswith("async def ") else blocks


def seconds(poll: Poll, unset: Unset) -> Expression:
    """The seconds to sleep, also where the kwarg that says it is unset."""
    if unset.needed(poll.every):
        return Operation("or", (poll.every, Literal(0)))
    return poll.every


def import_statements(imports: Iterable[Imported]) -> list[str]:
    """The statements, sorted as isort sorts those of one group."""
    plain: list[str] = []
    named: dict[str, list[str]] = {}
    aliased: list[str] = []
    for each in imports:
        if each.name is None:
            plain.append(f"import {each.module}" + (f" as {each.alias}" if each.alias else ""))
        elif each.alias:
            aliased.append(f"from {each.module} import {each.name} as {each.alias}")
        else:
            named.setdefault(each.module, []).append(each.name)
    lines = [
        layout.call(f"from {module} import ", sorted(found), "", _INDENT)
        if len(f"from {module} import {', '.join(found)}") + _INDENT > LINE_LENGTH
        else f"from {module} import {', '.join(sorted(found))}"
        for module, found in named.items()
    ]
    return [*sorted(plain), *sorted([*lines, *aliased])]


@dataclass(slots=True)
class _Members:
    """Keyword arguments, or pairs of a dict: those that are always there, and the others."""

    certain: list[tuple[Expression, Expression]]
    optional: list[tuple[Expression, Expression]]


class _Body:
    """Writes the statements; what may be unset is collected in locals before it is used."""

    def __init__(self, task: TaskModel):
        self.task = task
        self.call = task.sdk
        self.kwargs = {str(kwarg.name): kwarg for kwarg in task.kwargs}
        self.unset = Unset(task)
        self.possibly_empty: set[str] = set()
        """Locals that hold a dict of which every member may be unset."""
        self.looped: set[str] = set()
        """The names of the loops that the part is in that is being prepared."""
        self.given: set[str] = set()
        """Optional kwargs that are set where the part is that is being prepared."""
        self.taken = {CLIENT, RESULT, PAGE, ERROR, "k", "v", *self.kwargs, *HELPERS}
        self.taken |= {name for name, _ in self.call.values}
        self.taken |= {each.bound for each in self.call.imports}
        self.done: list[Expression] = []
        """Those of the first steps that stand before the client."""
        self.out: list[Code] = []
        self.indent = _INDENT

    def blocks(self) -> Iterator[list[Code]]:
        """The blocks, in the order in which `taskgen.model.sdk` describes them."""
        call = self.call
        self.out += run_only_defaults(self.task)
        yield self.block()
        for kwarg in self.task.required_kwargs:
            if not is_checked(call, kwarg.name):
                self.refuse(Operation("is", (Name(kwarg.name), NONE)), missing_value_error(kwarg))
        for check in call.checks:
            if not after_the_call(check.when):
                self.refuse(check.when, raised(check.error, self.here(check.message), 12))
        yield self.block()
        if call.import_in_run:
            self.out += map(Code, import_statements(call.imports))
        yield self.block()
        self.defaults()
        yield self.block()
        early, late = call.split_values()
        self.assign(early)
        self.out += call.before
        unmade = {str(CLIENT), *(str(name) for name, _ in late)}
        for step in call.first:
            # What configures a client reads better before it is made of that.
            if _is_setting(step) and not names(step) & unmade:
                self.step(step)
                self.done.append(step)
        yield self.block()
        if not call.is_awaited:
            yield from self.asked()
            return
        function = self.local("call")
        self.indent += 4
        first, *others = filter(None, self.asked())
        self.indent -= 4
        is_nothing = call.returns is None
        yield [Code(f"async def {function}() -> {'None' if is_nothing else 'Any'}:"), *first]
        yield from others
        yield [Code(f"{'' if is_nothing else 'return '}asyncio.run({function}())")]

    def asked(self) -> Iterator[list[Code]]:
        """The blocks from the client on."""
        call = self.call
        _, late = call.split_values()
        if call.client:
            self.emit("client = ", self.prepared(call.client, "client"))
        if call.finally_:
            self.out.append(self.at_indent("try:"))
            self.indent += 4
        self.assign(late)
        for step in call.first:
            if step not in self.done:
                self.step(step)
        self.logs(after=False)
        if call.client and len(self.out) > 1 and not call.finally_:
            yield self.block()
        self.calls()
        if call.finally_:
            self.indent -= 4
            self.out.append(self.at_indent("finally:"))
            self.indent += 4
            for step in call.finally_:
                self.step(step)
            self.indent -= 4
        yield self.block()

    def block(self) -> list[Code]:
        block, self.out = self.out, []
        return block

    def assign(self, values: Iterable[tuple[Identifier, Expression]]) -> None:
        for name, value in values:
            self.emit(f"{name} = ", self.prepared(value, name))

    def step(self, expression: Expression) -> None:
        """An expression that is a statement; a choice of what to do is an `if`."""
        if isinstance(expression, Assignment):
            self.set(expression.target, expression.value)
            return
        if not isinstance(expression, Choice):
            self.emit("", self.prepared(expression, _called(expression)))
            return
        self.emit("if ", expression.condition, ":")
        self.indent += 4
        self.step(expression.then)
        self.indent -= 4
        if expression.otherwise != NONE:
            self.out.append(self.at_indent("else:"))
            self.indent += 4
            self.step(expression.otherwise)
            self.indent -= 4

    def set(self, target: Attribute, value: Expression) -> None:
        """Set an attribute, if there is what it is set to."""
        needed = self.needed(value)
        if needed:
            self.emit("if ", is_there(needed), ":")
            self.indent += 4
        self.emit(f"{source(self.here(target))} = ", self.prepared(where_there(value), target.name))
        self.indent -= 4 if needed else 0

    def defaults(self) -> None:
        for kwarg in self.task.run_kwargs:
            if kwarg.merge:
                own = Operation("or", (Name(kwarg.name), Mapping(())))
                start = Attribute(_SELF, kwarg.name)
                merged = Mapping(((None, start), (None, own)))
                self.emit(f"{kwarg.name} = ", merged)
            if kwarg.fallback:
                self.out.append(self.at_indent(f"if {kwarg.name} is None:"))
                self.indent += 4
                self.emit(f"{kwarg.name} = ", self.prepared(kwarg.fallback, kwarg.name))
                self.indent -= 4

    def refuse(self, when: Expression, error: Code) -> None:
        self.emit("if ", when, ":")
        self.out.append(self.at_indent(f"    {error}"))

    def logs(self, after: bool) -> None:
        for line in self.call.logs:
            if after_the_call(line) is after:
                info = Attribute(Attribute(_SELF, Identifier("logger")), Identifier("info"))
                self.emit("", Call(info, (Argument(line),)))

    def calls(self) -> None:
        """The call, and what comes after it."""
        call = self.call
        later = [check for check in call.checks if after_the_call(check.when)]
        late_logs = any(map(after_the_call, call.logs))
        more = later or late_logs or call.repeated or call.after or call.catches or call.then
        direct = call.returns == Name(RESULT) and not more
        needed = call.returns is not None and RESULT in names(call.returns)
        needed = needed or bool(later or late_logs or call.repeated)
        needed = needed or RESULT in set().union(*map(names, call.then))
        needed = needed or any(RESULT in line for line in call.after)
        head = "return " if direct else f"{RESULT} = " if needed else ""
        if call.catches:
            self.out.append(self.at_indent("try:"))
            self.indent += 4
        self.ask(call.call, f"{PAGE} = " if call.pages else head)
        if call.catches:
            self.indent -= 4
        for catch in call.catches:
            self.emit("except ", catch.exception, f" as {ERROR}:")
            message = self.here(catch.message)
            error = raised(catch.error, message, self.indent + 4, ERROR)
            self.out.append(self.at_indent(f"    {error}"))
        if call.poll:
            self.emit("while ", _negated(call.poll.until), ":")
            self.indent += 4
            sleep = Attribute(Name(Identifier("time")), Identifier("sleep"))
            self.emit("", Call(sleep, (Argument(seconds(call.poll, self.unset)),)))
            self.ask(call.poll.ask, f"{RESULT} = ")
            self.indent -= 4
        if call.pages:
            self.turn(call.pages)
        self.out += [self.at_indent(line) for line in call.after]
        for step in call.then:
            self.step(step)
        for check in later:
            error = raised(check.error, self.here(check.message), self.indent + 4)
            self.refuse(check.when, error)
        self.logs(after=True)
        if call.returns is not None and not direct:
            self.hand_back(call.returns)

    def turn(self, pages: Pages) -> None:
        """The loop over pages."""
        for step in pages.each:
            self.step(step)
        listed = Call(Name(Identifier("list")), (Argument(pages.items),))
        self.emit(f"{RESULT} = ", listed)
        self.emit("while ", _negated(pages.until), ":")
        self.indent += 4
        self.ask(pages.ask, f"{PAGE} = ", "next")
        for step in pages.each:
            self.step(step)
        self.emit(f"{RESULT} += ", pages.items)
        self.indent -= 4

    def hand_back(self, returns: Expression) -> None:
        """The end of `run`; each of several choices has a line of its own."""
        while isinstance(returns, Choice):
            self.emit("if ", returns.condition, ":")
            self.indent += 4
            self.emit("return ", self.prepared(returns.then, "returned"))
            self.indent -= 4
            returns = returns.otherwise
        self.emit("return ", self.prepared(returns, "returned"))

    def ask(self, call: Expression, head: str, local: str = "arguments") -> None:
        """A call, or the choice between two."""
        if not isinstance(call, Choice):
            self.emit(head, self.prepared(call, local))
            return
        self.emit("if ", call.condition, ":")
        self.indent += 4
        self.ask(call.then, head, local)
        self.indent -= 4
        self.out.append(self.at_indent("else:"))
        self.indent += 4
        self.ask(call.otherwise, head, local)
        self.indent -= 4

    # What may be unset ----------------------------------------------------------------------

    def prepared(self, expression: Expression, local: str) -> Expression:
        """The expression with the calls and dicts in it that leave something out made before.

        Args:
            expression: the expression.
            local: what a local for it is called.
        """
        match expression:
            case Call(function, arguments):
                return self.prepared_call(function, arguments, local)
            case Mapping(pairs):
                return self.prepared_dict(pairs, local)
            case Attribute(of, name):
                return Attribute(self.prepared(of, local), name)
            case Await(of):
                return Await(self.prepared(of, local))
            case Item(of, key):
                return Item(self.prepared(of, local), self.prepared(key, local))
            case Sequence(items):
                return replace(
                    expression, items=tuple(self.prepared(item, local) for item in items)
                )
            case Operation(_, operands):
                return replace(
                    expression, operands=tuple(self.prepared(o, local) for o in operands)
                )
            case Each(item, variable, over, test):
                over = self.prepared(over, local)
                outer, self.looped = self.looped, self.looped | {variable}
                named = "item" if local == "arguments" else singular(local)
                made_item = self.prepared(item, snake(_called(item, named)))
                self.looped = outer
                return Each(made_item, variable, over, test)
            case Choice(condition, otherwise, then) if self.unset.needed(expression):
                # What is made where its kwarg is set needs no care for one that is not.
                self.given |= names(condition)
                made = Choice(condition, otherwise, self.prepared(then, local))
                self.given -= names(condition)
                return made
            case Choice(condition, then, otherwise):
                return Choice(*(self.prepared(e, local) for e in (condition, then, otherwise)))
        return expression

    def prepared_call(
        self, function: Expression, arguments: tuple[Argument, ...], local: str
    ) -> Expression:
        function = self.prepared(function, local)
        if any(map(self.is_early, arguments)):
            function = self.owner_first(function)
        plain: list[Argument] = []
        named: list[tuple[Expression, Expression]] = []
        for index, argument in enumerate(arguments):
            value = self.prepared(argument.value, argument.name or local)
            others = [each for each in arguments if each is not argument and self.is_optional(each)]
            later = [each for each in arguments[index + 1 :] if self.is_early(each)]
            if (others or later) and self.asks(value) and not self.is_optional(argument):
                value = self.made_first(value, argument.name or "argument")
            if argument.name:
                named.append((Literal(argument.name), value))
            else:
                plain.append(replace(argument, value=self.splatted(value, argument)))
        members = self.split(named)
        made = [
            Argument(value, identifier(str(key.value)))
            for key, value in members.certain
            if isinstance(key, Literal)
        ]
        positional = [argument for argument in plain if argument.stars != "**"]
        splats = [argument for argument in plain if argument.stars == "**"]
        splats += [Argument(each, stars="**") for each in self.looped_members(members)]
        if members.optional:
            base = "arguments" if local == "arguments" else f"{local}_arguments"
            name = self.local(base)
            self.collect(name, [], members.optional)
            if function == _DICT and not (positional or made or splats):
                return Name(name)
            splats.insert(0, Argument(Name(name), stars="**"))
        return Call(function, (*positional, *made, *splats))

    # The calls of the SDK are made in the order in which the expression has them, also where some
    # are made in statements of their own, before the others.

    def owner_first(self, function: Expression) -> Expression:
        """The function with what hands it out in a local."""
        if isinstance(function, Attribute) and self.asks(function.of):
            return Attribute(self.made_first(function.of, "made"), function.name)
        return function

    def made_first(self, value: Expression, local: str) -> Expression:
        """A local for a value, named after what makes it."""
        made = self.local(_GETTER.sub("", snake(_called(value, local))))
        self.emit(f"{made} = ", value)
        return Name(made)

    def is_optional(self, argument: Argument) -> bool:
        """Whether it is a call of the SDK that is made only where something is set."""
        needed = bool(argument.name) and bool(self.needed(argument.value))
        return needed and self.asks(argument.value) and not self.looped

    def is_early(self, argument: Argument) -> bool:
        """Whether calls of the SDK for it stand in statements before that of its call."""
        if self.looped:
            return False
        return self.is_optional(argument) or self.has_early(argument.value)

    def has_early(self, value: Expression) -> bool:
        match value:
            case Each():
                return False
            case Call(_, arguments) if any(map(self.is_optional, arguments)):
                return True
            case Mapping(pairs) if len(pairs) > 1 and any(
                self.needed(item) and self.asks(item) for key, item in pairs if key
            ):
                return True
        return any(map(self.has_early, children(value)))

    def asks(self, value: Expression) -> bool:
        """Whether the SDK is called for it."""
        known = {CLIENT, *(each.bound for each in self.call.imports)}
        known |= {name for name, _ in self.call.values}
        return any(
            isinstance(part, Call) and bool(known & names(part.function)) for part in walk(value)
        )

    def splatted(self, value: Expression, argument: Argument) -> Expression:
        """A dict or a list that may be unset, as an empty one."""
        if argument.stars and isinstance(value, Name) and self.needed(value):
            empty: Expression = Mapping(()) if argument.stars == "**" else Sequence(())
            return Operation("or", (value, empty))
        return value

    def prepared_dict(
        self, pairs: tuple[tuple[Expression | None, Expression], ...], local: str
    ) -> Expression:
        splats = [
            (None, self.splatted(self.prepared(value, local), Argument(value, stars="**")))
            for key, value in pairs
            if key is None
        ]
        named = [
            (key, self.prepared(value, _local_for(key, local)))
            for key, value in pairs
            if key is not None
        ]
        members = self.split(named)
        if not members.optional or len(pairs) == 1:
            # A dict of one member is left out as a whole, by whoever takes it.
            return Mapping((*named, *splats))
        if self.looped:
            return self.looped_dict(members, splats, local)
        name = self.local(local)
        self.collect(name, members.certain, members.optional)
        if not members.certain and not splats:
            self.possibly_empty.add(name)
        if splats:
            return Mapping(((None, Name(name)), *splats))
        return Name(name)

    def looped_dict(
        self, members: _Members, splats: list[tuple[None, Expression]], local: str
    ) -> Expression:
        """A dict that is made in a loop: what can be left out stands before the loop, or in it."""
        inside = [(None, each) for each in self.looped_members(members)]
        before: list[tuple[None, Expression]] = []
        if members.optional:
            name = self.local(local)
            self.collect(name, [], members.optional)
            before = [(None, Name(name))]
        return Mapping((*members.certain, *before, *inside, *splats))

    def looped_members(self, members: _Members) -> list[Expression]:
        """Takes out the members that differ from one item of a loop to the next, as dicts."""
        found = [
            (key, value)
            for key, value in members.optional
            if self.looped and (self.looped & names(key) or _differs(value, self.looped))
        ]
        members.optional[:] = [member for member in members.optional if member not in found]
        return [
            Choice(is_there(self.needed(value)), Mapping(((key, where_there(value)),)), Mapping(()))
            for key, value in found
        ]

    def split(self, members: Iterable[tuple[Expression, Expression]]) -> _Members:
        found = _Members([], [])
        for key, value in members:
            (found.optional if self.needed(value) else found.certain).append((key, value))
        return found

    def collect(
        self,
        name: Identifier,
        certain: list[tuple[Expression, Expression]],
        optional: list[tuple[Expression, Expression]],
    ) -> None:
        """Puts members into a local dict, the optional ones where they are set."""
        plain = [member for member in optional if self.unset.is_plain(member[1])]
        if not all(self.unset.never_none(value) for _, value in certain):
            plain = []
        self.emit(f"{name}: dict = ", Mapping((*certain, *plain)))
        if plain:
            kept = f"{name} = {{k: v for k, v in {name}.items() if v is not None}}"
            self.out.append(self.at_indent(_broken_filter(kept, name, self.indent)))
        for key, value in optional:
            if (key, value) in plain:
                continue
            self.emit("if ", is_there(self.needed(value)), ":")
            self.indent += 4
            self.emit(f"{name}[{source(key)}] = ", where_there(value))
            self.indent -= 4

    def needed(self, value: Expression) -> dict[str, Send]:
        """What is needed for a value, also where it is a local that may be an empty dict."""
        if isinstance(value, Name) and value.name in self.possibly_empty:
            return {value.name: Send.TRUTHY}
        needed = self.unset.needed(value)
        return {name: send for name, send in needed.items() if name not in self.given}

    # Writing --------------------------------------------------------------------------------

    def emit(self, head: str, expression: Expression, tail: str = "") -> None:
        """A statement; a call on what another call returns gets a local where it is too long."""
        expression = self.here(expression)
        if isinstance(expression, Await):
            head, expression = f"{head}await ", expression.of
        flat = f"{head}{source(expression)}{tail}"
        if self.indent + len(flat) > LINE_LENGTH:
            expression = self.unchained(expression)
        self.out.append(self.at_indent(statement(head, expression, self.indent, tail)))

    def at_indent(self, code: str) -> Code:
        return Code(" " * (self.indent - _INDENT) + code)

    def unchained(self, expression: Expression) -> Expression:
        """The expression with the calls that it goes on from put into locals."""
        match expression:
            case Attribute(of, name):
                return Attribute(self.in_local(of), name)
            case Item(of, key):
                return Item(self.in_local(of), key)
            case Call(Attribute(of, name), arguments):
                return Call(Attribute(self.in_local(of), name), arguments)
        return expression

    def in_local(self, expression: Expression) -> Expression:
        if not isinstance(expression, (Call, Await)):
            return self.unchained(expression)
        called = expression.of if isinstance(expression, Await) else expression
        function = getattr(called, "function", called)
        made = self.local(_GETTER.sub("", getattr(function, "name", "made")))
        self.emit(f"{made} = ", expression)
        return Name(made)

    def here(self, expression: Expression) -> Expression:
        """The expression with the attributes in place of kwargs that `run` does not take."""
        if isinstance(expression, Name):
            kwarg = self.kwargs.get(expression.name)
            only_init = kwarg is not None and kwarg.given is Given.INIT
            return Attribute(_SELF, expression.name) if only_init else expression
        return mapped(expression, self.here)

    def local(self, wanted: str) -> Identifier:
        """A name for a local that nothing else has."""
        name = snake(wanted) or "made"
        if is_reserved(name) or not name.isidentifier():
            name = f"{name}_" if name[0].isalpha() else f"made_{name}"
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return identifier(name)


def _is_setting(step: Expression) -> bool:
    """Whether it sets an attribute, and calls nothing for that."""
    return isinstance(step, Assignment) and not any(isinstance(p, Call) for p in walk(step))


def _called(expression: Expression, otherwise: str = "arguments") -> str:
    """The name of what is called."""
    function = expression.function if isinstance(expression, Call) else expression
    return function.name if isinstance(function, Attribute | Name) else otherwise


def _differs(value: Expression, looped: set[str]) -> bool:
    """Whether a value is another one for each item of a loop."""
    return bool(looped & names(value)) or any(isinstance(part, Call) for part in walk(value))


def _local_for(key: Expression, otherwise: str) -> str:
    return key.value if isinstance(key, Literal) and isinstance(key.value, str) else otherwise


_OPPOSITES = {"==": "!=", "in": "not in", "is": "is not"}
_OPPOSITES |= {opposite: operator for operator, opposite in _OPPOSITES.items()}


def _negated(condition: Expression) -> Expression:
    match condition:
        case Not(of):
            return of
        case Operation(operator, operands) if operator in _OPPOSITES:
            return Operation(_OPPOSITES[operator], operands)
    return Not(condition)


def _broken_filter(line: str, name: str, indent: int) -> str:
    if indent + len(line) <= LINE_LENGTH:
        return line
    pad = " " * (indent + 4)
    parts = ["k: v", f"for k, v in {name}.items()", "if v is not None"]
    joined = " ".join(parts)
    body = joined if len(pad) + len(joined) <= LINE_LENGTH else f"\n{pad}".join(parts)
    return f"{name} = {{\n{pad}{body}\n{' ' * indent}}}"
