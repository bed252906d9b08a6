"""Turns the reST, Markdown, HTML and Epydoc of docstrings into sentences."""

from __future__ import annotations

import inspect
import re
from functools import lru_cache

from taskgen.text import MAX_PROSE, Prose, prose

_MOST = 60_000
"""Characters of a docstring that are looked at."""

_STOPS = (".", "!", "?", ".'", ".)", ".`")

_FENCE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r"^([ \t]*)\.\.(?:[ \t].*)?$")
_VISIBLE_DIRECTIVE = re.compile(r"^[ \t]*\.\.[ \t]+(?:raw::[ \t]*html)[ \t]*$")
_DOCTEST = re.compile(r"^[ \t]*>>>")
_UNDERLINE = re.compile(r"^[ \t]*([=\-~^\"'*+#`])\1{2,}[ \t]*$")
_TABLE = re.compile(r"^[ \t]*(\||\+[-=]+\+|[=]{3,}[ =]*$)")
_ITEM = re.compile(r"^([ \t]*)(?:[-*+•][ \t]+|\(?(?:\d{1,2}|[a-z#])[.)][ \t]+)\S")
_HEADING = re.compile(
    r"^[ \t]*(#{1,6}[ \t].*|(?:Examples?|Usage|Notes?|Warnings?|References|See Also|Attributes|"
    r"Methods|Supported methods|Route attributes|Todo|Raises|Yields|Returns?)\s*:{1,2}[ \t]*)$",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|h\d|ul|ol|dl|dt|dd|table|tr|section)\b[^<>]*>", re.I)
_LIST_ITEM_TAG = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(?:code|tt|kbd)\b[^<>]*>([^<>]*)</(?:code|tt|kbd)>", re.IGNORECASE)
_PRE_TAG = re.compile(r"<pre\b[^<>]*>.*?(?:</pre>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_IS_HTML = re.compile(r"</?(?:p|br|code|li|ul|b|strong|em|i|a|div|pre|tt)\b[^<>]*/?>", re.I)

_INLINE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # what only tools read
        (r"\s*#\s*noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?", ""),
        (r"\s*\[#?\w+\]_", ""),
        (r"!\[[^\]]*\]\([^()]*\)", ""),
        # links, as their text
        (r"`([^`<]+?)\s*<[^<>`]*>`__?", r"\1"),
        (r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)", r"\1"),
        (r"\[([^\[\]]+)\]\[[^\[\]]*\]", r"\1"),
        # roles: text of its own, or the name that is referred to
        (r":(?:[\w+-]+:)?(?:ref|doc|term|abbr|any|pep|rfc):`([^`<]+?)\s*<[^<>`]*>`", r"\1"),
        (r":(?:[\w+-]+:)?(?:ref|doc|term):`([^`]+)`", r"\1"),
        (r":(?:[\w+-]+:)?[\w+-]+:`([^`<]+?)\s*<[^<>`]*>`", r"`\1`"),
        (r":(?:[\w+-]+:)?[\w+-]+:`~[\w.]*?(\w+)`", r"`\1`"),
        (r":(?:[\w+-]+:)?[\w+-]+:`[!.]?([^`]+)`", r"`\1`"),
        # code
        (r"``[ ]?([^`]+?)[ ]?``", r"`\1`"),
        (r"`~[\w.]*?(\w+)`", r"`\1`"),
        (r"`\.(\w[\w.]*)`", r"`\1`"),
        (r"`(\w[^`]*)`__?(?!\w)", r"\1"),
        (r"\b[LCMU]\{([^{}]*)\}", r"`\1`"),
        (r"\b[IB]\{([^{}]*)\}", r"\1"),
    )
)
_EMPHASIS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<![\w*`])\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*(?![\w*`])", r"\1"),
        (r"(?<![\w*`])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*`])", r"\1"),
        (r"(?<![\w`])__([^_\s](?:[^_\n]*[^_\s])?)__(?![\w`])", r"\1"),
        (r"(?<![\w`])_([A-Za-z]+)_(?![\w`])", r"\1"),
        (r"(?<![\w|])\|([\w ]+)\|(?![\w|])", r"\1"),
    )
)

