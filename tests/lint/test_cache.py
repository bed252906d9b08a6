"""The cache changes how long a run takes, and nothing else."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from taskgen.lint import engine
from taskgen.lint.engine import lint
from taskgen.lint.settings import LintSettings
from tests.lint.support import PRELUDE

BASE = (
    PRELUDE
    + "class Base(Task):\n    def __init__(self, **kwargs):\n        {body}\n        super().__init__(**kwargs)\n"  # noqa: E501
)
LOAD = (
    "from base import Base\nfrom prefect.utilities.tasks import defaults_from_attrs\n\n\n"
    "class Load(Base):\n    @defaults_from_attrs('table')\n"
    "    def run(self, table: str = None):\n        return table\n"
)


@pytest.fixture
def library(tmp_path):
    (tmp_path / "base.py").write_text(BASE.format(body="self.size = 1"))
    (tmp_path / "load.py").write_text(LOAD)
    return tmp_path


def run(folder, **changes):
    settings = replace(LintSettings(base=folder, select=("TG202",)), **changes)
    return [f.argument for f in lint([folder], settings).findings]


@pytest.fixture
def checked(monkeypatch):
    """The names of the files that are really checked."""
    names = []
    original = engine.Runner.check

    def check(self, path):
        names.append(path.name)
        return original(self, path)

    monkeypatch.setattr(engine.Runner, "check", check)
    return names


def cache_file(folder):
    return next((folder / ".taskgen_cache").glob("lint-*.json"))


def test_second_run_checks_nothing_and_finds_the_same(library, checked):
    assert run(library) == ["table"]
    assert checked == ["base.py", "load.py"]
    checked.clear()
    assert run(library) == ["table"]
    assert checked == []


def test_changed_file_is_checked_again(library, checked):
    run(library)
    checked.clear()
    (library / "load.py").write_text(LOAD.replace("table", "schema"))
    assert run(library) == ["schema"]
    assert checked == ["load.py"]


def test_change_in_a_base_reaches_the_files_that_need_it(library, checked):
    run(library)
    checked.clear()
    (library / "base.py").write_text(BASE.format(body="self.table = 1"))
    assert run(library) == []
    assert checked == ["base.py", "load.py"]


def test_file_that_was_looked_for_and_appears(library, checked):
    (library / "base.py").rename(library / "later.txt")
    assert run(library) == []
    (library / "later.txt").rename(library / "base.py")
    assert run(library) == ["table"]


def test_new_subclass_is_seen(library):
    assert run(library) == ["table"]
    (library / "sub.py").write_text(
        "from load import Load\n\n\nclass Sub(Load):\n    def __init__(self, **kwargs):\n"
        "        self.table = 1\n        super().__init__(**kwargs)\n"
    )
    assert run(library) == []


def test_other_settings_have_a_cache_of_their_own(library):
    run(library)
    assert run(library, select=("TG203",)) == []
    assert run(library) == ["table"]


def test_same_size_and_time_but_another_file(library):
    run(library)
    path = library / "load.py"
    state = path.stat()
    other = library / "other"
    other.write_text(LOAD.replace("table", "tabel"))
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.rename(path)
    assert run(library) == ["tabel"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"null",
        b'{"format": 1, "key": "other", "files": {}}',
        b"\xff\xfe",
    ],
)
def test_damaged_cache_is_no_cache(library, content):
    run(library)
    cache_file(library).write_bytes(content)
    assert run(library) == ["table"]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.update(findings="none"),
        lambda entry: entry.update(needs=[]),
        lambda entry: entry.update(needs={}),
        lambda entry: entry["findings"][0].update(line=-1),
        lambda entry: entry["findings"][0].update(line="1"),
        lambda entry: entry["findings"][0].update(message=["x"]),
        lambda entry: entry["findings"][0].update(code="\x1b[31m"),
        lambda entry: entry["findings"][0].update(fix={"edits": 3}),
        lambda entry: entry["findings"].append(None),
    ],
)
def test_entries_are_checked_before_they_are_believed(library, change):
    run(library)
    path = cache_file(library)
    document = json.loads(path.read_text())
    change(document["files"][str(library / "load.py")])
    path.write_text(json.dumps(document))
    assert run(library) == ["table"]


def test_planted_link_is_not_read(library, tmp_path):
    run(library)
    path = cache_file(library)
    real = tmp_path / "elsewhere.json"
    path.rename(real)
    path.symlink_to(real)
    assert run(library) == ["table"]


def test_killed_run_leaves_the_old_cache(library, monkeypatch):
    run(library)
    before = cache_file(library).read_bytes()
    (library / "load.py").write_text(LOAD + "\n")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        run(library)
    assert cache_file(library).read_bytes() == before


def test_folder_that_is_a_link_is_not_written(library, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (library / ".taskgen_cache").symlink_to(elsewhere, target_is_directory=True)
    assert run(library) == ["table"]
    assert list(elsewhere.iterdir()) == []


def test_folder_that_cannot_be_written_is_no_error(library):
    (library / ".taskgen_cache").write_text("a file")
    assert run(library) == ["table"]


def test_fixes_never_come_from_the_cache(library):
    from taskgen.lint.fix import fix

    (library / "load.py").write_text(
        LOAD.replace("def run(self, table: str = None)", "def run(self, table: str)")
    )
    settings = LintSettings(base=library, select=("TG204",))
    lint([library], settings)
    path = cache_file(library)
    document = json.loads(path.read_text())
    entry = document["files"][str(library / "load.py")]
    entry["findings"][0]["fix"]["edits"][0]["text"] = " = evil()"
    path.write_text(json.dumps(document))
    fix([library], settings, unsafe=False, write=True)
    assert "evil" not in (library / "load.py").read_text()
    assert "table: str = None" in (library / "load.py").read_text()
