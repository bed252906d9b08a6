"""Makes the model of a task of a path that leads to a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from taskgen import expressions as ex
from taskgen.model.sdk import CLIENT, Imported, SdkCall
from taskgen.model.task import Given, Kwarg, TaskModel
from taskgen.problems import Problem, TaskgenError, did_you_mean, readable, some_of
from taskgen.sources.python import arguments, names
from taskgen.sources.python.chain import Chain, Configuration, Step
from taskgen.sources.python.facts import (
    CallFacts,
    Flow,
    Kind,
    Origin,
    ParameterFacts,
    TypeFacts,
)
from taskgen.sources.python.returned import returned_by
from taskgen.sources.python.samples import sample
from taskgen.sources.python.target import Argument, Attribute, Item, Target
from taskgen.sources.python.wording import kwarg_doc, spoken, summaries_of
from taskgen.sources.summaries import says_more
from taskgen.text import (
    Code,
    Identifier,
    Prose,
    Value,
    identifier,
    is_identifier,
    prose,
)

_QUOTED = re.compile(r"`(\w+)`")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z`])")

_TELLS_OF_ITERATOR = re.compile(r"\b(iterator|generator|iterable)\b", re.IGNORECASE)

MAX_ARGUMENTS = 1_000
"""Arguments of a call that a task takes without being told which."""

_NEARLY = 0.85
"""How alike two names are of which one is taken for a slip of the other."""

_TEXTS = re.compile(
    r"(^|_)(base_url|domain|email|host|hostname|password|secret|subdomain|token|url|user|username)$"
)
"""Parameters that are text in every SDK that does not say their type."""

_PREPARED = {"paramiko.client.SSHClient": ("load_system_host_keys",)}
"""What clients need before they connect, which neither signatures nor docs say."""

_NAMED = (Kind.EITHER, Kind.KEYWORD)
"""Parameters that are given by name."""


_TEXT = TypeFacts(Code("str"), known=True)


@dataclass(frozen=True, slots=True)
class Made:
    """A task, and what its author should know of it."""

    task: TaskModel
    module: Identifier
    """The name of the module that it goes into."""
    notes: tuple[str, ...] = ()


def task_model(chain: Chain, secrets: frozenset[str] = frozenset()) -> Made:
    """The task that makes the call which the path leads to.

    Args:
        chain: the path.
        secrets: the names of the kwargs or parameters that are secret, beside those that look it.

    Raises:
        TaskgenError: the call can't be made into a task, or the path names what is not there.
    """
    maker = _TaskMaker(chain, secrets)
    made = maker.model()
    if maker.problems:
        raise TaskgenError(maker.problems)
    module = names.module_name(chain.module, maker.path, maker.class_shown())
    return Made(made, module, tuple(maker.notes))


@dataclass(slots=True)
class _Chosen:
    """The arguments of one call, with the kwargs that fill them."""

    arguments: list[ex.Argument] = field(default_factory=list)
    kwargs: list[Kwarg] = field(default_factory=list)


class _TaskMaker:
    """Walks the steps and writes each as an expression; what it needs become kwargs."""

    def __init__(self, chain: Chain, secrets: frozenset[str]):
        self.chain = chain
        self.target: Target = chain.target
        self.secrets = secrets
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.values: list[tuple[Identifier, ex.Expression]] = []
        self.first: list[ex.Expression] = []
        self.finally_: list[ex.Expression] = []
        self.imports: dict[str, Imported] = {
            chain.root: Imported(chain.module, identifier(chain.root))
        }
        self.path = list(_attributes(chain))
        self.noun = names.noun_of_call(self.path, self.class_shown(), self.method)
        self.names = names.KwargNames([chain.root, "asyncio"])
        self.taken: set[str] = set()
        """Parameters of the call that are given to it."""
        self.renamed: dict[str, str] = {}
        """Parameters of the call whose kwargs have other names."""

    @property
    def method(self) -> str:
        """The name of what is called in the end."""
        return self.chain.call.shown.rpartition(".")[2]

    def model(self) -> TaskModel:
        chain = self.chain
        facts = chain.call
        # The call's own arguments choose their names first, and the client's give way.
        last = self.choose(chain.steps[-1], self.offered(facts), self.noun)
        client, call, types, others = self.expressions(last)
        kwargs = _in_order([*last.kwargs, *(k for chosen in others for k in chosen.kwargs)])
        self.check_secrets(kwargs)
        self.check_open(facts, last)
        kwargs = tuple(
            replace(kwarg, doc=self.in_kwargs(self.of_kwargs(kwarg.doc)) or _named(kwarg))
            for kwarg in kwargs
        )
        returned = returned_by(facts)
        self.notes += [returned.note] if returned.note else []
        shown = _shown_path(chain)
        title = names.title(chain.module)
        said = facts.documentation
        collected = facts.returns.flow is not Flow.VALUE
        said_first = (
            Prose("") if collected and _TELLS_OF_ITERATOR.search(said.summary) else said.summary
        )
        summary, run_summary = summaries_of(self.in_kwargs(said_first), shown, title, self.method)
        description = self.in_kwargs(self.of_kwargs(said.description))
        if says_more(said_first, summary):
            description = Prose(f"{said_first} {description}".strip())
        return TaskModel(
            name=names.class_name(chain.module, self.path, self.class_shown(), self.method),
            key=self.method,
            summary=summary,
            run_summary=run_summary,
            description=(description,) if description else (),
            kwargs=kwargs,
            constants=(),
            call=SdkCall(
                call=call,
                imports=tuple(self.imports.values()),
                client=client,
                returns=returned.expression,
                values=tuple(self.values),
                first=tuple(self.first),
                finally_=tuple(self.finally_),
                types=types,
            ),
            result=returned.result,
        )

    def offered(self, facts: CallFacts) -> list[ParameterFacts]:
        """What the call can be given, without credentials that the client has been given."""
        first = self.chain.steps[0].call
        of_client = arguments.of_client(first) if first and first is not facts else []
        known = {each.name for each in of_client if arguments.is_secret(each, constructs=True)}
        return [
            each for each in arguments.of_call(facts) if each.required or each.name not in known
        ]

    def of_kwargs(self, text: Prose) -> Prose:
        """The sentences that quote no parameter of the call which the task does not have."""
        others = {each.name for each in self.chain.call.parameters} - self.taken
        kept = [
            each for each in _SENTENCE_END.split(text) if others.isdisjoint(_QUOTED.findall(each))
        ]
        return Prose(" ".join(kept))

    def in_kwargs(self, text: Prose) -> Prose:
        """The text with the kwargs' names in place of the parameters' that it quotes."""
        if "`" not in text or not self.renamed:
            return text
        return Prose(_QUOTED.sub(lambda found: f"`{self.renamed.get(found[1], found[1])}`", text))

    def class_shown(self) -> str:
        """The name of the class that the method is of; empty for a function of a module."""
        steps = self.chain.steps
        before = [step.makes for step in steps[:-1] if step.makes]
        if before:
            return before[-1].rpartition(".")[2]
        head, dot, _ = self.chain.call.shown.rpartition(".")
        return head if dot else ""

    # The expressions ------------------------------------------------------------------------

    def expressions(
        self, last: _Chosen
    ) -> tuple[
        ex.Expression | None,
        ex.Expression,
        tuple[tuple[ex.Expression, str], ...],
        list[_Chosen],
    ]:
        """What makes the client, the call, the classes on the way, and the other arguments."""
        current: ex.Expression = ex.Name(identifier(self.chain.root))
        client: ex.Expression | None = None
        types: list[tuple[ex.Expression, str]] = []
        others: list[_Chosen] = []
        steps = self.chain.steps
        for step in steps:
            final = step is steps[-1]
            if step.call is not None:
                chosen = last if final else self.choose_for(step, client is None)
                others += [] if final else [chosen]
                function = _function(current, step)
                current = ex.Call(function, tuple(chosen.arguments))
                if self.chain.awaits(step.call):
                    current = ex.Await(current)
            elif isinstance(step.link, Attribute):
                current = ex.Attribute(current, identifier(step.link.name))
            elif isinstance(step.link, Item):
                current = ex.Item(current, self.key(step.link, others))
            if final:
                break
            if client is None and step.call is not None and step.makes:
                client, current = current, ex.Name(CLIENT)
                others += self.connected(step)
                self.finally_ += self.closed(step)
                if not step.constructs:
                    types.append((ex.Name(CLIENT), step.makes))
            elif client is not None and step.makes:
                types.append((current, step.makes))
        return client, current, tuple(types), others

    def connected(self, step: Step) -> list[_Chosen]:
        """Connects a client that does not connect by itself."""
        if step.connect is None:
            return []
        chosen = self.choose(Step(None, step.connect), arguments.of_client(step.connect), "client")
        for name in _PREPARED.get(step.makes, ()):
            self.first.append(ex.Call(ex.Attribute(ex.Name(CLIENT), identifier(name))))
        connect = ex.Attribute(ex.Name(CLIENT), identifier("connect"))
        self.first.append(ex.Call(connect, tuple(chosen.arguments)))
        return [chosen]

    def closed(self, step: Step) -> list[ex.Expression]:
        """What closes a client that was connected, or whose connections are of an event loop."""
        connects = step.connect or (step.call and step.call.shown.endswith("connect"))
        if not step.close or not (connects or step.close_is_awaited):
            return []
        close = ex.Call(ex.Attribute(ex.Name(CLIENT), identifier(step.close)))
        return [ex.Await(close) if step.close_is_awaited else close]

    def key(self, link: Item, others: list[_Chosen]) -> ex.Expression:
        if not link.kwarg:
            return _constant(link.value)
        name = self.names.take(link.kwarg, "item")
        doc = prose(f"The name of the {spoken(link.kwarg)}.")
        others.append(
            _Chosen(
                kwargs=[Kwarg(name, Code("str"), doc, (name,), True, sample=f"my-{link.kwarg}")]
            )
        )
        return ex.Name(name)

    def choose_for(self, step: Step, is_client: bool) -> _Chosen:
        """The arguments of a call that comes before the last."""
        assert step.call is not None
        if is_client and step.configuration and step.arguments is None:
            return self.configured(step.configuration)
        if is_client:
            return self.of_client(step, step.call)
        noun = names.noun_of_call([], "", step.call.shown.rpartition(".")[2])
        return self.choose(step, arguments.of_step(step.call), noun)

    def of_client(self, step: Step, call: CallFacts) -> _Chosen:
        chosen = self.choose(step, arguments.of_client(call), "client")
        if step.constructs and step.arguments is None and not chosen.arguments:
            known = [each.name for each in call.parameters if each.name[0] != "_"]
            if known or call.open:
                named = ", ".join([*known[:2], "..."]) if known else "one, another"
                self.notes.append(
                    f"`{self.chain.root}` is made without arguments. If it needs an address or "
                    "credentials, name them in the path: "
                    f"`{self.chain.module}:{self.chain.root}({named})`."
                )
        elif step.constructs and step.arguments is None and call.takes_more:
            kwargs = chosen.kwargs
            if kwargs and not any(kwarg.secret for kwarg in kwargs):
                path = f"{self.chain.module}:{self.chain.root}({kwargs[0].name}, ...)"
                self.notes.append(
                    f"`{self.chain.root}` is made without credentials. If it needs any, name them "
                    f"in the path: `{path}`."
                )
        return chosen

    def configured(self, configuration: Configuration) -> _Chosen:
        """The `api_client` of a generated SDK, with the configuration that has the credentials."""
        call = configuration.call
        if configuration.attributes:
            return self.with_attributes(configuration)
        chosen = self.choose(Step(None, call, constructs=True), arguments.of_client(call), "client")
        if not any(kwarg.secret for kwarg in chosen.kwargs):
            self.notes.append(
                "The SDK's configuration takes no credentials where it is made. Say in a spec how "
                "its `api_client` is made."
            )
            return _Chosen()
        made: ex.Expression | None = None
        for name in ("Configuration", "ApiClient"):
            self.imports[name] = Imported(configuration.module, identifier(name))
            given = tuple(chosen.arguments) if made is None else (ex.Argument(made),)
            made = ex.Call(ex.Name(identifier(name)), given)
        assert made is not None
        return _Chosen([ex.Argument(made, identifier("api_client"))], chosen.kwargs)

    def with_attributes(self, configuration: Configuration) -> _Chosen:
        """The `api_client` of a configuration whose credentials are set after it is made."""
        given = [
            ParameterFacts(name, Kind.KEYWORD, required=False, type=_TEXT)
            for name in configuration.attributes
        ]
        settings = replace(configuration.call, parameters=tuple(given))
        chosen = self.choose(Step(None, settings, constructs=True), given, "client")
        made = identifier("configuration")
        self.names.taken.add(made)
        for name in ("Configuration", "ApiClient"):
            self.imports[name] = Imported(configuration.module, identifier(name))
        self.values.append((made, ex.Call(ex.Name(identifier("Configuration")))))
        for argument in chosen.arguments:
            assert argument.name is not None
            target = ex.Attribute(ex.Name(made), argument.name)
            self.first.append(ex.Assignment(target, argument.value))
        api_client = ex.Call(ex.Name(identifier("ApiClient")), (ex.Argument(ex.Name(made)),))
        return _Chosen([ex.Argument(api_client, identifier("api_client"))], chosen.kwargs)

    def choose(self, step: Step, inferred: Sequence[ParameterFacts], noun: str) -> _Chosen:
        """The arguments of a call: those that the path names, or those that were inferred."""
        assert step.call is not None
        chosen = _Chosen()
        inside: dict[str, list[tuple[str, ex.Expression]]] = {}
        explicit = self.named(step, step.call) if step.arguments else None
        pairs = explicit if explicit is not None else [(each, None) for each in inferred]
        if len(pairs) > MAX_ARGUMENTS:
            raise TaskgenError(
                self.target.problem(
                    f"`{step.call.shown}` takes {len(pairs):,} arguments, and a task has at most "
                    f"{MAX_ARGUMENTS:,} of them.",
                    "Name those that you want: `module:function(one, another)`.",
                    len(self.target.module) + 1,
                )
            )
        dicts = {each.inside for each, _ in pairs if each.inside}
        constructs = step.constructs or noun == "client"
        if step.call is self.chain.call:
            self.taken |= {each.name for each, _ in pairs}
        for parameter, argument in pairs:
            if parameter.name in dicts:
                continue
            if not _can_be_named(parameter):
                if parameter.required or argument is not None:
                    self.problems.append(self.not_ascii(step.call, parameter))
                continue
            value = self.value(parameter, argument, noun, constructs, chosen, step.call.shown)
            if parameter.inside:
                inside.setdefault(parameter.inside, []).append((parameter.name, value))
            else:
                chosen.arguments.append(_argument(parameter, value, step.call))
        for name, members in inside.items():
            holder = step.call.parameter(name)
            value = _dict_of(members, required=holder is not None and holder.required)
            if holder is None or holder.kind is Kind.POSITIONAL:
                chosen.arguments.append(ex.Argument(value))
            else:
                chosen.arguments.append(ex.Argument(value, identifier(name)))
        chosen.arguments.sort(key=lambda each: each.name is not None)
        return chosen

    def not_ascii(self, call: CallFacts, parameter: ParameterFacts) -> Problem:
        return self.target.problem(
            f"`{call.shown}` takes `{readable(parameter.name)}`, which is no name that generated "
            "code can have.",
            "Names are of ASCII letters, digits and `_`, and no keywords. Call something else.",
            len(self.target.module) + 1,
        )

    def named(self, step: Step, call: CallFacts) -> list[tuple[ParameterFacts, Argument | None]]:
        """The parameters that the path names, and required ones that it forgets."""
        found: list[tuple[ParameterFacts, Argument | None]] = []
        known = {each.name: each for each in call.parameters}
        for index, argument in enumerate(step.arguments or ()):
            # A bare name is a parameter, by its name or by its position.
            by_name = argument.parameter or argument.kwarg
            parameter = known.get(by_name)
            if parameter is None and argument.kwarg and self.is_mistyped(argument, known, call):
                continue
            if parameter is None and not argument.parameter and index < len(call.parameters):
                at = call.parameters[index]
                parameter = at if at.kind is not Kind.KEYWORD else None
            if parameter is None and call.takes_more and by_name.isidentifier():
                parameter = ParameterFacts(by_name, Kind.KEYWORD, required=False)
            if parameter is None:
                advice = did_you_mean(by_name, known) if by_name else ""
                self.problems.append(
                    self.target.problem(
                        f"`{call.shown}` takes no argument `{readable(by_name or '...')}`.",
                        advice or f"It takes {some_of(known or ['none'])}.",
                        argument.column,
                        max(len(by_name), 1),
                    )
                )
                continue
            found.append((parameter, argument))
        given = {parameter.name for parameter, _ in found}
        found += [(p, None) for p in call.parameters if p.required and p.name not in given]
        # Whatever the order in the path, the signature has that of positions.
        order = {p.name: index for index, p in enumerate(call.parameters)}
        last = len(order)
        return sorted(
            found,
            key=lambda pair: last if pair[0].kind in _NAMED else order.get(pair[0].name, last),
        )

    def is_mistyped(self, argument: Argument, known: Iterable[str], call: CallFacts) -> bool:
        """Notes a name that is nearly that of a parameter, before it is taken for another one."""
        if argument.parameter:
            return False
        # Few paths need it, and it costs a few milliseconds to import.
        from difflib import get_close_matches

        near = get_close_matches(argument.kwarg, known, 1, _NEARLY)
        if near:
            self.problems.append(
                self.target.problem(
                    f"`{call.shown}` takes no argument `{readable(argument.kwarg)}`.",
                    f"Did you mean `{near[0]}`? If the kwarg is to be called "
                    f"`{argument.kwarg}`, write `{near[0]}={argument.kwarg}`.",
                    argument.column,
                    len(argument.kwarg),
                )
            )
        return bool(near)

    def value(
        self,
        parameter: ParameterFacts,
        argument: Argument | None,
        noun: str,
        constructs: bool,
        chosen: _Chosen,
        shown: str,
    ) -> ex.Expression:
        """The expression of an argument: a constant, a kwarg, or what is made of a kwarg."""
        if argument is not None and not argument.kwarg:
            return _constant(argument.value)
        wanted = argument.kwarg if argument is not None else parameter.name
        name = self.names.take(wanted, noun)
        if name != parameter.name and noun == self.noun:
            self.renamed[parameter.name] = name
        secret = arguments.is_secret(parameter, constructs, shown) or bool(
            self.secrets & {name, parameter.name, wanted}
        )
        kwarg = Kwarg(
            name=name,
            type=_type(parameter),
            doc=kwarg_doc(parameter),
            member=(name,),
            required=parameter.required,
            secret=secret,
            given=Given.RUN if secret or arguments.holds_a_secret(parameter) else Given.BOTH,
            sample=sample(parameter.type, parameter.name, secret),
        )
        chosen.kwargs.append(kwarg)
        return self.wrapped(parameter, kwarg)

    def wrapped(self, parameter: ParameterFacts, kwarg: Kwarg) -> ex.Expression:
        """The kwarg's value as the SDK takes it: in a tuple, an enum or a model of its own."""
        plain = ex.Name(kwarg.name)
        wrap = parameter.type.wrap
        if not wrap:
            return plain
        if ":" in wrap:
            module, _, cls = wrap.partition(":")
            first, *rest = cls.split(".")
            bound = identifier(first)
            self.imports[first] = Imported(module, bound)
            function: ex.Expression = ex.Name(bound)
            for each in rest:
                function = ex.Attribute(function, identifier(each))
            stars = "**" if parameter.type.code == "dict" else ""
        else:
            function, stars = ex.Name(identifier(wrap)), ""
        made = ex.Call(function, (ex.Argument(plain, stars=stars),))
        if kwarg.required or not stars:
            return made
        # What is splatted is taken for something in any case.
        unset = ex.Operation("is", (plain, ex.Literal(None)))
        return ex.Choice(unset, ex.Literal(None), made)

    # What is wrong --------------------------------------------------------------------------

    def check_secrets(self, kwargs: Iterable[Kwarg]) -> None:
        known = {kwarg.name for kwarg in kwargs}
        of_parameters = {p.name for s in self.chain.steps if s.call for p in s.call.parameters}
        for name in sorted(self.secrets - known - of_parameters):
            self.problems.append(
                Problem(
                    f"`--secret` names `{readable(name)}`, which is no kwarg of the task.",
                    did_you_mean(name, known) or f"It has {some_of(sorted(known) or ['none'])}.",
                )
            )

    def check_open(self, facts: CallFacts, last: _Chosen) -> None:
        """Notes keyword arguments of which nothing is known."""
        if not facts.open or self.chain.steps[-1].arguments:
            return
        named = [each.name for each in last.arguments if each.name]
        if named:
            self.notes.append(
                f"`{facts.shown}` takes more keyword arguments, which neither its signature nor "
                "its docs name. Name those that you want: "
                f"`{self.target.text.rstrip('()')}({named[0]}, another)`."
            )
        elif self.chain.steps[-1].arguments is None:
            self.problems.append(
                self.target.problem(
                    f"`{facts.shown}` takes keyword arguments, and neither its signature, its "
                    "docs nor its source says which.",
                    "Name those that you want: "
                    f"`{self.target.text}(one, another)`, or `()` for none.",
                    self.target.links[-1].column,
                )
            )


