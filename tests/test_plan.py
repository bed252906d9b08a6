"""Plans: what they say would be done."""

import subprocess
from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskgen.plan import FileChange, Plan, changed, current, diff, summary
from taskgen.problems import TaskgenError


def change(path: str, before: bytes | None, after: bytes) -> FileChange:
    return FileChange(PurePosixPath(path), before, after)


class TestReaders:
    plan = Plan(
        Path("root"),
        (
            change("b.py", b"one\ntwo\n", b"one\n2\nthree\n"),
            change("a.py", None, b"x\n"),
            change("c.py", b"same", b"same"),
            change("d/e.py", b"one\ntwo", b"one"),
        ),
    )

    def test_the_summary_has_a_line_for_each_file_in_order(self):
        assert summary(self.plan) == dedent(
            """\
            create     a.py (1 line)
            extend     b.py (+2 -1)
            unchanged  c.py
            extend     d/e.py (+1 -2)
            """
        )

    def test_the_diff_shows_what_is_new_and_where_a_last_newline_is_missing(self):
        assert diff(self.plan) == dedent(
            """\
            diff --git a/a.py b/a.py
            new file mode 100644
            --- /dev/null
            +++ b/a.py
            @@ -0,0 +1 @@
            +x
            diff --git a/b.py b/b.py
            --- a/b.py
            +++ b/b.py
            @@ -1,2 +1,3 @@
             one
            -two
            +2
            +three
            diff --git a/d/e.py b/d/e.py
            --- a/d/e.py
            +++ b/d/e.py
            @@ -1,2 +1 @@
            -one
            -two
            \\ No newline at end of file
            +one
            \\ No newline at end of file
            """
        )

    def test_bytes_that_are_no_text_are_readable(self):
        assert "+\\xff\n" in diff(Plan(Path(), (change("a", None, b"\xff\n"),)))

    def test_a_new_empty_file_is_in_the_diff(self):
        assert diff(Plan(Path(), (change("a", None, b""),))) == (
            "diff --git a/a b/a\nnew file mode 100644\n"
        )

    def test_changed_tells_whether_anything_would_be_another_file(self):
        assert changed(self.plan)
        assert not changed(Plan(Path(), (change("c.py", b"same", b"same"),)))
        assert changed(Plan(Path(), (change("empty", None, b""),)))

    def test_two_changes_of_one_file_are_a_mistake_of_the_caller(self):
        with pytest.raises(ValueError, match=r"more than one change for a\.py"):
            Plan(Path(), (change("a.py", None, b""), change("a.py", None, b"")))


LINES = st.lists(st.sampled_from([b"a", b"b", b"\r", b"", b"\x0c", "é\u2028".encode()]), max_size=6)


class TestHunks:
    """Changes with three lines around them, together where these would meet."""

    def heads(self, *changed: int) -> list[str]:
        lines = [f"{number}\n" for number in range(1, 101)]
        after = ["x\n" if number in changed else lines[number - 1] for number in range(1, 101)]
        texts = ("".join(some).encode() for some in (lines, after))
        shown = diff(Plan(Path(), (change("a", *texts),)))
        return [line for line in shown.splitlines() if line.startswith("@@")]

    def test_that_are_apart(self):
        assert self.heads(10, 18) == ["@@ -7,7 +7,7 @@", "@@ -15,7 +15,7 @@"]

    def test_that_meet(self):
        assert self.heads(10, 17) == ["@@ -7,14 +7,14 @@"]

    def test_at_the_ends(self):
        assert self.heads(1, 100) == ["@@ -1,4 +1,4 @@", "@@ -97,4 +97,4 @@"]


class TestDiffApplies:
    @given(before=st.none() | LINES, after=LINES)
    def test_git_makes_the_same_files_of_it(self, before, after, tmp_path_factory):
        old = None if before is None else b"\n".join(before)
        plan = Plan(tmp_path_factory.mktemp("git"), (change("a b.py", old, b"\n".join(after)),))
        if old is not None:
            (plan.root / "a b.py").write_bytes(old)
        if not changed(plan):
            assert diff(plan) == ""
            return
        subprocess.run(["git", "apply", "-"], cwd=plan.root, input=diff(plan).encode(), check=True)
        assert (plan.root / "a b.py").read_bytes() == b"\n".join(after)


class TestCurrent:
    def test_content_or_none(self, tmp_path):
        (tmp_path / "a").write_bytes(b"\xff")
        assert current(tmp_path, PurePosixPath("a")) == b"\xff"
        assert current(tmp_path, PurePosixPath("b/c")) is None

    def test_what_is_no_file_is_refused(self, tmp_path):
        (tmp_path / "a").mkdir()
        with pytest.raises(TaskgenError, match="a: There is something here that is not a file"):
            current(tmp_path, PurePosixPath("a"))

    def test_what_the_system_refuses_is_told_with_its_reason(self, tmp_path, monkeypatch):
        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(TaskgenError) as caught:
            current(tmp_path, PurePosixPath("a"))
        assert str(caught.value) == (
            "a: The file can't be read: permission denied.\n  Make it readable."
        )
