"""No text from outside gets into code: whatever the fields of a model hold, it stays a literal."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from taskgen.cli.sources import Source
from taskgen.cli.sources import module_model as module_model_of
from taskgen.contribution import contribution
from taskgen.library.layout import new_layout
from taskgen.model.task import ModuleModel
from taskgen.render.spec import spec_toml
from taskgen.sources.botocore.data import data_folders
from taskgen.sources.botocore.infer import module_model
from taskgen.sources.botocore.service import load_service
from taskgen.sources.spec.read import read_spec
from taskgen.text import identifier
from taskgen.text import is_identifier as is_name
from taskgen.tomlfiles.places import loads
from tests.test_awkward import PAGED, WAITED, models
from tests.trust.canaries import HOSTILE, code_of, poisoned, strings_of, texts

WITH_WISHES = [
    module_model(load_service(spec.service, data_folders()), spec)
    for spec in (PAGED, WAITED, read_spec(Path(__file__).with_name("wishes.toml").read_bytes(), ""))
]
"""Tasks of which a spec says more, so that every kind of field has something in it."""
GENERATED = Path(__file__).parents[2] / "generated"
OF_OTHER_KINDS = [
    module_model_of(Source(spec=GENERATED / "specs" / f"{name}.toml"))
    for name in ("jira", "redis", "postgres", "hvac", "github", "bookshop")
]
"""Tasks that call a Python SDK, or HTTP."""
MODELS = {model.module: model for model in [*models()[::3], *WITH_WISHES, *OF_OTHER_KINDS]}
MEANT = {"base_url", "path", "query", "header", "cookie", "body", "timeout", "secret"}
"""Texts that are taskgen's own: the first parts of the members of HTTP requests."""
WORDS = ("canary", "\uff43\uff41\uff4e\uff41\uff52\uff59", "can\u200bary")


def files(module: ModuleModel, root: Path) -> dict[str, str]:
    """What a contribution of the module would write."""
    plan = contribution(module, new_layout(root))
    return {str(change.path): change.after.decode() for change in plan.changes}


def test_models_have_texts_to_poison():
    assert sum(len(list(texts(model))) for model in MODELS.values()) > 500


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_what_is_generated_has_it_in_literals_alone(name, hostile, tmp_path):
    own = MEANT.union(*(re.findall(r"{(.*?)}", text) for text in texts(MODELS[name])))

    def poison(text: str) -> str:
        # The names in the braces of a path are those of its kwargs, and there are no others.
        kept = text in own or (text.startswith("/") and "{" in hostile)
        return text if kept else hostile + text

    module = poisoned(MODELS[name], poison)
    made = files(module, tmp_path)
    python = {path: text for path, text in made.items() if path.endswith(".py")}
    for path, source in python.items():
        compile(source, path, "exec", dont_inherit=True)
        # A local variable may be called after a member: `canary_placement`.
        tokens = code_of(source)
        assert not [token for token in tokens if token in WORDS]
        assert not [
            token for token in tokens for word in WORDS if word in token and not is_name(token)
        ]
        assert not set("\x1b\x00\r\u202e\u2028\x85") & set(source)
    found = {text for source in python.values() for text in strings_of(source)}
    assert any(hostile in text for text in found)
    loads(made["docs/outline.toml"])
    (changes,) = (text for path, text in made.items() if path.endswith(".yaml"))
    assert list(yaml.safe_load(changes)) == ["task"]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_the_full_spec_reads_back_as_what_was_said(hostile):
    for model in MODELS.values():
        for task in model.tasks if model.sdk == "boto3" else ():
            odd = poisoned(task, lambda text: hostile + text)
            data = loads(spec_toml(replace(model, tasks=(odd,))))
            assert data["tasks"][hostile + task.key]["operation"] == hostile + task.boto.operation


def test_a_name_can_not_be_made_of_it():
    for hostile in HOSTILE:
        with pytest.raises(ValueError, match="ASCII letters"):
            identifier(hostile)
        assert not hostile.isidentifier() or not hostile.isascii()
        assert ast.literal_eval(ascii(hostile)) == hostile