def _named(kwarg: Kwarg) -> Prose:
    """What is said of a kwarg of which nothing else is left to say."""
    return prose(f"The {spoken(kwarg.name)}.")


def _attributes(chain: Chain) -> Iterator[str]:
    """The attributes on the way that are not called."""
    for step in chain.steps:
        if isinstance(step.link, Attribute) and step.call is None:
            yield step.link.name


def _shown_path(chain: Chain) -> str:
    """The call as users know it: `indices.create`, `Customer.create`, `open_sftp().put`."""
    return chain.call.shown


def _function(current: ex.Expression, step: Step) -> ex.Expression:
    """What is called: a method of what came before, or that itself."""
    if isinstance(step.link, Attribute):
        return ex.Attribute(current, identifier(step.link.name))
    return current


def _constant(value: Value) -> ex.Expression:
    """A constant of the path, with what is in it, as a spec would have it."""
    if isinstance(value, list):
        return ex.Sequence(tuple(map(_constant, value)))
    if isinstance(value, dict):
        return ex.Mapping(tuple((ex.Literal(k), _constant(v)) for k, v in value.items()))
    return ex.Literal(value)


def _dict_of(members: Sequence[tuple[str, ex.Expression]], required: bool) -> ex.Expression:
    """A dict of options; one that is required is there even where all of them are unset."""
    if required and all(is_identifier(name) for name, _ in members):
        named = (ex.Argument(value, identifier(name)) for name, value in members)
        return ex.Call(ex.Name(identifier("dict")), tuple(named))
    return ex.Mapping(tuple((ex.Literal(name), value) for name, value in members))