_MALFORMED_FIELD = re.compile(r"^[ \t]*:(?:param|type|returns?|rtype|raises)\b", re.MULTILINE)
"""A field without its second colon, which readers of docstrings take for text."""
_CODE_SPAN = re.compile(r"(`[^`]*`)")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)"
    r"(?<!\beg\.)(?<!\bie\.)\s+(?=[A-Z`'(\[])"
)
_LEADS_ON = re.compile(
    r"[,;]? *\(?(?:for example|such as|including|e\.g\.|i\.e\.|example)\s*:+\s*$", re.IGNORECASE
)
_LEFT_OUT = re.compile(
    r"""
    # what needs a link, or a place that a docstring does not show
      (For|More) \s (more \s|additional \s|further \s)? (information|details|examples) \b
    | (Please \s)? (See|Refer \s to|Read|Check|Click) \b | cf\. | Further \s examples
    | To \s learn \s (more|about) | The \s following | Note: | Example | Documentation \b
    | (Required|Optional) \s scopes? | Calls? \s to \s this \s endpoint
    | For \s quick \s command | API \s (method|reference|docs?) \b | Endpoint \b
    | (New|Added|Changed|Available) \s (in|since) \b | Defaults? \s to \s None
    # what is about the machinery of the SDK
    | This \s method \s (makes \s a \s synchronous | is \s asynchronous)
    | If \s the \s method \s is \s called \s asynchronously | Ref: | NOTE: \s This \s class \s is
    | (Parameters|Arguments|Args): \s See \b | (The \s)? above \s (code|example|snippet) \b
    | Do \s not \s edit | Usage: | \(?\s*(required|optional) \s*\)? [.:]? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEEDS_MORE = re.compile(
    r"(:|\b(the following|as follows|below|listed here|this table|these steps|see also|"
    r"(?:see|found|click) here|"
    r"following (\w+ )?(table|list|options|values|fields|keys|format|structure|endpoints)))\W*$",
    re.IGNORECASE,
)
_UNCLEAN = re.compile(r"https?://|www\.|\\|`{2}|>>>|(?<!\w)@\w|\|\||\]\(|::|:\s+[-*]\s")
_MARK = re.compile(
    r"^(?:[-\u2013\u2014:;,.*+#\s]+|\((?:required|optional)\)[: ]*|\(Optional\) ?)+", re.I
)
_TYPE_MARK = re.compile(
    r"^(?:(?:`[\w.]+`|\w[\w.]*(?:\[[\w., \[\]]*\])?) \((?:optional|required)\) (?=`?[A-Z])"
    r"|[a-z_]\w*(?:\.\w+){2,} (?=[A-Z][a-z]* ))"
)
"""A type in front of what is said: `int (optional) The size`, `acme.rows.Row The first row`."""
_ENDING_MARK = re.compile(r"\s*\((?:required|optional)\)\s*([.]?)$", re.IGNORECASE)


_BEGINNING = 300
"""Characters of a text that say whether what it is about is deprecated."""


@lru_cache(maxsize=4096)
def sentences(text: str, budget: int) -> tuple[Prose, ...]:
    """The first sentences that can stand alone, of at most `budget` characters in all.

    There is at least one where there is any. Left out are code, doctests, tables, notes, and
    sentences that need a link or what stands below them.
    """
    taken: list[Prose] = []
    for paragraph in paragraphs(text):
        for sentence in _SENTENCE_END.split(paragraph):
            clean = _clean(sentence, first=not taken)
            if not clean:
                continue
            budget -= len(clean) + 1
            if taken and budget < 0:
                return tuple(taken)
            taken.append(clean)
    return tuple(taken)


def is_deprecated(text: str) -> bool:
    """Whether the documentation begins by saying that what it is about is deprecated."""
    return bool(
        re.match(r"\s*\[(obsolete|deprecated)\]", text, re.IGNORECASE)
        or re.search(r"^[ \t]*\.\. deprecated::", text, re.MULTILINE)
        or re.match(r"\W*(?:[\w.`:]+ ){0,3}\(?deprecated\b", text[:_BEGINNING], re.IGNORECASE)
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, with code in single backticks."""
    text = inspect.cleandoc(text[:_MOST]).replace("\r", "")
    text = _MALFORMED_FIELD.split(text, maxsplit=1)[0]
    text = _FENCE.sub("", text)
    if _IS_HTML.search(text):
        text = _without_html(text)
    found: list[str] = []
    current: list[str] = []
    for line in [*_shown_lines(text.split("\n")), ""]:
        if line.strip():
            current.append(line.strip())
        elif current:
            found.append(_inline(" ".join(current)))
            current = []
    return found


def _shown_lines(lines: list[str]) -> list[str]:
    """The lines of paragraphs: what is in code, directives, tables and lists becomes empty."""
    shown: list[str] = []
    hidden_below = -1
    """The indentation below which a hidden block goes on; -1 where none is open."""
    doctest = False
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            doctest = False
            shown.append("")
            continue
        if hidden_below >= 0 and indent > hidden_below:
            shown.append("")
            continue
        hidden_below = -1
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if _VISIBLE_DIRECTIVE.match(line):
            shown.append("")
        elif _DIRECTIVE.match(line):
            hidden_below = indent
            shown.append("")
        elif doctest or _DOCTEST.match(line):
            doctest = True
            shown.append("")
        elif _TABLE.match(line) or _UNDERLINE.match(line) or _UNDERLINE.match(below):
            shown.append("")
        elif _HEADING.match(line):
            hidden_below = -1 if line.lstrip().startswith("#") else indent
            shown.append("")
        elif item := _ITEM.match(line):
            hidden_below = len(item[1])
            shown.append("")
        elif line.rstrip().endswith("::"):
            hidden_below = indent
            shown.append(line)
            shown.append("")
        else:
            shown.append(line)
    return shown


def _without_html(text: str) -> str:
    from html import unescape

    text = _PRE_TAG.sub("\n\n", text)
    text = _CODE_TAG.sub(r"`\1`", text)
    text = _BLOCK_TAG.sub("\n\n", text)
    text = _LIST_ITEM_TAG.sub("\n\n- ", text)
    return inspect.cleandoc(unescape(_TAG.sub("", text)))


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    spans = _CODE_SPAN.split(text)
    for pattern, replacement in _EMPHASIS:
        # What would be emphasis in prose is an asterisk in code.
        spans[::2] = [pattern.sub(replacement, span) for span in spans[::2]]
    return " ".join("".join(spans).split())


def _clean(sentence: str, first: bool) -> Prose:
    """The sentence as prose with its full stop, or nothing where it can't stand alone.

    Text without a full stop is a sentence only where it is the first: later it is a heading.
    """
    sentence = _MARK.sub("", _TYPE_MARK.sub("", sentence) if first else sentence)
    sentence = _ENDING_MARK.sub(r"\1", _LEADS_ON.sub(".", sentence)).strip()
    if not first and not sentence.endswith(_STOPS):
        return Prose("")
    if _LEFT_OUT.match(sentence) or _NEEDS_MORE.search(sentence, max(len(sentence) - 60, 0)):
        return Prose("")
    if _UNCLEAN.search(sentence) or not _balanced(sentence):
        return Prose("")
    clean = prose(sentence[:MAX_PROSE]).strip(" ")
    if len(clean) < 3 or not re.search(r"[A-Za-z]{2}", clean):
        return Prose("")
    # A lower-case beginning is left to names: in backticks, or with a capital inside.
    word = clean.partition(" ")[0]
    if word.isalpha() and word.islower():
        clean = Prose(clean[:1].upper() + clean[1:])
    return Prose(clean if clean.endswith(_STOPS) else f"{clean.rstrip(',;')}.")


def _balanced(sentence: str) -> bool:
    """Whether it was not cut in the middle of brackets or of code."""
    return sentence.count("(") == sentence.count(")") and sentence.count("`") % 2 == 0
