"""Changelog entries in Prefect's form."""

import re
from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from taskgen.library.changes import add_tasks, change_file, new_change_file
from taskgen.problems import TaskgenError


def shown(text: str) -> str:
    return dedent(text).lstrip("\n")


def added(text: str | None, *names: str, subject: str = "AWS Lambda") -> str:
    return add_tasks(text if text is None else shown(text), "changes/a.yaml", names, subject)


class TestWhichFile:
    NEW = new_change_file(PurePosixPath("changes"), "aws", "lambda_function")

    def found(self, root: Path, **texts: str) -> str:
        (root / "changes").mkdir()
        for name, text in texts.items():
            (root / f"changes/{name}.yaml").write_text(text)
        return str(change_file(root, self.NEW, "AWS Lambda"))

    def test_a_new_one_is_named_for_the_module(self, tmp_path):
        assert self.found(tmp_path) == "changes/aws-lambda_function.yaml"
        assert str(change_file(tmp_path / "nowhere", self.NEW, "x")) == str(self.NEW)

    def test_one_with_a_bullet_for_the_subject_whatever_its_name(self, tmp_path):
        others = {"a": "fix:\n  - x\n", "b": added(None, "A", subject="SQS"), "c": "task: []\n"}
        text = added(None, "A")
        assert self.found(tmp_path, **others, pr7=text, pr8=text) == "changes/pr7.yaml"

    def test_the_one_for_the_module_before_others(self, tmp_path):
        text = added(None, "A")
        found = self.found(tmp_path, **{"a": text, "aws-lambda_function": text})
        assert found == "changes/aws-lambda_function.yaml"

    def test_what_is_not_text_or_no_file_does_not_matter(self, tmp_path):
        (tmp_path / "changes/x.yaml").mkdir(parents=True)
        (tmp_path / "changes/y.yaml").write_bytes(b"\xff")
        assert change_file(tmp_path, self.NEW, "AWS Lambda") == self.NEW


class TestNewFile:
    @pytest.mark.parametrize("text", [None, "", "\n"])
    def test_one_task(self, text):
        assert added(text, "A") == 'task:\n  - "Add `A` task for AWS Lambda"\n'

    def test_several_tasks_in_order(self):
        text = added(None, "C", "A", "B")
        assert text == 'task:\n  - "Add `A`, `B` and `C` tasks for AWS Lambda"\n'

    @given(
        st.lists(st.from_regex(r"[A-Za-z_]\w*", fullmatch=True), min_size=1, unique=True),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
    def test_is_yaml_for_any_names_and_subject(self, names, subject):
        text = add_tasks(None, "x", names, subject)
        (bullet,) = yaml.safe_load(text)["task"]
        assert bullet.endswith(f" for {subject}")
        assert add_tasks(text, "x", names, subject) == text


FILE = """\
# Ours.
task:
  - "Add `A` task for AWS Lambda - [#1](https://example.org/1)"
  - "Fix something"

contributor:
  - "[Somebody](https://example.org)"
"""


class TestFileThatIsThere:
    def test_its_bullet_gets_the_names_that_it_lacks_and_keeps_its_link(self):
        assert added(FILE, "C", "A", "B") == FILE.replace(
            "`A` task for", "`A`, `B` and `C` tasks for"
        )

    def test_with_all_the_names_it_stays_as_it_is(self):
        assert added(FILE, "A") == FILE

    @pytest.mark.parametrize("subject", ["AWS", "AWS Lambda Edge", "SQS"])
    def test_a_bullet_of_another_subject_is_not_touched(self, subject):
        new = f'  - "Fix something"\n  - "Add `B` task for {subject}"\n'
        assert added(FILE, "B", subject=subject) == FILE.replace('  - "Fix something"\n', new)

    def test_a_bullet_in_somebodys_words_is_not_touched(self):
        text = 'task:\n- "Adds `A` at last"\n'
        assert added(text, "A") == f'{text}- "Add `A` task for AWS Lambda"\n'

    def test_a_bullet_of_several_lines_stays_whole(self):
        text = "task:\n  - >\n    Long\n\n    - text\n  # end\nfix:\n  - x\n"
        assert added(text, "A") == text.replace(
            "- text\n", '- text\n  - "Add `A` task for AWS Lambda"\n'
        )

    def test_a_missing_section_comes_last(self):
        assert added('fix:\n  - "x"', "A") == (
            'fix:\n  - "x"\n\ntask:\n  - "Add `A` task for AWS Lambda"\n'
        )

    @pytest.mark.parametrize("text", ["task:\n", "task:", "task: # none\n"])
    def test_an_empty_section_gets_its_first_bullet(self, text):
        bullet = '  - "Add `A` task for AWS Lambda"'
        assert added(text, "A").rstrip("\n") == f"{text.rstrip()}\n{bullet}"

    def test_line_endings_are_kept(self):
        crlf = FILE.replace("\n", "\r\n")
        for subject in ("AWS Lambda", "SQS"):
            text = add_tasks(crlf, "x", ["B"], subject)
            assert text == added(FILE, "B", subject=subject).replace("\n", "\r\n")

    @pytest.mark.parametrize("value", ["[]", "{}", "|", '"x"'])
    def test_a_section_of_another_form_is_told(self, value):
        with pytest.raises(TaskgenError) as caught:
            added(f"fix: x\ntask: {value}\n", "A")
        assert str(caught.value) == dedent(
            f"""\
            changes/a.yaml:2:1: The `task` section is not a list with a line for each change.
                task: {value}
                ^^^^
              Add by hand:
                  task:
                    - "Add `A` task for AWS Lambda\""""
        )

    @given(
        st.lists(st.sampled_from("ABCD"), min_size=1),
        st.lists(st.sampled_from("ABCD"), min_size=1),
    )
    def test_names_are_there_once_however_they_come(self, first, second):
        text = added(added(FILE, *first), *second)
        bullets = yaml.safe_load(text)["task"]
        assert sorted(re.findall("`(.)`", bullets[0])) == sorted({"A", *first, *second})
        assert bullets[1:] == ["Fix something"]
