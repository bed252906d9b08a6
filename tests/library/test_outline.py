"""Putting tasks into `docs/outline.toml`, which is somebody's file."""

from textwrap import dedent

import pytest
import toml
from hypothesis import given
from hypothesis import strategies as st

from taskgen.library.outline import NEW_OUTLINE, add_classes
from taskgen.problems import TaskgenError
from taskgen.text import prose


def shown(text: str) -> str:
    return dedent(text).lstrip("\n")


def extended(text: str, *names: str, key: str = "aws", module: str = "prefect.tasks.aws") -> str:
    names = names or ("LambdaInvoke",)
    return add_classes(shown(text), "outline.toml", key, "AWS Tasks", module, names)


def refused(text: str) -> str:
    with pytest.raises(TaskgenError) as caught:
        extended(text)
    return str(caught.value)


NEW_PAGE = """\
[pages.tasks.aws]
title = "AWS Tasks"
module = "prefect.tasks.aws"
classes = ["LambdaInvoke"]
"""
PAGE = '[pages.tasks.aws]\nmodule = "prefect.tasks.aws"\n{}\n'

OUTLINE = """\
extension = ".md"

[pages]

[pages.triggers]
title = "Triggers"
module = "prefect.triggers"
functions = ["all_finished",   "manual_only"]  # odd   spacing

[pages.tasks.time]
title = 'Time'
module = "prefect.tasks.time"
classes = [
        "Sleep",
        "Wake"
        ]

[pages.executors]
module = "prefect.executors"
classes = {"Executor" = [], Local=["run"]}

[pages.tasks.aws]
title = "AWS Tasks"
module = "prefect.tasks.aws"
classes = ["S3Get", "LambdaList"]
verified_task = true"""


class TestNewPage:
    @pytest.mark.parametrize(
        ("before", "space"),
        [
            ('extension = ".md"\n', "\n"),
            ('extension = ".md"', "\n\n"),
            ('extension = ".md"\n\n', ""),
            ("", ""),
        ],
    )
    def test_comes_last_after_a_blank_line(self, before, space):
        assert extended(before) == f"{before}{space}{NEW_PAGE}"

    def test_in_a_new_outline(self):
        assert extended(NEW_OUTLINE) == f"{NEW_OUTLINE}\n{NEW_PAGE}"

    def test_many_classes_are_one_a_line(self):
        text = extended("", *[f"LambdaOperationNumber{number}" for number in range(5)])
        assert 'classes = [\n    "LambdaOperationNumber0",\n' in text
        assert text.endswith('    "LambdaOperationNumber4",\n]\n')

    def test_has_the_files_line_ending(self):
        assert extended('x = "y"\r\n') == ('x = "y"\n\n' + NEW_PAGE).replace("\n", "\r\n")

    @given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
    def test_has_any_title(self, title):
        # As models have it: the `toml` that Prefect reads it with refuses a quote alone.
        title = prose(title)
        text = add_classes(NEW_OUTLINE, "x", "aws", title, "m", ["A"])
        assert toml.loads(text)["pages"]["tasks"]["aws"]["title"] == title

    def test_comes_after_a_byte_order_mark_as_without_it(self):
        assert extended("\ufeff" + OUTLINE, "B") == "\ufeff" + extended(OUTLINE, "B")

    def test_has_a_key_in_quotes_where_it_needs_them(self):
        assert '[pages.tasks."a.b"]' in extended("", key="a.b")


