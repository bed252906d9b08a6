"""The program that mutates tasks of Python SDKs: tests kill all, and weaker tests do not."""

import logging
from dataclasses import replace

import pytest

pytest.importorskip("prefect")

import sdk_mutation
from mutants import runner


@pytest.fixture(autouse=True)
def process(monkeypatch):
    """The process as it was, after the runner changed it for mutants."""
    import botocore.httpsession

    monkeypatch.setattr(botocore.httpsession.URLLib3Session, "send", None)
    monkeypatch.setattr(logging.getLogger("prefect"), "handlers", [])
    for name in runner.NO_NETWORK:
        monkeypatch.setenv(name, "")
    handlers = list(logging.getLogger().handlers)
    runner.prepare_process()
    yield
    logging.getLogger().handlers[:] = handlers


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_generated_tests_kill_every_mutant():
    (module,) = sdk_mutation.modules(["dropbox"])
    (task,) = module.tasks
    outcome = sdk_mutation.mutate(task, module)
    assert (outcome.failing, outcome.survivors) == ("", [])
    assert outcome.killed > 30


def test_tests_that_fail_as_generated_are_told():
    (module,) = sdk_mutation.modules(["dropbox"])
    (task,) = module.tasks
    wrong = replace(task, kwargs=tuple(replace(kwarg, sample=None) for kwarg in task.kwargs))
    assert "test_values_from_init_are_used" in sdk_mutation.mutate(wrong, module).failing
