"""Turns the first sentence of an operation's documentation into what a task says of itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from taskgen.text import Prose, prose

_PREAMBLE = re.compile(
    r"^(?:(?:This|The) (?:`?\w+`? )?(?:API )?"
    r"(?:operation|action|API|call|command|endpoint|method|request)"
    r"(?: (?:is used to|can be used to|will|lets you|allows you to|enables you to))? "
    r"|You can use (?:the )?`?\w+`? (?:operation |action |API )?to "
    r"|Used? (?:this (?:operation|action|API|call) )?to )",
)
_AND_RETURN = re.compile(r"^((?:(?!\bto\b).)*? (?:and|then)) return\b")
"""What is done in the end, where nothing before it says who may do it."""
_AND_DO = re.compile(
    r"^((?:(?!\b(?:to|that|which|who|whose|if|when|where|can|may|must|will|should|not)\b).)*?"
    r" (?:and|then) )([a-z]+)(?= (?:it|its|them|their|the|an?|all)\b)"
)
"""Another deed with what it is done to, where nothing before it says that somebody else does it."""
_LOG_IN = re.compile(r"^Log (?=(?:in|out|on|off)\b)")
_TITLE = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*[.,]?")
_SMALL = frozenset("all and as at by for from if in into of on or per to via with".split())
"""Words that titles have in small letters; with an article, it is a sentence with names in it."""
_MANY = ("bulk", "batch", "mass")
"""What stands in front of a verb, with a hyphen or without."""
_THIRD_PERSON = re.compile(r"^[A-Za-z][a-z]+s$")
_NO_VERBS = frozenset(
    """
    access across agents aliases always amazon as aws business customers databases details does
    events has is its less needs operations organizations permissions previous process requires
    results services settings sometimes status tasks these this unless users various was
    """.split()
)
_ARTICLES = frozenset({"a", "an", "the", "all", "one", "your"})
_MOST_WORDS = 20
"""Words of a sentence that can still be what a docstring begins with."""

_BARE_VERBS = frozenset(
    """
    accept activate add admit allow analyze apply approve archive assign associate attach
    authenticate authorize begin calculate cancel capture change check classify clear compare
    complete compute configure confirm connect convert copy count create deactivate decline
    define delete deliver demote deny deploy deregister describe destroy detach detect determine
    disable disassociate disconnect dismiss display download duplicate edit enable evaluate
    execute expire export extract fetch find follow freeze generate get grant identify ignore
    import infer initialize initiate insert install invalidate invite invoke launch list lock
    mark merge migrate modify move notify obtain optimise optimize pause pay perform ping post
    predict promote provide provision publish purchase push put query read reboot rebuild
    redeliver refresh regenerate register reject release reload remove rename render renew
    reorder replace request resend reserve reset resize resolve respond restart restore resume
    retrieve retry return revoke rotate run save scan schedule search select send set share show
    sign split start stop submit subscribe suspend sync synchronize tag terminate test track
    transcribe transfer translate trigger unassign unfollow unlink unlock unregister unstar
    unsubscribe unsuspend untag update upgrade upload upsert validate verify view write
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
    plain = _without_capitals(plain, service)
    plain = _with_third_persons(plain, _BARE_VERBS | frozenset(verbs))
    first, _, rest = plain.partition(" ")
    lowered = f"{first[:1].lower()}{first[1:]} {rest}"
    if first.lower() in _MANY and rest.partition(" ")[0] in map(_in_third_person, _BARE_VERBS):
        return Prose(f"Task that {lowered}"), Prose(plain)
    if first.endswith("ly") and _is_third_person(rest.partition(" ")[0]):
        return Prose(f"Task that {lowered}"), Prose(plain)
    if _is_third_person(first.rstrip(",").rpartition("-")[2]):
        return Prose(f"Task that {lowered}"), Prose(plain)
    summary = f"Task for the `{operation}` operation of {service}."
    return prose(summary), prose(f"Calls the `{operation}` operation of {service}.")


def is_verb(word: str) -> bool:
    """Whether a name that begins with this word says what is done."""
    return word.lower() in _BARE_VERBS


def fuller(short: Prose, long: Prose) -> Prose:
    """The sentence that says the same as a title, with its articles: "Deletes a file.".

    Args:
        short: a title: `Delete file.`.
        long: the first sentence of the description.
    """
    words, others = short.rstrip(".").split(), long.split()
    terse = 1 < len(words) < 4 and not words[-1].endswith("s") and not _ARTICLES & {*words}
    if not terse or len(others) > _MOST_WORDS or len(others) <= len(words):
        return short
    verb, other = words[0].lower(), others[0].lower()
    same = other in (verb, _in_third_person(verb)) if is_verb(verb) else verb == other
    return long if same and _ARTICLES & {*others} else short


def says_more(sentence: str, summary: str) -> bool:
    """Whether the summary could not take up what the sentence says."""
    return summary.startswith("Task for the ") and bool(sentence)


def _without_capitals(sentence: str, service: str) -> str:
    """A title as one writes a sentence: of `Delete Ticket`, `Delete ticket`.

    Names of the service keep their capitals, and so do words that have more than one of them.
    """
    first, *others = sentence.split(" ")
    plain = [bool(_TITLE.fullmatch(word)) for word in others]
    small = [word for word, is_plain in zip(others, plain, strict=True) if not is_plain]
    if not any(plain) or any(word[:1].islower() and word not in _SMALL for word in small):
        return sentence
    names = service.split()
    said = [
        word.lower() if is_plain and word.rstrip(".,") not in names else word
        for word, is_plain in zip(others, plain, strict=True)
    ]
    return " ".join([first, *said])


def _with_third_persons(sentence: str, verbs: Collection[str]) -> str:
    """The sentence with its first verbs as one says them of somebody else.

    `Create or update a file` is `Creates or updates a file`, and `Partially update it` is
    `Partially updates it`.
    """
    said = _LOG_IN.sub("Logs ", sentence).split(" ")
    if len(said) > 1 and said[1].endswith(":"):
        return sentence
    how, hyphen, deed = said[0].rpartition("-")
    if hyphen and deed in verbs:
        said[0] = f"{how}-{_in_third_person(deed)}"
    is_adverb = said[0].endswith("ly") and said[0].lower() not in verbs
    start = 1 if is_adverb or said[0].lower() in _MANY else 0
    for index in range(start, len(said) - 1):
        if index and said[index] in ("and", "or"):
            continue
        verb = said[index].rstrip(",")
        if verb.lower() not in verbs or verb.isupper():
            break
        said[index] = said[index].replace(verb, _in_third_person(verb))
        if not said[index].endswith(",") and said[index + 1] not in ("and", "or"):
            break
    whole = " ".join(said)
    if whole == sentence:
        return whole
    other = _AND_DO.match(whole)
    if other and other[2] in verbs:
        whole = f"{other[1]}{_in_third_person(other[2])}{whole[other.end() :]}"
    return _AND_RETURN.sub(r"\1 returns", whole)


def _in_third_person(verb: str) -> str:
    """What one does who does it: `copy` is `copies`, `fetch` is `fetches`."""
    if verb.endswith("y") and verb[-2] not in "aeo":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def _is_third_person(word: str) -> bool:
    found = _THIRD_PERSON.match(word)
    return bool(found) and not word.endswith("ss") and word.lower() not in _NO_VERBS
