"""What is unset is left out inside of loops, too, and calls of the SDK keep their order."""

from __future__ import annotations

from taskgen.render.sdk import task_class
from taskgen.sources.sdk.infer import module_model
from taskgen.sources.spec.read import read_spec

HEAD = """\
sdk = "sendgrid"
imports = ["from sendgrid import Client, To, Mail"]
[tasks.send]
client = "Client()"
kwargs.names = { type = "List[str]", required = true, doc = "The names." }
kwargs.title = { doc = "The title." }
kwargs.prefix = { doc = "The prefix." }
"""


def run_of(call: str) -> str:
    """The statements of `run` from the client on."""
    module = module_model(read_spec(f'{HEAD}call = """{call}"""\n'.encode(), "sendgrid.toml"))
    _, source = task_class(module.tasks[0], module, "tasks")
    lines = source.partition("client = Client()\n")[2].splitlines()
    return "\n".join(line.removeprefix("        ") for line in lines)


def test_a_member_that_is_the_same_for_all_items_is_collected_before_the_loop():
    assert run_of("send([{'n': name, 'title': title, 'p': prefix or 'x'} for name in names])") == (
        'item: dict = {"title": title}\n'
        "item = {k: v for k, v in item.items() if v is not None}\n"
        'return client.send([{"n": name, "p": prefix or "x", **item} for name in names])'
    )


def test_an_argument_that_is_another_for_each_item_is_left_out_in_the_loop():
    assert run_of("send([To(name, title=f'{prefix}{name}', x=title) for name in names])") == (
        'to_arguments: dict = {"x": title}\n'
        "to_arguments = {k: v for k, v in to_arguments.items() if v is not None}\n"
        "return client.send(\n"
        "    [\n"
        "        To(\n"
        "            name,\n"
        "            **to_arguments,\n"
        '            **({"title": f"{prefix}{name}"} if prefix is not None else {}),\n'
        "        )\n"
        "        for name in names\n"
        "    ]\n"
        ")"
    )


def test_what_is_called_first_has_a_local_where_a_later_call_is_made_before_the_statement():
    run = run_of("send(Mail(names), to=[To(title, name=n) for n in names], of=Mail(prefix))")
    assert run.startswith("mail = Mail(names)\n")
    assert 'arguments["of"] = Mail(prefix)' in run
    assert "client.send(mail, to=to, **arguments)" in run
