"""Which credentials an operation needs, and where in the request they go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from taskgen.model.http import Credential, Place
from taskgen.model.task import Given, Kwarg
from taskgen.problems import Problem, did_you_mean, readable
from taskgen.sources.openapi import names
from taskgen.sources.openapi.docs import sentences
from taskgen.sources.openapi.document import Document, Found
from taskgen.sources.openapi.node import Node
from taskgen.sources.openapi.operations import check_field
from taskgen.text import Code, Identifier, Prose, identifier, prose

_MOST_ALTERNATIVES = 6
"""Of more ways to prove who sends a request, the first are offered."""

_KEY_OF_CERTIFICATE = identifier("client_key")
"""The kwarg beside that of a certificate, which may be left out."""

_PLACES = {"header": Place.HEADER, "query": Place.QUERY, "cookie": Place.COOKIE}


@dataclass(frozen=True, slots=True)
class Security:
    """The credentials of an operation, and the kwargs that hold them."""

    credentials: tuple[Credential, ...] = ()
    alternatives: tuple[tuple[Credential, ...], ...] = ()
    kwargs: tuple[Kwarg, ...] = ()

    def without(self, names: Collection[Identifier]) -> Security:
        """What is left where the credentials that have these kwargs are not offered."""
        kept = [each for each in self.credentials if not {*each.kwargs} & {*names}]
        ways = tuple(way for way in self.alternatives if {*way} <= {*kept})
        needed = _kwargs_of(kept)
        return Security(
            credentials=tuple(kept),
            alternatives=ways,
            kwargs=tuple(k for k in self.kwargs if k.name in needed and k.name not in names),
        )

    def renamed(self, names: Mapping[Identifier, Identifier]) -> Security:
        """The same with other names of kwargs, by those that they have."""

        def other(one: Credential) -> Credential:
            return replace(one, kwargs=tuple(names.get(name, name) for name in one.kwargs))

        return replace(
            self,
            credentials=tuple(map(other, self.credentials)),
            alternatives=tuple(tuple(map(other, way)) for way in self.alternatives),
        )


def _kwargs_of(credentials: Collection[Credential]) -> set[Identifier]:
    """The names of the kwargs that these credentials may take."""
    needed = {name for credential in credentials for name in credential.kwargs}
    if any(credential.place is Place.CERTIFICATE for credential in credentials):
        needed.add(_KEY_OF_CERTIFICATE)
    return needed


def security_of(document: Document, found: Found, problems: list[Problem]) -> Security:
    """What the document asks of who calls the operation.

    Where it has schemes and nothing says when they are used, all of them can be, and none has to.
    """
    holder = found.node if found.node.raw("security") is not None else document.root
    wanted = holder.get("security")
    schemes = _schemes(document)
    requirements = list(wanted.items()) if wanted else []
    optional = wanted is None
    if not document.asks_who_calls and holder is document.root:
        requirements = [
            Node({name: []}, node.file, (), node.files) for name, node in schemes.items()
        ]
        optional = True
    known: dict[str, Credential] = {}
    kwargs: dict[Identifier, Kwarg] = {}
    alternatives: list[tuple[Credential, ...]] = []
    for requirement in requirements:
        if not isinstance(requirement.value, dict):
            continue
        optional = optional or not requirement.value
        together: list[Credential] = []
        for name in requirement.value:
            if name not in schemes:
                hint = did_you_mean(name, schemes) or "Add it to the document's schemes."
                problems += requirement.error(
                    f"There is no security scheme `{readable(name)}`.", hint
                ).problems
                continue
            if name not in known:
                made = _credential(schemes[name], kwargs)
                same = [each for each in known.values() if _place(each) == _place(made[0])]
                known[name], own = (same[0], []) if same else made
                kwargs.update({kwarg.name: kwarg for kwarg in own})
            together.append(known[name])
        if together and len(alternatives) < _MOST_ALTERNATIVES:
            alternatives.append(tuple(dict.fromkeys(together)))
    used = tuple(dict.fromkeys(each for some in alternatives for each in some))
    # Who can prove it with less need not give more.
    ways = list(dict.fromkeys(alternatives))
    alternatives = [way for way in ways if not any({*other} < {*way} for other in ways)]
    needed = _kwargs_of(used)
    return Security(
        credentials=used,
        alternatives=() if optional else tuple(alternatives),
        kwargs=tuple(kwarg for kwarg in kwargs.values() if kwarg.name in needed),
    )


def security_said(way: str) -> Security:
    """The credentials that a spec asks for, where the document says nothing of them."""
    place, _, text = way.partition(" ")
    match place:
        case "bearer":
            made = Credential(Place.BEARER, (identifier("token"),))
            own = [_secret(identifier("token"), "The bearer token.")]
        case "basic":
            made, own = _user(Place.BASIC)
        case "digest":
            made, own = _user(Place.DIGEST)
        case "certificate":
            made, own = _certificate()
        case _:
            made, own = _key(_PLACES[place], text, "", {})
    kwargs = tuple(own)
    return Security(credentials=(made,), alternatives=((made,),), kwargs=kwargs)


def _user(place: Place) -> tuple[Credential, list[Kwarg]]:
    pair = (identifier("username"), identifier("password"))
    docs = ("The name of the user that the API is called as.", "The password of that user.")
    own = [_secret(name, doc) for name, doc in zip(pair, docs, strict=True)]
    return Credential(place, pair), own


def _certificate() -> tuple[Credential, list[Kwarg]]:
    """The certificate of mutual TLS: a path, so that it is no secret."""
    name = identifier("client_cert")
    docs = {
        name: "The path of the PEM file with the client's certificate, which proves who calls.",
        _KEY_OF_CERTIFICATE: "The path of the PEM file with the private key of that certificate, "
        "where it is not in the same file.",
    }
    samples = ("client.pem", "client.key")
    own = [
        Kwarg(each, Code("str"), Prose(doc), member=(each,), sample=path)
        for (each, doc), path in zip(docs.items(), samples, strict=True)
    ]
    return Credential(Place.CERTIFICATE, (name,)), own


def _key(
    place: Place, text: str, said: str, known: dict[Identifier, Kwarg]
) -> tuple[Credential, list[Kwarg]]:
    name = names.secret_name(text, known)
    doc = said or f"The API key, which is sent as `{text}`."
    return Credential(place, (name,), text), [_secret(name, doc)]


def _place(credential: Credential) -> tuple[Place, str]:
    """Where it is in a request; two schemes for one place are one.

    So are basic and digest authentication, which take the same two secrets: the first is used.
    """
    if credential.place is Place.DIGEST:
        return Place.BASIC, ""
    return credential.place, credential.name.lower()


def _schemes(document: Document) -> dict[str, Node]:
    if document.version == "2.0":
        holder = document.root.get("securityDefinitions")
    else:
        components = document.root.get("components")
        holder = components.get("securitySchemes") if components else None
    return dict(holder.pairs()) if holder else {}


def _credential(scheme: Node, known: dict[Identifier, Kwarg]) -> tuple[Credential, list[Kwarg]]:
    """The credential of a scheme with its kwargs; the same as another's where they are the same."""
    kind, how = scheme.text("type").lower(), scheme.text("scheme").lower()
    said = " ".join(sentences(scheme.text("description"), 200))
    if kind == "basic" or (kind == "http" and how == "basic"):
        return _user(Place.BASIC)
    if kind == "http" and how == "digest":
        return _user(Place.DIGEST)
    if kind == "mutualtls":
        return _certificate()
    if kind == "apikey":
        check_field(scheme, scheme.text("in"), scheme.text("name"))
        place = _PLACES.get(scheme.text("in"), Place.HEADER)
        return _key(place, scheme.text("name"), said, known)
    if kind in ("oauth2", "openidconnect") or (kind == "http" and how == "bearer"):
        name = identifier("token")
        doc = "The OAuth access token." if kind != "http" else "The bearer token."
        return Credential(Place.BEARER, (name,)), [known.get(name) or _secret(name, doc)]
    # Of any other scheme, the header is made by who knows how.
    name = names.secret_name("Authorization", known)
    doc = f"What the header `Authorization` says, by the scheme `{how}`."
    return Credential(Place.HEADER, (name,), "Authorization"), [_secret(name, doc)]


def _secret(name: Identifier, doc: str) -> Kwarg:
    return Kwarg(
        name=name,
        type=Code("str"),
        doc=Prose(prose(doc)),
        member=("secret", name),
        secret=True,
        given=Given.RUN,
    )
