"""JSON and YAML documents: what they say, and the limits of what is read."""

import os

import pytest

from taskgen import documents
from taskgen.documents import load_json, load_yaml, read_file
from taskgen.problems import TaskgenError

LOADERS = {"json": load_json, "yaml": load_yaml}


def refused(kind: str, content: bytes) -> str:
    with pytest.raises(TaskgenError) as caught:
        LOADERS[kind](content, f"api.{kind}")
    assert len(str(caught.value)) < 400
    return str(caught.value)


class TestData:
    @pytest.mark.parametrize("kind", LOADERS)
    def test_json_is_read_as_either(self, kind):
        text = b'\xef\xbb\xbf{"a": [1, -2.5, 1e3, true, null, "\\u00e9"], "b": {}}'
        assert LOADERS[kind](text, "") == {"a": [1, -2.5, 1000.0, True, None, "é"], "b": {}}

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("no", "no"),
            ("on", "on"),
            ("2024-01-02", "2024-01-02"),
            ("12:30:45", "12:30:45"),
            ("1_000", "1_000"),
            ("0x1F", 31),
            ("010", 10),
            ("~", None),
            ("", None),
            ("1.", 1.0),
            ("1e3", 1000.0),
            ("nullable", "nullable"),
        ],
    )
    def test_a_plain_word_of_yaml_is_what_yaml_1_2_says(self, text, value):
        assert load_yaml(f"a: {text}".encode(), "") == {"a": value}

    def test_keys_are_strings_as_in_json(self):
        text = b"200: ok\ntrue: b\nnull: c\n1.5: d\n"
        assert load_yaml(text, "") == {"200": "ok", "true": "b", "null": "c", "1.5": "d"}

    def test_aliases_and_merges_are_followed(self):
        text = b"a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n"
        assert load_yaml(text, "") == {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1, "e": 2}}


class TestWhatIsNone:
    def test_json(self):
        assert refused("json", b'{\n  "a": }') == (
            "api.json:2:8: The file is not JSON: Expecting value.\n"
            "  Check what stands before this place too: a quote, a comma or a bracket."
        )

    def test_yaml(self):
        assert refused("yaml", b"a: b\n c: [\n") == (
            "api.yaml:2:3: The file is not YAML: mapping values are not allowed in this context.\n"
            "  Check the indentation and the quotes, here and in the lines before."
        )

    @pytest.mark.parametrize("kind", LOADERS)
    def test_bytes_that_are_no_text(self, kind):
        assert refused(kind, b'{\n"a": "\xff"}') == (
            f"api.{kind}:2: The file is not UTF-8: it has the byte 0xff.\n  Save it as UTF-8."
        )

    def test_characters_that_yaml_forbids(self):
        assert refused("yaml", b'a: "\x00"') == (
            "api.yaml: The file is not YAML: unacceptable character #x0000: "
            "control characters are not allowed.\n"
            "  Take out characters that do not print."
        )

    @pytest.mark.parametrize(
        "tag",
        ["!!python/object/apply:os.system [id]", "!!python/name:os.system ''", "!x y", "!!set {a}"],
    )
    def test_tags_that_would_make_objects(self, tag):
        # CVE-2017-18342, CVE-2020-14343: YAML tags that call what they name.
        text = refused("yaml", f"a: {tag}".encode())
        assert text.startswith("api.yaml:1:4: The file is not YAML: could not determine a constr")

    def test_keys_that_are_no_scalars(self):
        assert refused("yaml", b"? [a]\n: b\n") == (
            "api.yaml:1:3: The file is not YAML: found unhashable key.\n"
            "  Check the indentation and the quotes, here and in the lines before."
        )

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b'{"a": NaN}', "The file has `NaN`, which is no number of JSON."),
            (b'{"a": -Infinity}', "The file has `-Infinity`, which is no number of JSON."),
            (b'{"a": 1e999}', "The file has the number `1e999`, which is too large."),
            (b'{"a": ' + b"9" * 5000 + b"}", "The file has a number of more than 1,000 characters"),
        ],
        ids=["nan", "infinity", "float", "integer"],
    )
    def test_numbers_that_are_none(self, content, message):
        assert message in refused("json", content)

    def test_halves_of_characters(self):
        assert refused("json", b'{"a": ["\\ud800"]}') == (
            "api.json: The file has the half of a character, "
            "an escape from `\\ud800` to `\\udfff`.\n  Take it out."
        )

    def test_halves_of_characters_in_yaml(self):
        # Some versions of libyaml refuse it by themselves, in other words.
        assert "character" in refused("yaml", b'{"a": ["\\ud800"]}')

    def test_both_halves_are_one(self):
        assert load_json(b'"\\ud83d\\ude00"', "") == "\U0001f600"

    @pytest.mark.parametrize("number", [b"9" * 5000, b"0x" + b"f" * 5000, b"1e999"])
    def test_numbers_of_yaml_that_are_too_large(self, number):
        assert "The file has" in refused("yaml", b"a: " + number)


