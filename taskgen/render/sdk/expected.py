"""What tests expect of a task: the calls that its mocks of the SDK note, and what it returns.

The statements of the task come from `taskgen.render.sdk.body`; this says the same in another form,
as the arguments of the calls that the SDK sees. A mock of the real class checks both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from taskgen.expressions import (
    Argument,
    Assignment,
    Attribute,
    Call,
    Choice,
    Each,
    Expression,
    Item,
    Literal,
    Mapping,
    Name,
    Operation,
    Sequence,
    children,
    mapped,
    names,
    source,
    walk,
)
from taskgen.model.sdk import CLIENT, PAGE, RESULT, Imported, Pages
from taskgen.model.task import TaskModel
from taskgen.rehearsal.unset import NONE, Unset, is_there
from taskgen.render.sdk.body import seconds
from taskgen.text import Identifier, identifier

STAND_INS = frozenset({"Secret", "os", "prefect", "uuid4"})
"""The helpers that tests replace."""

RESPONSE = Name(Identifier("response"))
_SELF = Name(Identifier("self"))
_SDK = Name(Identifier("sdk"))
_CALL = Name(Identifier("call"))
_ASSIGNED = Attribute(_CALL, identifier("assigned"))
_EMPTY = Mapping(())
_DATETIME = Name(Identifier("datetime"))
_NOW = ("now", "today", "utcnow")
_GETITEM = identifier("__getitem__")


@dataclass(frozen=True, slots=True)
class Mocked:
    """Something of the SDK, as a mock."""

    trace: Expression
    """What it is in the list of calls: `call.JIRA().create_issue`."""
    mock: Expression
    """Where its mock is: `sdk.JIRA.return_value.create_issue`."""

    def attribute(self, name: Identifier) -> Mocked:
        """An attribute of it."""
        return Mocked(Attribute(self.trace, name), Attribute(self.mock, name))

    def called(self) -> Mocked:
        """What it returns."""
        return Mocked(Call(self.trace), Attribute(self.mock, identifier("return_value")))


class Expected:
    """The calls of one task, as expressions over the values that it is given."""

    def __init__(self, task: TaskModel):
        self.task = task
        self.call = task.sdk
        self.unset = Unset(task)
        self.stand_ins = STAND_INS | ({"datetime"} if reads_clock(task) else set())
        self.values = dict(self.call.values)
        self.paths: dict[str, str] = {}
        """What is mocked, by its name in `sdk`: the real one's path."""
        self.roots: dict[Expression, str] = {}
        """What of the imports is mocked, and its name in `sdk`."""
        self.result: Expression = Name(RESULT)
        """What `result` is in a test."""
        self.first_page: Expression = Name(PAGE)
        self.groups: list[Expression] = []
        """The calls so far: lists, and lists that depend on values."""
        self.sets: list[tuple[Attribute, Expression]] = []
        """The attributes of mocks that are set, and what they are set to."""
        for expression in self.call.expressions():
            self.find_roots(expression)

    def find_roots(self, expression: Expression) -> None:
        """Notes what of the imports an expression uses."""
        if any(expression is catch.exception for catch in self.call.catches):
            return
        path = _path(expression)
        bound = {each.bound: each for each in self.call.imports}
        if path and path[0] in bound:
            root, real = _root(path, bound[path[0]])
            if root is not None and root not in self.roots:
                name = root.name if isinstance(root, (Attribute, Name)) else path[-1]
                while self.paths.get(name, real) != real:
                    name = Identifier(f"{name}_")
                self.roots[root] = name
                self.paths[name] = real
            return
        for child in children(expression):
            self.find_roots(child)

    # Calls ----------------------------------------------------------------------------------

    def assignments(self) -> list[tuple[str, Expression]]:
        """The names that the calls are made of, after noting the calls in `groups`."""
        return list(self._assignments())

    def _assignments(self) -> Iterator[tuple[str, Expression]]:
        for kwarg in self.task.run_kwargs:
            if kwarg.fallback and kwarg.name in self.used():
                value = self.argument(kwarg.fallback)
                kept = Operation("is not", (Name(kwarg.name), NONE))
                yield f"{kwarg.name} = ", Choice(kept, Name(kwarg.name), value)
        early, late = self.call.split_values()
        yield from self.assigned(early)
        if self.call.client:
            self.argument(self.call.client)
        yield from self.assigned(late)
        for step in self.call.first:
            self.argument(step)
        self.result = self.argument(self.call.call)
        poll = self.call.poll
        if poll:
            # Tests have a response that ends the polling at the second look.
            slept = Call(
                Attribute(_CALL, identifier("sleep")), (Argument(seconds(poll, self.unset)),)
            )
            self.note(slept)
            self.argument(poll.ask)
            self.result = self.asked(poll.ask)
        if self.call.pages:
            self.first_page = self.result
            yield f"{PAGE} = ", self.first_page
            self.turn(self.call.pages)
        steps = [*self.call.then]
        steps += [self.call.returns] if self.call.returns else []
        for step in (*steps, *self.call.finally_):
            self.argument(step)
        # Tests note what was set in the end, as calls of its own.
        for target, value in self.sets:
            noted = Call(
                _ASSIGNED, (Argument(Literal(dotted(target))), Argument(self.argument(value)))
            )
            needed = self.unset.needed(value)
            if needed:
                group = Sequence((noted,))
                self.groups.append(Choice(is_there(needed), group, Sequence(())))
            else:
                self.note(noted)

    def asked(self, ask: Expression) -> Expression:
        """What is asked in the end, as a test has it."""
        response = Attribute(_SELF, identifier("asked_response"))
        return _instead(self.made_of(ask), RESPONSE, response)

    def turn(self, pages: Pages) -> None:
        """Notes the calls for the first page, and for the second, which is the last."""
        last = self.asked(pages.ask)
        for step in (*pages.each, pages.items, pages.until, pages.ask):
            self.argument(step)
        for step in (*pages.each, pages.items, pages.until):
            self.argument(_instead(step, Name(PAGE), last))
        self.result = self.all_pages(pages, last)

    def all_pages(self, pages: Pages, last: Expression) -> Expression:
        """What is on all the pages, of which tests have two."""
        both = [pages.items, _instead(pages.items, Name(PAGE), last)]
        lists = tuple(Call(Name(Identifier("list")), (Argument(each),)) for each in both)
        return Operation("+", lists)

    def returned(self) -> Expression:
        """What `result` is in the end, over the response."""
        pages, poll = self.call.pages, self.call.poll
        if pages:
            return self.all_pages(pages, self.made_of(pages.ask))
        return self.made_of(poll.ask if poll else self.call.call)

    def assigned(
        self, values: Iterable[tuple[Identifier, Expression]]
    ) -> Iterator[tuple[str, Expression]]:
        """The values that the calls are made of; those of the SDK are mocks."""
        for name, value in values:
            if self.mocked(value):
                self.argument(value)
            else:
                yield f"{name} = ", self.argument(value)

    def used(self) -> set[str]:
        """The names that the calls are made of."""
        before: list[Expression] = [value for _, value in self.call.values]
        before += [kwarg.fallback for kwarg in self.task.kwargs if kwarg.fallback]
        poll = self.call.poll
        asked = [poll.ask, poll.every] if poll else []
        client = [self.call.client] if self.call.client else []
        after = [*self.call.first, *self.call.then, *self.call.finally_]
        return set().union(*map(names, [*before, *client, self.call.call, *asked, *after]))

    def argument(self, expression: Expression) -> Expression:
        """The expression as a test has it, after noting the calls that are made for it."""
        mocked = self.mocked(expression)
        if mocked and not isinstance(expression, (Call, Attribute, Item)):
            return mocked.mock
        match expression:
            case Call():
                return self.called(expression)
            case Attribute(of) if mocked:
                self.owner(of)
                return mocked.mock
            case Item(of, key) if mocked:
                getter = self.mocked(of)
                assert getter is not None
                self.owner(of)
                taken = getter.attribute(_GETITEM)
                self.note(Call(taken.trace, (Argument(self.argument(key)),)))
                return mocked.mock
            case Name(name) if name == RESULT:
                return self.result
            case Name(name) if name in self.stand_ins:
                return Item(Attribute(_SELF, identifier("helpers")), Literal(name))
            case Mapping(pairs):
                return self.dict_of(pairs)
            case Choice(condition, then, otherwise):
                return self.chosen(condition, then, otherwise)
            case Operation("and" | "or" as operator, operands):
                return self.joined(operator, operands)
            case Each():
                return self.repeated(expression)
            case Assignment(Attribute(of, name), value):
                self.owner(of)
                owner = self.mocked(of)
                assert owner is not None, source(expression)
                self.sets.append((Attribute(owner.mock, name), value))
                return NONE
        return mapped(expression, self.argument)

    def called(self, expression: Call) -> Expression:
        """What a call returns, which is noted if it is one of the SDK."""
        of = self.mocked(expression.function)
        if of is None:
            function = self.argument(expression.function)
            return Call(function, self.arguments(expression.arguments))
        self.owner(expression.function)
        self.note(Call(of.trace, self.arguments(expression.arguments)))
        return of.called().mock

    def repeated(self, expression: Each) -> Expression:
        """A list, with the calls that are made for each of its items noted."""
        over = self.argument(expression.over)
        item, calls = self.apart(expression.item)
        made = replace(expression, item=item, over=over)
        match calls:
            case []:
                pass
            case [Sequence((only,))]:
                self.groups.append(replace(made, item=only))
            case _:
                # All calls for one item come before those for the next.
                lists = replace(made, item=_joined(calls))
                added = (Argument(lists), Argument(Sequence(())))
                self.groups.append(Call(Name(Identifier("sum")), added))
        return made

    def owner(self, expression: Expression) -> None:
        """Notes the calls that lead to what something is an attribute of."""
        match expression:
            case Call():
                self.argument(expression)
            case Item() if self.mocked(expression):
                self.argument(expression)
            case Attribute(of) | Item(of):
                self.owner(of)

    def apart(self, expression: Expression) -> tuple[Expression, list[Expression]]:
        """The expression, and the calls for it, not noted."""
        groups, self.groups = self.groups, []
        made = self.argument(expression)
        calls, self.groups = self.groups, groups
        return made, calls

    def chosen(self, condition: Expression, then: Expression, otherwise: Expression) -> Expression:
        """A choice, with the calls that are made for either noted."""
        test = self.argument(condition)
        (one, calls), (other, other_calls) = self.apart(then), self.apart(otherwise)
        if calls or other_calls:
            self.groups.append(Choice(test, _joined(calls), _joined(other_calls)))
        return Choice(test, one, other)

    def joined(self, operator: str, operands: tuple[Expression, ...]) -> Expression:
        """What `and` and `or` come to, with the calls for operands that those before let be."""
        made = [self.argument(operands[0])]
        for operand in operands[1:]:
            before = made[0] if len(made) == 1 else Operation(operator, tuple(made))
            value, calls = self.apart(operand)
            if calls:
                ways = (_joined(calls), Sequence(()))
                self.groups.append(Choice(before, *(ways if operator == "and" else ways[::-1])))
            made.append(value)
        return Operation(operator, tuple(made))

    def note(self, made: Expression) -> None:
        """Adds a call to those so far."""
        if self.groups and isinstance(self.groups[-1], Sequence):
            self.groups[-1] = Sequence((*self.groups[-1].items, made))
        else:
            self.groups.append(Sequence((made,)))

    def arguments(self, arguments: Iterable[Argument]) -> tuple[Argument, ...]:
        """Arguments with those left out that are unset."""
        plain, named = [], []
        for argument in arguments:
            if argument.name:
                named.append((Literal(argument.name), argument.value))
            else:
                value = self.argument(argument.value)
                if argument.stars and self.unset.needed(argument.value):
                    empty = _EMPTY if argument.stars == "**" else Sequence(())
                    value = Operation("or", (value, empty))
                plain.append(replace(argument, value=value))
        certain, splats = self.members(named)
        made = [
            Argument(value, identifier(str(key.value)))
            for key, value in certain
            if isinstance(key, Literal)
        ]
        positional = [argument for argument in plain if argument.stars != "**"]
        others = [argument for argument in plain if argument.stars == "**"]
        extra = [Argument(value, stars="**") for value in splats]
        return (*positional, *made, *extra, *others)

    def dict_of(self, pairs: tuple[tuple[Expression | None, Expression], ...]) -> Expression:
        """A dict with those members left out that are unset."""
        named = [(key, value) for key, value in pairs if key is not None]
        if len(pairs) == 1 and named:
            return Mapping(tuple((key, self.argument(value)) for key, value in named))
        certain, splats = self.members(named)
        for key, value in pairs:
            if key is None:
                made = self.argument(value)
                needed = self.unset.needed(value)
                splats.append(Operation("or", (made, _EMPTY)) if needed else made)
        if not certain and len(splats) == 1:
            return splats[0]
        return Mapping((*certain, *((None, value) for value in splats)))

    def members(
        self, named: Iterable[tuple[Expression, Expression]]
    ) -> tuple[list[tuple[Expression, Expression]], list[Expression]]:
        """Those members that are always there, and dicts of the others."""
        certain: list[tuple[Expression, Expression]] = []
        plain: list[tuple[Expression, Expression]] = []
        splats: list[Expression] = []
        optional: list[tuple[Expression, Expression]] = []
        for key, value in named:
            if self.unset.is_plain(value):
                plain.append((key, value))
            elif self.unset.needed(value):
                optional.append((key, value))
            elif self.may_be_empty(value):
                plain.append((key, Operation("or", (self.argument(value), NONE))))
            else:
                certain.append((key, self.argument(value)))
        for key, value in optional:
            made, calls = self.apart(value)
            there = is_there(self.unset.needed(value))
            self.groups += [Choice(there, group, Sequence(())) for group in calls]
            splats.append(Choice(there, Mapping(((key, made),)), _EMPTY))
        if plain:
            given = Attribute(_SELF, identifier("given"))
            splats.insert(0, Call(given, (Argument(Mapping(tuple(plain))),)))
        return certain, splats

    def may_be_empty(self, value: Expression) -> bool:
        """Whether it is a dict of which every member may be left out."""
        if not isinstance(value, Mapping) or len(value.items) < 2:
            return False
        return all(
            key is not None and (self.unset.needed(item) or self.may_be_empty(item))
            for key, item in value.items
        )

    def mocked(self, expression: Expression) -> Mocked | None:
        """What the expression is of the mocked SDK, if it is of it."""
        if expression in self.roots:
            name = identifier(self.roots[expression])
            return Mocked(Attribute(_CALL, name), Attribute(_SDK, name))
        match expression:
            case Name(name) if name == CLIENT and self.call.client:
                return self.mocked(self.call.client)
            case Name(name) if name in self.values:
                return self.mocked(self.values[name])
            case Attribute(of, name):
                owner = self.mocked(of)
                return owner and owner.attribute(name)
            case Call(function):
                owner = self.mocked(function)
                return owner and owner.called()
            case Item(of) if self.is_of_client(of):
                owner = self.mocked(of)
                return owner and owner.attribute(_GETITEM).called()
        return None

    def takes_items(self) -> bool:
        """Whether a call is one of an item of the client."""

        def taken(expression: Expression) -> bool:
            of_client = isinstance(expression, Item) and self.is_of_client(expression)
            return of_client or any(map(taken, children(expression)))

        return any(map(taken, self.call.expressions()))

    def is_of_client(self, expression: Expression) -> bool:
        """Whether it is the client, or what its attributes and items lead to, without a call."""
        match expression:
            case Name(name) if name in self.values:
                return self.is_of_client(self.values[name])
            case Name(name):
                return name == CLIENT
            case Attribute(of) | Item(of):
                return self.is_of_client(of)
        return False

    # Results --------------------------------------------------------------------------------

    def sdk_calls(self, expression: Expression) -> list[Expression]:
        """The calls of the SDK in it, in the order in which they are made."""
        inner = [found for child in children(expression) for found in self.sdk_calls(child)]
        is_one = isinstance(expression, Call) and self.mocked(expression.function) is not None
        return [*inner, expression] if is_one else inner

    def ends(self, call: Expression) -> list[str]:
        """The paths of the mocks that a call ends at, one for each choice."""
        if isinstance(call, Choice):
            return [*self.ends(call.then), *self.ends(call.otherwise)]
        last = self.sdk_calls(call)[-1:]
        mocked = [self.mocked(each.function) for each in last if isinstance(each, Call)]
        return [dotted(of.mock) for of in mocked if of]

    def made_of(self, call: Expression) -> Expression:
        """What becomes of what the call of the SDK returns, the response."""
        if isinstance(call, Choice):
            then, otherwise = self.made_of(call.then), self.made_of(call.otherwise)
            return then if then == otherwise else Choice(call.condition, then, otherwise)
        last = self.sdk_calls(call)[-1:]
        return _replaced(call, last[0]) if last else call


