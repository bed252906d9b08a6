"""A short run of `benchmarks/fuzz.py`: mutated files are read or refused, and nothing else."""

import copy
from collections import Counter

import fuzz
import pytest


@pytest.fixture(scope="module")
def corpus() -> fuzz.Corpus:
    return fuzz.Corpus(None)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("name", fuzz.SUBJECTS)
def test_subject(corpus, name):
    ends: Counter[str] = Counter()
    for seed in range(40 if name in ("lint", "models", "openapi") else 150):
        end, fault = fuzz.attempt(fuzz.SUBJECTS[name], corpus, seed)
        assert not fault, f"seed {seed}: {fault}"
        ends[end] += 1
    assert ends["done"] > 4


def test_edits_of_real_files_leave_all_else_the_same(corpus, capsys):
    few = copy.copy(corpus)
    few.packages = dict(list(corpus.packages.items())[::6])
    assert list(fuzz.round_trips(few)) == []


class TestTheProgramItself:
    """What finds nothing has to be able to."""

    def test_an_exception_is_a_fault(self, corpus):
        end, fault = fuzz.attempt(lambda corpus, rng: {}["key"], corpus, 1)
        assert end == "fault"
        assert "KeyError: 'key'" in fault

    def test_no_answer_is_a_fault(self, corpus, monkeypatch):
        monkeypatch.setattr(fuzz, "SECONDS", 1)

        def hang(corpus, rng):
            while True:
                pass

        end, fault = fuzz.attempt(hang, corpus, 1)
        assert end == "fault"
        assert "TookTooLong" in fault

    def test_a_message_that_a_terminal_would_obey_is_a_fault(self, corpus):
        def refuse(corpus, rng):
            raise fuzz.TaskgenError(fuzz.Problem("\x1b[2J"))

        assert fuzz.attempt(refuse, corpus, 1)[0] == "fault"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('a = 1\n__all__ = ["A"]\n', '__all__ = ["A", "Added", "Zed"]\n'),
            ('__all__ = ["A"]\n', '__all__ = ["Added", "Zed"]\n'),
            ('__all__ = ["A"]\r\n', '__all__ = ["A", "Added", "Zed"]\n'),
        ],
        ids=["a line is gone", "a name is gone", "line endings"],
    )
    def test_a_wrong_export_is_a_fault(self, before, after):
        imported = "from x.added import Added, Zed\n"
        assert list(fuzz._export_faults(before, imported + after + "\r\n", "x"))

    def test_a_wrong_page_is_a_fault(self):
        before = '[pages.tasks.a]\nclasses = ["A"]\n[pages.tasks.b]\nclasses = ["B"]\n'
        after = before.replace('"B"', '"C"').replace('"A"', '"A", "Added", "Zed"')
        assert list(fuzz._outline_faults(before, after, "a"))
