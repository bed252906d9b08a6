"""The program that mutates tasks of Python SDKs: tests kill all, and weaker tests do not."""

import logging
from dataclasses import replace

import pytest
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
@pytest.mark.parametrize("name", ["dropbox", "elasticsearch", "redis", "sendgrid", "slack"])
def test_generated_tests_kill_every_mutant(name):
    (module,) = sdk_mutation.modules([name])
    for task in module.tasks:
        outcome = sdk_mutation.mutate(task, module)
        assert (outcome.failing, outcome.survivors) == ("", [])
        assert outcome.killed > 30


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_what_only_a_spec_s_own_code_uses_is_beyond_the_tests():
    (module,) = sdk_mutation.modules(["sendgrid"])
    assert sdk_mutation.mutate(module.tasks[0], module).beyond == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_a_return_of_none_in_the_end_changes_nothing():
    (module,) = sdk_mutation.modules(["redis"])
    get = next(task for task in module.tasks if task.name == "RedisGet")
    assert sdk_mutation.mutate(get, module).equivalent == 1


def test_tests_that_fail_as_generated_are_told():
    (module,) = sdk_mutation.modules(["dropbox"])
    (task,) = module.tasks
    wrong = replace(task, kwargs=tuple(replace(kwarg, sample=None) for kwarg in task.kwargs))
    assert "test_values_from_init_are_used" in sdk_mutation.mutate(wrong, module).failing