def reads_clock(task: TaskModel) -> bool:
    """Whether it is another time each time that it runs."""
    fallbacks = [kwarg.fallback for kwarg in task.kwargs if kwarg.fallback]
    return any(
        isinstance(part, Attribute) and part.of == _DATETIME and part.name in _NOW
        for expression in (*task.sdk.expressions(), *fallbacks)
        for part in walk(expression)
    )


def _joined(groups: list[Expression]) -> Expression:
    """The lists of calls as one."""
    if not groups:
        return Sequence(())
    return groups[0] if len(groups) == 1 else Operation("+", tuple(groups))


def dotted(mock: Expression) -> str:
    """The path of a mock below `sdk`: `JIRA.return_value.create_issue`."""
    parts: list[str] = []
    while isinstance(mock, Attribute):
        parts.append(mock.name)
        mock = mock.of
    return ".".join(reversed(parts))


def _replaced(expression: Expression, call: Expression) -> Expression:
    """The expression with the response in place of a call."""
    if expression is call:
        return RESPONSE
    return mapped(expression, lambda child: _replaced(child, call))


def with_result(expression: Expression, result: Expression) -> Expression:
    """The expression with another in place of `result`."""
    return _instead(expression, Name(RESULT), result)


def _instead(expression: Expression, old: Expression, new: Expression) -> Expression:
    if expression == old:
        return new
    return mapped(expression, lambda child: _instead(child, old, new))


def _path(expression: Expression) -> tuple[str, ...]:
    """The names of a dotted path; none for what is no path."""
    if isinstance(expression, Name):
        return (expression.name,)
    if isinstance(expression, Attribute):
        before = _path(expression.of)
        return (*before, expression.name) if before else ()
    return ()


def _root(path: tuple[str, ...], imported: Imported) -> tuple[Expression | None, str]:
    """What of a path is mocked, and the path of the real thing.

    That is the first class in it, by its capital, or else the whole: a function of a module.
    """
    is_module = imported.name is None or not imported.name[0].isupper()
    length = 1
    if is_module:
        capitals = [index for index, name in enumerate(path) if index and name[0].isupper()]
        length = capitals[0] + 1 if capitals else len(path)
    if imported.name is None and length == 1:
        return None, ""
    root: Expression = Name(identifier(path[0]))
    for name in path[1:length]:
        root = Attribute(root, identifier(name))
    return root, ".".join([imported.target, *path[1:length]])
