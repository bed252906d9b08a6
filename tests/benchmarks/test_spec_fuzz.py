"""Specs made at random are refused, or their tests pass."""

from __future__ import annotations

import pytest

pytest.importorskip("prefect")

import spec_fuzz


@pytest.fixture(scope="module", autouse=True)
def _sdk():
    spec_fuzz.install()


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_the_tests_of_a_spec_that_is_accepted_pass(first):
    verdicts = [spec_fuzz.verdict(seed) for seed in range(first, first + 20)]
    assert {word for word, _ in verdicts} == {"fine", "refused"}, [
        told for word, told in verdicts if word not in ("fine", "refused")
    ]


def test_what_breaks_the_law_is_shown(monkeypatch, capsys):
    monkeypatch.setattr(spec_fuzz, "verdict", lambda seed: ("broken", f"the spec of {seed}"))
    assert spec_fuzz.main(["--seconds", "0.01", "--seed", "7"]) == 1
    assert "seed 7 is broken:\nthe spec of 7\n" in capsys.readouterr().out


def test_refusals_are_counted_and_shown_if_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(spec_fuzz, "verdict", lambda seed: ("refused", f"why {seed}"))
    assert spec_fuzz.main(["--seconds", "0.01", "--refusals"]) == 0
    told = capsys.readouterr().out
    assert "seed 0 is refused:\nwhy 0\n" in told
    assert told.rstrip().endswith(" refused")
