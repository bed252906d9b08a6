"""Parameters and arguments in parentheses: adding one, taking one out, with comments and layout.

Black lays a row out in one of three ways: on the line of its opening parenthesis, on one line of
its own, or one item a line. What is laid out by hand stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import libcst as cst

INLINE, INNER, ONE_A_LINE, BY_HAND = "inline", "inner", "one a line", "by hand"

_Space = cst.BaseParenthesizableWhitespace
_NONE, _BLANK = cst.SimpleWhitespace(""), cst.SimpleWhitespace(" ")


@dataclass(frozen=True)
class Row:
    """What stands between two parentheses.

    `items` are `Param`, `ParamStar`, `ParamSlash` or `Arg` nodes, `before` is what follows the
    opening parenthesis.
    """

    items: tuple[Any, ...]
    before: _Space
    tail: str
    """The field of the last item for what precedes the closing parenthesis."""

    @property
    def layout(self) -> str:
        """How it is laid out."""
        between = [item.comma.whitespace_after for item in self.items[:-1]]
        if not _breaks(self.before):
            spaces = [*between, _closing(self)]
            return BY_HAND if any(map(_breaks, spaces)) else INLINE
        if not any(map(_breaks, between)):
            if bool(self.items) and _comma(self.items[-1]) is not None:
                return ONE_A_LINE
            return BY_HAND if _said(self.before) or _said(_closing(self)) else INNER
        return ONE_A_LINE if all(map(_breaks, between)) else BY_HAND

    def layouts(self, has_comment: bool) -> Iterator[str]:
        """The layouts to try, from the one it has to the longest."""
        now = self.layout
        # A comma behind the last item asks black for an item a line, as comments do.
        asked = any(_comma(item) for item in self.items[-1:]) or self.has_comments()
        if now == BY_HAND or (now == ONE_A_LINE and asked):
            yield now
            return
        if not has_comment:
            yield INLINE
            yield INNER
        yield ONE_A_LINE

    def has_comments(self) -> bool:
        """Whether there is a comment anywhere in the row."""
        spaces = [self.before, _closing(self), *map(_after, self.items)]
        return any(map(_said, spaces))

    def as_parameters(self) -> cst.Parameters:
        """The parameters; the bare star goes where nothing is left behind it."""
        items = list(self.items)
        found: dict[str, Any] = {"params": [], "kwonly_params": [], "posonly_params": []}
        slash = any(isinstance(item, cst.ParamSlash) for item in items)
        into = "posonly_params" if slash else "params"
        for position, item in enumerate(items):
            if isinstance(item, cst.ParamSlash):
                found["posonly_ind"], into = item, "params"
            elif isinstance(item, cst.ParamStar):
                following = items[position + 1] if position + 1 < len(items) else None
                if following is not None and _star(following) != "**":
                    found["star_arg"], into = item, "kwonly_params"
            elif _star(item) == "*":
                found["star_arg"], into = item, "kwonly_params"
            elif _star(item) == "**":
                found["star_kwarg"] = item
            else:
                found[into].append(item)
        return cst.Parameters(**found)


def parameters(function: cst.FunctionDef) -> Row:
    """The parameters of a function, `self` and the stars among them."""
    params = function.params
    items: list[Any] = [*params.posonly_params]
    if isinstance(params.posonly_ind, cst.ParamSlash):
        items.append(params.posonly_ind)
    items += params.params
    if isinstance(params.star_arg, cst.Param | cst.ParamStar):
        items.append(_starred(params.star_arg, "*"))
    items += params.kwonly_params
    if params.star_kwarg is not None:
        items.append(_starred(params.star_kwarg, "**"))
    return Row(tuple(items), function.whitespace_before_params, "whitespace_after_param")


def _star(item: Any) -> str:
    star = getattr(item, "star", "")
    return star if isinstance(star, str) else ""


def _starred(param: Any, star: str) -> Any:
    return param.with_changes(star=star) if isinstance(param, cst.Param) else param


def arguments(call: cst.Call) -> Row:
    """The arguments of a call."""
    return Row(tuple(call.args), call.whitespace_before_args, "whitespace_after_arg")


def inserted(row: Row, new: Any, position: int, comment: cst.Comment | None = None) -> Row:
    """The row with an item more, and the comment beside it."""
    if not row.items:
        return replace(row, items=(new,))
    one_a_line = row.layout == ONE_A_LINE
    items = list(row.items)
    if position == 0:
        items.insert(0, new.with_changes(comma=cst.Comma(whitespace_after=_between(row))))
        return replace(row, items=tuple(items))
    before = items[position - 1]
    if position < len(items):
        space = _after(before)
        items[position - 1] = _with_space(before, _stays(space, row) if one_a_line else space)
        new = _with_space(new, _goes(space, comment))
    else:
        closing = _closing(row)
        has_comma = _comma(before) is not None
        first = _stays(closing, row) if one_a_line else _between(row)
        items[position - 1] = _with_tail(_with_space(before, first), row.tail, _NONE)
        end = _goes(closing, comment)
        new = _with_space(new, end) if has_comma else _with_tail(new, row.tail, end)
    items.insert(position, new)
    return replace(row, items=tuple(items))


def removed(row: Row, item: Any) -> tuple[Row, cst.Comment | None]:
    """The row without an item, and the comment that stood beside it."""
    items = list(row.items)
    position = next(i for i, other in enumerate(items) if other is item)
    is_last = position == len(items) - 1
    gone = items.pop(position)
    space = _closing(row) if is_last else _after(gone)
    comment = space.first_line.comment if isinstance(space, cst.ParenthesizedWhitespace) else None
    if not items:
        return replace(row, items=()), comment
    if not is_last:
        above = _lines(space)
        if position and above:
            previous = _after(items[position - 1])
            items[position - 1] = _with_space(items[position - 1], _with_lines(previous, above))
        elif above:
            row = replace(row, before=_with_lines(row.before, above))
        return replace(row, items=tuple(items)), comment
    last = items[-1]
    end = _end_of(_after(last), space)
    if _comma(gone) is not None:
        last = _with_space(last, end)
    else:
        last = _with_tail(last.with_changes(comma=cst.MaybeSentinel.DEFAULT), row.tail, end)
    items[-1] = last
    return replace(row, items=tuple(items)), comment


def laid_out(row: Row, layout: str) -> Row:
    """The row in a layout; comments between items stay only where it is one a line already."""
    if layout == row.layout or not row.items:
        return row
    items = [_with_tail(item, row.tail, _NONE) for item in row.items]
    last = items[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    if layout in (INLINE, INNER):
        items = [_with_space(item, _BLANK) for item in items[:-1]]
        if layout == INNER:
            last = _with_tail(last, row.tail, _newline(""))
        before: _Space = _newline("    ") if layout == INNER else _NONE
        return replace(row, items=(*items, last), before=before)
    comments = [_comment(item, row.tail) for item in row.items]
    spaced = [
        _with_space(item, _newline("    ", comment))
        for item, comment in zip(items[:-1], comments, strict=False)
    ]
    if _star(last):
        # A comma behind `**kwargs` is wrong before Python 3.6, and black's business.
        last = _with_tail(last, row.tail, _newline("", comments[-1]))
    else:
        last = _with_space(last, _newline("", comments[-1]))
    return replace(row, items=(*spaced, last), before=_newline("    "))


# Whitespace -------------------------------------------------------------------------------------


def _breaks(space: Any) -> bool:
    return isinstance(space, cst.ParenthesizedWhitespace)


def _said(space: Any) -> bool:
    """Whether there are comments."""
    return _breaks(space) and bool(space.first_line.comment or _lines(space))


def _comma(item: Any) -> cst.Comma | None:
    return item.comma if isinstance(item.comma, cst.Comma) else None


def _after(item: Any) -> _Space:
    """What follows the item's comma."""
    comma = _comma(item)
    return comma.whitespace_after if comma is not None else _BLANK