def _can_be_named(parameter: ParameterFacts) -> bool:
    """Whether a call can give the parameter: by its position, in a dict, or by its name."""
    inside = bool(parameter.inside)
    return inside or _by_position(parameter) or is_identifier(parameter.name)


def _by_position(parameter: ParameterFacts) -> bool:
    return parameter.kind in (Kind.POSITIONAL, Kind.SEVERAL) or (
        # What a docstring spells may be names that the function does not know.
        parameter.origin is Origin.FIRST_LINE and parameter.required
    )


def _argument(parameter: ParameterFacts, value: ex.Expression, call: CallFacts) -> ex.Argument:
    if parameter.kind is Kind.SEVERAL:
        return ex.Argument(value, stars="*")
    positional = _by_position(parameter)
    return ex.Argument(value) if positional else ex.Argument(value, identifier(parameter.name))


def _type(parameter: ParameterFacts) -> Code:
    """The type of the kwarg, where need be as its name says it."""
    if not parameter.type.known and _TEXTS.search(parameter.name):
        return Code("str")
    return parameter.type.code


def _in_order(kwargs: Iterable[Kwarg]) -> tuple[Kwarg, ...]:
    """Required ones first, secrets last."""
    return tuple(sorted(kwargs, key=lambda kwarg: (kwarg.secret, not kwarg.required)))