class TestPageThatIsThere:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('classes = ["A", "S3Get"]', 'classes = ["A", "LambdaInvoke", "S3Get"]'),
            ('classes = ["S3Get", "A"]', 'classes = ["S3Get", "A", "LambdaInvoke"]'),
            ("classes = ['S3Get']", "classes = ['LambdaInvoke', 'S3Get']"),
            ('classes=["A","B" , ]', 'classes=["A","B","LambdaInvoke" , ]'),
            ("classes = []", 'classes = ["LambdaInvoke"]'),
            ("classes = [ ] # none", 'classes = ["LambdaInvoke" ] # none'),
            (
                'classes = [\n        "A",\n        "B"\n        ]',
                'classes = [\n        "A",\n        "B",\n        "LambdaInvoke"\n        ]',
            ),
            (
                'classes = [\n    "A", \n    "S3Get",\n]',
                'classes = [\n    "A", \n    "LambdaInvoke",\n    "S3Get",\n]',
            ),
            (
                'classes = [\n    "A"  # one\n    # two\n]',
                'classes = [\n    "A",  # one\n    "LambdaInvoke"\n    # two\n]',
            ),
            ('classes = [\n  "S3Get"\n]', 'classes = [\n  "LambdaInvoke",\n  "S3Get"\n]'),
            (
                'classes = ["A",\n           "S3Get"]',
                'classes = ["A", "LambdaInvoke",\n           "S3Get"]',
            ),
            (
                'functions = ["f"]  # no classes',
                'classes = ["LambdaInvoke"]\nfunctions = ["f"]  # no classes',
            ),
        ],
    )
    def test_gets_the_class_in_its_own_layout(self, before, after):
        assert extended(PAGE.format(before)) == PAGE.format(after)
        crlf = PAGE.format(before).replace("\n", "\r\n")
        crlf = add_classes(crlf, "x", "aws", "t", "prefect.tasks.aws", ["LambdaInvoke"])
        assert crlf == PAGE.format(after).replace("\n", "\r\n")

    def test_is_found_by_its_module_under_another_key(self):
        text = '[pages.tasks.amazon]\nmodule = "prefect.tasks.aws"\nclasses = ["A"]\n'
        assert extended(text) == text.replace('"A"', '"A", "LambdaInvoke"')

    def test_of_that_key_comes_before_others_of_the_module(self):
        text = OUTLINE + '\n\n[pages.tasks.aws2]\nmodule = "prefect.tasks.aws"\nclasses = ["A"]\n'
        read = toml.loads(extended(text))["pages"]["tasks"]
        assert read["aws"]["classes"] == ["S3Get", "LambdaList", "LambdaInvoke"]
        assert extended(text, "A") == text

    @pytest.mark.parametrize("names", [["S3Get"], ["S3Get", "LambdaList"]])
    def test_that_has_the_classes_stays_as_it_is(self, names):
        assert extended(OUTLINE, *names) == OUTLINE

    def test_several_classes_and_no_other_byte(self):
        added = extended(OUTLINE, "B", "A", "LambdaList")
        assert added == OUTLINE.replace('"LambdaList"', '"LambdaList", "A", "B"')

    def test_in_the_middle_of_an_array_of_lines(self):
        added = extended(OUTLINE, "Tick", key="time", module="prefect.tasks.time")
        assert added == OUTLINE.replace('"Sleep",\n', '"Sleep",\n        "Tick",\n')


class TestProblems:
    def test_a_file_that_does_not_parse(self):
        assert refused("a = 1\nb = x\n") == shown(
            """
            outline.toml:2:5: The file is not TOML: invalid value.
                b = x
                    ^
              Strings are in quotes: `key = "text"`."""
        )

    def test_toml_that_the_docs_build_can_not_read(self):
        assert refused("y = [1, 'a']\n") == (
            "outline.toml:1:1: Prefect's docs build can't read this: Not a homogeneous array.\n"
            "  Repair the file first."
        )

    def test_a_page_of_another_module(self):
        assert refused('[pages.tasks.aws]\nmodule = "acme.aws"\nclasses = []\n') == shown(
            """
            outline.toml:2:10: The page `aws` documents `acme.aws`, not `prefect.tasks.aws`.
                module = "acme.aws"
                         ^^^^^^^^^^
              Give the package another name in a spec, or add the classes by hand."""
        )

    @pytest.mark.parametrize("classes", ['{"A" = []}', '"A"', "[1]"])
    def test_classes_that_are_no_list_of_names(self, classes):
        text = refused(PAGE.format(f"classes = {classes}"))
        assert text.startswith(
            "outline.toml:3:11: The classes of the page `aws` are not a list of names.\n"
        )
        assert text.endswith(
            "  Add by hand what is missing of:\n"
            "      [pages.tasks.aws]\n"
            '      title = "AWS Tasks"\n'
            '      module = "prefect.tasks.aws"\n'
            '      classes = ["LambdaInvoke"]'
        )

    def test_pages_in_a_form_that_nothing_can_be_added_to(self):
        text = refused("[pages]\ntasks = 1\n")
        assert text.startswith(
            "outline.toml: This outline can't be extended safely.\n"
            "  Add by hand what is missing of:\n"
            "      [pages.tasks.aws]\n"
        )


NAMES = st.lists(st.sampled_from(["A", "B", "LambdaList", "S3Get", "Z", "Sleep"]), min_size=1)


@given(first=NAMES, second=NAMES)
def test_classes_are_there_once_however_they_come(first, second):
    text = extended(extended(OUTLINE, *first), *second)
    read = toml.loads(text)["pages"]["tasks"]["aws"]["classes"]
    assert sorted(read) == sorted({"S3Get", "LambdaList", *first, *second})
    assert extended(text, *first, *second) == text