def _closing(row: Row) -> _Space:
    """What precedes the closing parenthesis."""
    if not row.items:
        return _NONE
    last = row.items[-1]
    comma = _comma(last)
    space: _Space = comma.whitespace_after if comma is not None else getattr(last, row.tail, _NONE)
    return space


def _between(row: Row) -> _Space:
    """What a comma is followed by between two items."""
    if row.layout == ONE_A_LINE and isinstance(row.before, cst.ParenthesizedWhitespace):
        return _plain(row.before)
    return _BLANK


def _plain(space: cst.ParenthesizedWhitespace) -> cst.ParenthesizedWhitespace:
    return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())


def _newline(blanks: str, comment: cst.Comment | None = None) -> cst.ParenthesizedWhitespace:
    two = cst.SimpleWhitespace("  " if comment else "")
    return cst.ParenthesizedWhitespace(
        first_line=cst.TrailingWhitespace(whitespace=two, comment=comment),
        indent=True,
        last_line=cst.SimpleWhitespace(blanks),
    )


def _stays(space: _Space, row: Row) -> _Space:
    """Behind the item above: its comment, and the indentation of items."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    between = _between(row)
    return between.with_changes(first_line=space.first_line) if _breaks(between) else between


def _goes(space: _Space, comment: cst.Comment | None) -> _Space:
    """Behind the new item: the comment, and the lines above what follows."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    two = cst.SimpleWhitespace("  " if comment else "")
    return space.with_changes(first_line=cst.TrailingWhitespace(whitespace=two, comment=comment))


def _end_of(above: _Space, closing: _Space) -> _Space:
    """Before the closing parenthesis, with the comment of the item that is now the last."""
    if not isinstance(closing, cst.ParenthesizedWhitespace):
        return closing
    if not isinstance(above, cst.ParenthesizedWhitespace):
        return _plain(closing)
    lines = [*above.empty_lines, *closing.empty_lines]
    return closing.with_changes(first_line=above.first_line, empty_lines=lines)


def _lines(space: _Space) -> list[cst.EmptyLine]:
    """The comments on lines of their own that follow an item."""
    lines = space.empty_lines if isinstance(space, cst.ParenthesizedWhitespace) else ()
    return [line for line in lines if line.comment]


def _with_lines(space: _Space, lines: Sequence[cst.EmptyLine]) -> _Space:
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    return space.with_changes(empty_lines=[*space.empty_lines, *lines])


def _with_space(item: Any, space: _Space) -> Any:
    comma = _comma(item) or cst.Comma()
    return item.with_changes(comma=comma.with_changes(whitespace_after=space))


def _with_tail(item: Any, tail: str, space: _Space) -> Any:
    return item.with_changes(**{tail: space}) if hasattr(item, tail) else item


def _comment(item: Any, tail: str) -> cst.Comment | None:
    for space in (_after(item), getattr(item, tail, _NONE)):
        if isinstance(space, cst.ParenthesizedWhitespace) and space.first_line.comment:
            return space.first_line.comment
    return None
