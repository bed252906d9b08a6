"""The program that mutates generated tasks: what it finds, and what it does not let pass."""

import ast
import logging
from pathlib import Path

import botocore.httpsession
import mutation
import pytest
from mutants import equivalence, runner
from mutants.chosen import SHAPED, task_specs
from mutants.operators import OPERATORS, Operator
from mutants.trees import TaskTree, inserted, replaced, statement
from mutants.verify import differences

from taskgen.render.boto.tests import base_source, test_source
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.spec import ModuleSpec, TaskSpec

# Prefect warns of the mutants that clobber what is its own.
pytestmark = pytest.mark.filterwarnings("ignore:.*attribute, which will be overwritten")

PUT_VALUE = TaskSpec("put_secret_value")
BOOKSHOP = Path(__file__).parents[2] / "generated" / "specs" / "bookshop.yaml"
SEND_MESSAGE = SHAPED["sqs"][0]


@pytest.fixture(autouse=True)
def process(monkeypatch):
    """The process as it was, after the runner changed it for mutants."""
    monkeypatch.setattr(botocore.httpsession.URLLib3Session, "send", None)
    monkeypatch.setattr(logging.getLogger("prefect"), "handlers", [])
    for name in runner.NO_NETWORK:
        monkeypatch.setenv(name, "")
    handlers = list(logging.getLogger().handlers)
    runner.prepare_process()
    yield
    logging.getLogger().handlers[:] = handlers


def module(service, spec):
    return module_model(load_service(service, data_folders()), ModuleSpec(service, (spec,)))


def source_of_tests(task):
    return f"{base_source()}\n\n\n{test_source(task)}"


def tree(service, spec):
    made = module(service, spec)
    return TaskTree.of(made.tasks[0], made, runner.PACKAGE)


@pytest.mark.parametrize("spec", [TaskSpec("purge_queue"), SEND_MESSAGE])
def test_generated_tests_kill_every_mutant(spec):
    outcome = mutation.mutate("sqs", spec)
    assert outcome.survivors == []
    assert outcome.problems == []
    assert outcome.killed.total() > 80
    assert set(outcome.equivalent) <= set(equivalence.REASONS)


@pytest.mark.parametrize("name", ["addBook", "removeBook", "sendCover"])
def test_generated_tests_of_requests_kill_every_mutant(name):
    outcome = mutation.mutate_operation(BOOKSHOP, name)
    assert outcome.survivors == []
    assert outcome.problems == []
    assert outcome.killed.total() > 150
    assert set(outcome.equivalent) <= set(equivalence.REASONS)


def test_weak_tests_let_mutants_survive():
    made = module("sqs", TaskSpec("purge_queue"))
    weak = ast.parse(source_of_tests(made.tasks[0]))
    tests = weak.body[0]
    tests.body = [
        node
        for node in tests.body
        if not getattr(node, "name", "").startswith("test_") or "initialization" in node.name
    ]
    drop_check = [OPERATORS["drop-check"]]
    outcome = mutation.mutate("sqs", TaskSpec("purge_queue"), drop_check, ast.unparse(weak))
    (survivor,) = outcome.survivors
    assert survivor.where == "queue_url is None"
    assert "-        if queue_url is None:" in survivor.diff


def test_tests_that_fail_as_generated_are_a_problem():
    made = module("sqs", TaskSpec("purge_queue"))
    wrong = source_of_tests(made.tasks[0]).replace('"QueueUrl"', '"QueueURL"')
    outcome = mutation.mutate("sqs", TaskSpec("purge_queue"), tests=wrong)
    assert outcome.mutants == 0
    assert "tests fail as generated" in outcome.problems[0]


def test_a_reason_that_a_test_contradicts_is_a_problem(monkeypatch):
    monkeypatch.setitem(equivalence.REASONS, equivalence.ORDER_OF_ATTRIBUTES, lambda tree: None)
    monkeypatch.setitem(mutation._OFTEN_EQUIVALENT, "drop-super", equivalence.ORDER_OF_ATTRIBUTES)
    monkeypatch.setattr(equivalence, "_under", lambda law, source: "the same for all")
    outcome = mutation.mutate("sqs", TaskSpec("purge_queue"), [OPERATORS["drop-super"]])
    assert "though attributes that Task does not know" in outcome.problems[0]


def test_an_operator_that_changes_nothing_is_a_problem():
    idle = Operator("idle", "", lambda task: iter(["nowhere"]))
    outcome = mutation.mutate("sqs", TaskSpec("purge_queue"), [idle])
    assert outcome.problems == ["sqs purge_queue: idle changes nothing: nowhere"]


def test_survivors_are_listed_and_the_exit_code_is_1(monkeypatch, capsys):
    def reword(task):
        with inserted(task.run.body, 0, statement("unused = 1")):
            yield "a variable"

    job = ("sqs", TaskSpec("purge_queue"))
    outcome = mutation.mutate(*job, [Operator("add-variable", "", reword)])
    monkeypatch.setattr(mutation, "run_all", lambda jobs, processes: iter([outcome]))
    assert mutation.main(["--service", "sqs", "--operation", "purge_queue"]) == 1
    told = capsys.readouterr().out
    assert "survivor: sqs purge_queue: add-variable: a variable" in told
    assert "+        unused = 1" in told


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)
def test_operators_are_described_and_undo_what_they_do(operator):
    assert operator.description
    task = tree("lambda", SHAPED["lambda"][2])
    before = task.source()
    for where in operator.mutants(task):
        assert task.source() != before, where
    assert task.source() == before


def test_every_operator_finds_a_place_in_the_tasks_with_specs():
    tasks = [tree(service, spec) for service in ("lambda", "s3") for spec in SHAPED[service]]
    idle = [o.name for o in OPERATORS.values() if not any(list(o.mutants(t)) for t in tasks)]
    assert idle == []


def test_default_of_a_listed_parameter_is_equivalent_and_of_another_is_not():
    task = tree("sqs", TaskSpec("purge_queue"))
    original = task.source()
    defaults = task.run.args.defaults
    with replaced(defaults, 0, statement("1").value):
        assert equivalence.reason(original, task.source()) == equivalence.DEFAULT_NEVER_USED
    with replaced(defaults, 1, statement("1").value):
        assert equivalence.reason(original, task.source()) is None


def test_an_attribute_of_task_may_not_be_set_after_super():
    before = """
class T(Task):
    def __init__(self, tags=None, **kwargs):
        self.{0} = tags
        super().__init__(**kwargs)

    def run(self):
        return None
"""
    after = """
class T(Task):
    def __init__(self, tags=None, **kwargs):
        super().__init__(**kwargs)
        self.{0} = tags

    def run(self):
        return None
"""
    own, tasks = "queue_tags", "tags"
    assert equivalence.reason(before.format(own), after.format(own))
    assert equivalence.reason(before.format(tasks), after.format(tasks)) is None


def test_all_operations_pages_and_specs_of_a_service_are_taken():
    specs = task_specs("sqs")
    assert TaskSpec("send_message") in specs
    assert TaskSpec("list_queues", paginate=True) in specs
    assert all(spec in specs for spec in SHAPED["sqs"])
    assert {spec.key for spec in task_specs("sqs", ["purge_queue"])} == {"purge_queue"}


@pytest.mark.slow
def test_verdicts_are_those_of_pytest():
    count, different = differences(module("secretsmanager", PUT_VALUE))
    assert count > 35
    assert different == []
