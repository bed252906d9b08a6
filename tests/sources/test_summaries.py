"""What a task says of itself, from the first sentence of its operation's documentation."""

from __future__ import annotations

import pytest

from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.service import load_service
from taskgen.sources.summaries import summaries
from taskgen.text import Prose
from tests.models import infer_task, operations_of, service

DEEDS = {
    "Sends a thing.": "Sends a thing.",
    "Send a thing.": "Sends a thing.",
    "Copy a thing.": "Copies a thing.",
    "Fetch a thing.": "Fetches a thing.",
    "Deploy a thing.": "Deploys a thing.",
    "Asynchronously sends a thing.": "Asynchronously sends a thing.",
    "Partially update a thing.": "Partially updates a thing.",
    "Apply a thing.": "Applies a thing.",
    "Disassociate, or remove, a thing.": "Disassociates, or removes, a thing.",
    "Create or update a thing.": "Creates or updates a thing.",
    "Create, update or delete a thing.": "Creates, updates or deletes a thing.",
    "List and count things.": "Lists and counts things.",
    "Send and things.": "Sends and things.",
    "Create a thing and return it.": "Creates a thing and returns it.",
    "Delete a thing and remove it.": "Deletes a thing and removes it.",
    "Create a thing, then run it.": "Creates a thing, then runs it.",
    "Create a thing and update the list.": "Creates a thing and updates the list.",
    "Create a thing for users who find and update the list.": (
        "Creates a thing for users who find and update the list."
    ),
    "Create a thing and events.": "Creates a thing and events.",
    "Log in.": "Logs in.",
    "Log out of a thing.": "Logs out of a thing.",
    "Bulk-create things.": "Bulk-creates things.",
    "Bulk create things.": "Bulk creates things.",
    "Delete Ticket.": "Deletes ticket.",
    "Create or Update Many Users.": "Creates or updates many users.",
    "List Acme Things by ID of OAuth App.": "Lists Acme things by ID of OAuth app.",
    "Deletes a Lambda Function.": "Deletes a Lambda Function.",
    "List things of Jane.": "Lists things of Jane.",
    "Allow users to find and return things.": "Allows users to find and return things.",
    "Starts, or resumes, a thing.": "Starts, or resumes, a thing.",
    "This operation sends a thing.": "Sends a thing.",
    "The `Send` operation sends a thing.": "Sends a thing.",
    "This API is used to send a thing.": "Sends a thing.",
    "This action lets you send a thing.": "Sends a thing.",
    "You can use the `Send` operation to send a thing.": "Sends a thing.",
    "Use this operation to send a thing.": "Sends a thing.",
}


@pytest.mark.parametrize(("sentence", "deed"), DEEDS.items())
def test_a_deed_is_said_in_the_third_person(sentence: str, deed: str) -> None:
    assert summaries(Prose(sentence), "Send", "Acme") == (
        f"Task that {deed[0].lower()}{deed[1:]}",
        deed,
    )


NO_DEEDS = [
    "",
    "A thing.",
    "This is a thing.",
    "Amazon has a thing.",
    "Operations of a thing.",
    "IDs of things.",
    "Access a thing.",
    "GET a thing.",
    "Send",
    "Sync API: Send a thing.",
    "Permissions are needed.",
    "Requires an admin key.",
    "Bulk orders of things.",
    "Log of things.",
]


@pytest.mark.parametrize("sentence", NO_DEEDS)
def test_without_a_deed_the_operation_is_named(sentence: str) -> None:
    assert summaries(Prose(sentence), "Send", "Acme") == (
        "Task for the `Send` operation of Acme.",
        "Calls the `Send` operation of Acme.",
    )


@pytest.mark.parametrize(
    ("documentation", "description"),
    [
        ("<p>Sends it. It may take long.</p>", ("It may take long.",)),
        ("<p>A thing. It may take long.</p>", ("A thing. It may take long.",)),
        ("<p>Sends it.</p>", ()),
        ("", ()),
    ],
)
def test_the_description_is_what_the_summary_does_not_say(
    documentation: str, description: tuple[str, ...]
) -> None:
    things = service({"SendThing": {"documentation": documentation}})
    assert infer_task(things, "SendThing").description == description


@pytest.mark.parametrize("name", ["iam", "lambda", "s3", "sqs"])
def test_real_tasks_begin_with_one_sentence_in_the_third_person(name: str) -> None:
    things = load_service(name, data_folders())
    for operation in operations_of(things):
        task = infer_task(things, operation.name)
        assert task.summary.startswith(("Task that ", "Task for the ")), task.summary
        assert task.summary.endswith("."), task.summary
        assert task.run_summary[0].isupper(), task.run_summary