class TestLimits:
    @pytest.mark.parametrize("kind", LOADERS)
    @pytest.mark.parametrize("levels", [101, 100_000], ids=["one too deep", "very deep"])
    def test_depth(self, kind, levels):
        text = refused(kind, b"[" * levels + b"]" * levels)
        assert "More than 100 objects and arrays are in each other here." in text

    def test_depth_of_blocks(self):
        assert "More than 100 objects and arrays" in refused("yaml", b"- " * 50_000 + b"a")

    def test_depth_by_aliases(self):
        lines = ["a0: &a0 [1]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 200))]
        assert "More than 100 objects and arrays" in refused("yaml", "\n".join(lines).encode())

    @pytest.mark.parametrize("merged", [False, True], ids=["lists", "merges"])
    def test_aliases_that_grow_without_end(self, merged):
        # The "billion laughs" of CVE-2003-1564, in YAML.
        template = "a{}: &a{} {{<<: [{}], x: 1}}" if merged else "a{}: &a{} [{}]"
        lines = ["a0: &a0 {x: 1}"]
        for number in range(1, 30):
            lines.append(template.format(number, number, ", ".join([f"*a{number - 1}"] * 9)))
        assert refused("yaml", "\n".join(lines).encode()) == (
            "api.yaml: The document has more than 5,000,000 values, aliases written out.\n"
            "  Take out what the tasks do not need."
        )

    def test_an_alias_in_itself(self):
        assert refused("yaml", b"a: &x\n  b: *x\n") == (
            "api.yaml: The document has an alias inside of what it stands for.\n"
            "  Write out what is meant."
        )

    @pytest.mark.parametrize("kind", LOADERS)
    def test_values(self, kind, monkeypatch):
        monkeypatch.setattr(documents, "MAX_NODES", 1_000)
        assert "more than 1,000 values" in refused(kind, b"[" + b"1," * 1_001 + b"1]")

    @pytest.mark.parametrize("kind", LOADERS)
    def test_bytes(self, kind, monkeypatch):
        monkeypatch.setattr(documents, "MAX_BYTES", 100)
        assert refused(kind, b" " * 101) == (
            f"api.{kind}: The file has more than 100 bytes, which is the most that is read.\n"
            "  Take out what the tasks do not need."
        )


class TestFile:
    def test_is_read_to_its_limit(self, tmp_path):
        path = tmp_path / "api.json"
        path.write_bytes(b"12345")
        assert read_file(path, 5) == b"12345"
        with pytest.raises(TaskgenError, match="more than 4 bytes"):
            read_file(path, 4)

    def test_that_is_not_there(self, tmp_path):
        with pytest.raises(TaskgenError) as caught:
            read_file(tmp_path / "api.json")
        assert str(caught.value) == (
            f"{tmp_path}/api.json: The file can't be read: no such file or directory.\n"
            "  Give the path of a file that you may read."
        )

    def test_that_is_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(TaskgenError, match=r"pipe: This is not a file\.\n  Give the path of"):
            read_file(tmp_path / "pipe")
