"""Turns the first sentence of an operation's documentation into what a task says of itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from taskgen.text import Prose, prose

_PREAMBLE = re.compile(
    r"^(?:(?:This|The) (?:`?\w+`? )?(?:API )?(?:operation|action|API|call|command|method|request)"
    r"(?: (?:is used to|can be used to|will|lets you|allows you to|enables you to))? "
    r"|You can use (?:the )?`?\w+`? (?:operation |action |API )?to "
    r"|Used? (?:this (?:operation|action|API|call) )?to )",
)
_AND_RETURN = re.compile(r"^((?:(?!\bto\b).)*? (?:and|then)) return\b")
"""What is done in the end, where nothing before it says who may do it."""
_THIRD_PERSON = re.compile(r"^[A-Za-z][a-z]+s$")
_NO_VERBS = frozenset(
    """
    access across agents aliases always amazon as aws business customers databases details does
    events has is its less operations organizations permissions previous process results services
    settings sometimes status tasks these this unless users various was
    """.split()
)
_BARE_VERBS = frozenset(
    """
    accept activate add allow apply approve archive assign associate attach authorize begin cancel
    change check clear complete configure confirm copy create deactivate define delete deploy
    deregister describe detach detect determine disable disassociate display download edit enable
    evaluate execute export fetch find generate get grant import initiate install invite invoke
    launch list lock merge modify move notify obtain perform post promote provide publish purchase
    put query read reboot refresh register reject release remove rename renew replace request
    reset resize resolve respond restart restore resume retrieve return retry revoke rotate run
    save schedule search select send set show start stop submit suspend synchronize tag terminate
    test track transfer trigger unlock unregister untag update upgrade upload validate verify view
    write
    """.split()
)


def summaries(
    sentence: Prose, operation: str, service: str, verbs: Collection[str] = ()
) -> tuple[Prose, Prose]:
    """How the class docstring begins, and the sentence that follows the words "Task run method".

    Some documents say "Deletes a parameter", others "Delete a parameter"; tasks say the former.

    Args:
        sentence: the first sentence of the operation's documentation, or nothing.
        operation: the operation's name: `Invoke`.
        service: what users call the service: `AWS Lambda`.
        verbs: what else is a verb here, such as the first word of a method's name.
    """
    plain = _PREAMBLE.sub("", sentence)
    plain = plain[:1].upper() + plain[1:]
    plain = _with_third_persons(plain, _BARE_VERBS | frozenset(verbs))
    first, _, rest = plain.partition(" ")
    lowered = f"{first[:1].lower()}{first[1:]} {rest}"
    if first.endswith("ly") and _is_third_person(rest.partition(" ")[0]):
        return Prose(f"Task that {lowered}"), Prose(plain)
    if _is_third_person(first.rstrip(",")):
        return Prose(f"Task that {lowered}"), Prose(plain)
    summary = f"Task for the `{operation}` operation of {service}."
    return prose(summary), prose(f"Calls the `{operation}` operation of {service}.")


def says_more(sentence: str, summary: str) -> bool:
    """Whether the summary could not take up what the sentence says."""
    return summary.startswith("Task for the ") and bool(sentence)


def _with_third_persons(sentence: str, verbs: Collection[str]) -> str:
    """The sentence with its first verbs as one says them of somebody else.

    `Create or update a file` is `Creates or updates a file`, and `Partially update it` is
    `Partially updates it`.
    """
    said = sentence.split(" ")
    start = 1 if said[0].endswith("ly") else 0
    for index in range(start, len(said) - 1):
        verb = said[index].rstrip(",")
        if verb.lower() not in verbs or verb.isupper():
            break
        said[index] = said[index].replace(verb, _in_third_person(verb))
        if said[index].endswith(","):
            continue
        if said[index + 1] not in ("and", "or") or len(said) < index + 4:
            break
        verb = said[index + 2]
        if verb in verbs:
            said[index + 2] = _in_third_person(verb)
        break
    whole = " ".join(said)
    return whole if whole == sentence else _AND_RETURN.sub(r"\1 returns", whole)


def _in_third_person(verb: str) -> str:
    """What one does who does it: `copy` is `copies`, `fetch` is `fetches`."""
    if verb.endswith("y") and verb[-2] not in "aeo":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def _is_third_person(word: str) -> bool:
    found = _THIRD_PERSON.match(word)
    return bool(found) and not word.endswith("ss") and word.lower() not in _NO_VERBS
