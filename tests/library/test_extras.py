"""Adding an SDK to the extras in `setup.py`."""

import ast
from textwrap import dedent

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.library.extras import add_extra
from taskgen.problems import TaskgenError


def added(source: str, extra: str = "aws", requirement: str = "boto3 >= 1.9") -> str | None:
    return add_extra(dedent(source).lstrip("\n"), "setup.py", extra, requirement)


PREFECT = """\
from setuptools import setup

extras = {
    "airtable": ["airtable-python-wrapper >= 0.11"],
    "azure": [
        "azure-core >= 1.10.0",
        "azure-storage-blob >= 12.1.0",
    ],
    "test": open("test-requirements.txt").read().split("\\n"),
}
extras["all_extras"] = sum(extras.values(), [])

setup(name="prefect", extras_require=extras)
"""


class TestPlace:
    def test_in_order_in_prefects_own_form(self):
        assert added(PREFECT) == PREFECT.replace(
            '    "azure"', '    "aws": ["boto3 >= 1.9"],\n    "azure"'
        )

    def test_after_an_extra_of_several_lines(self):
        text = added(PREFECT, "jira", "jira >= 2.0")
        assert text == PREFECT.replace('    "test"', '    "jira": ["jira >= 2.0"],\n    "test"')
        assert black.format_str(text, mode=black.Mode()) == text

    def test_at_the_end_where_they_are_not_sorted(self):
        source = 'setup(extras_require={\n    "z": [],\n    "b": []\n})\n'
        assert added(source) == (
            'setup(extras_require={\n    "z": [],\n    "b": [],\n    "aws": ["boto3 >= 1.9"],\n})\n'
        )

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("{}", '{"aws": ["boto3 >= 1.9"]}'),
            ('{"b": ["b"]}', '{"aws": ["boto3 >= 1.9"], "b": ["b"]}'),
            ("{'a': ['b']}", "{'a': ['b'], \"aws\": [\"boto3 >= 1.9\"]}"),
            ('{**more, "x": ["y"]}', '{**more, "x": ["y"], "aws": ["boto3 >= 1.9"]}'),
            ('{"b": [],\n "c": []}', '{"aws": ["boto3 >= 1.9"], "b": [],\n "c": []}'),
            ('{"a": [],\n "c": []}', '{"a": [], "aws": ["boto3 >= 1.9"],\n "c": []}'),
        ],
    )
    def test_in_the_dicts_own_layout(self, before, after):
        form = "import setuptools\n\nsetuptools.setup(extras_require={})  # end\n"
        assert added(form.format(before)) == form.format(after)

    def test_a_line_that_gets_too_long_is_exploded(self):
        source = 'extras = {"a": ["a-package >= 1.0"], "b": ["the-b-package >= 1.0"]}\n'
        text = added(f"{source}setup(extras_require=extras)\n")
        assert text.split("\n")[2] == '    "aws": ["boto3 >= 1.9"],'
        assert black.format_str(text, mode=black.Mode()) == text


class TestAnExtraThatIsThere:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('["azure"]', '["azure", "boto3 >= 1.9"]'),
            ('["azure", "zebra"]', '["azure", "boto3 >= 1.9", "zebra"]'),
            ('["zebra", "azure"]', '["zebra", "azure", "boto3 >= 1.9"]'),
            ('["zebra"]', '["boto3 >= 1.9", "zebra"]'),
            ('["a",\n "b"]', '["a",\n "b", "boto3 >= 1.9"]'),
        ],
    )
    def test_gets_the_requirement(self, before, after):
        form = 'setup(extras_require={{"aws": {}, "x": []}})\n'
        assert added(form.format(before)) == form.format(after)

    def test_gets_it_on_a_line_of_its_own_in_prefects_form(self):
        text = added(PREFECT, "azure", "azure-cosmos >= 3.1")
        assert text == PREFECT.replace(
            '        "azure-storage', '        "azure-cosmos >= 3.1",\n        "azure-storage'
        )

    def test_is_exploded_where_its_line_gets_too_long(self):
        text = added(PREFECT, "airtable", "another-airtable-client-of-somebody >= 2.0")
        assert black.format_str(text, mode=black.Mode()) == text
        assert '        "another-airtable-client-of-somebody >= 2.0",\n' in text

    @pytest.mark.parametrize("extra", ["[]", "azure", '["a"] + more', "[azure]"])
    def test_is_left_alone_where_it_is_no_list_of_requirements(self, extra):
        assert added(f'setup(extras_require={{"aws": {extra}}})\n') is None


class TestNothingToAdd:
    @pytest.mark.parametrize(
        "extras",
        [
            '{"cloud": ["boto3>=1.2"]}',
            '{"cloud": ["Boto3[crt] >= 1.2"]}',
            '{"cloud": base + ["boto3"]}',
        ],
    )
    def test_where_the_extra_or_the_project_is_there(self, extras):
        assert added(f"setup(extras_require={extras})\n") is None

    @pytest.mark.parametrize(
        "source", ["setup(name='x')\n", "setup(extras_require=read())\n", "extras = {}\n", ""]
    )
    def test_where_there_is_no_dict_of_extras(self, source):
        assert added(source) is None

    def test_another_project_with_a_similar_name_is_not_the_one(self):
        assert added('setup(extras_require={"x": ["boto3-stubs"]})\n') is not None


def test_a_file_that_does_not_parse():
    with pytest.raises(TaskgenError, match=r"setup\.py:1:6: The file is not Python"):
        added("setup(\n")


def test_a_dict_that_an_edit_would_break():
    with pytest.raises(TaskgenError) as caught:
        added('setup(\n    extras_require={"a":\n        (["b"])}\n)\n')
    assert str(caught.value) == (
        "setup.py:2: The extras can't be extended safely.\n"
        '  Add by hand:\n      "aws": ["boto3 >= 1.9"],'
    )


@given(st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), unique=True), st.booleans())
def test_all_else_is_the_same(names, lines):
    inner = "".join(f'{chr(10) if lines else ""}"{name}": ["x-{name}"],' for name in names)
    source = f"extras = {{{inner}{chr(10) if lines else ''}}}\nsetup(extras_require=extras)\n"
    text = added(source, "lambda", "boto3")
    extras = ast.literal_eval(ast.parse(text).body[0].value)
    assert extras.pop("lambda") == ["boto3"]
    assert list(extras) == names
