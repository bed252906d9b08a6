"""Mocks that the program for mutants uses again: each test finds them as they were made."""

from unittest.mock import MagicMock, call

import pytest
from mutants.mocks import Autospecs


class Client:
    def __init__(self, server):
        self.server = server

    def get(self, key):
        return key

    def __getitem__(self, key):
        return key


@pytest.fixture
def autospecs():
    return Autospecs()


def test_a_mock_is_made_once(autospecs):
    first = autospecs(Client)
    autospecs.restore()
    assert autospecs(Client) is first


def test_two_mocks_of_one_test_are_two(autospecs):
    assert autospecs(Client) is not autospecs(Client)


def test_signatures_are_checked_after_it_is_restored(autospecs):
    autospecs(Client)("a server").get("a key")
    autospecs.restore()
    with pytest.raises(TypeError):
        autospecs(Client)("a server").get()


def test_calls_and_answers_are_forgotten(autospecs):
    parent = MagicMock()
    mock = autospecs(Client)
    parent.attach_mock(mock, "Client")
    mock.return_value.get.return_value = "an answer"
    mock.side_effect = ZeroDivisionError
    mock.return_value.get("a key")
    assert parent.mock_calls == [call.Client().get("a key")]
    autospecs.restore()
    autospecs(Client)("a server").get("another key")
    assert mock.mock_calls == [call("a server"), call().get("another key")]
    assert mock("a server").get("a key") != "an answer"
    assert parent.mock_calls == [call.Client().get("a key")]


def test_special_methods_are_forgotten(autospecs):
    mock = autospecs(Client)
    mock.return_value.__getitem__.return_value = "an item"
    assert mock.return_value["a key"] == "an item"
    autospecs.restore()
    assert autospecs(Client).return_value["a key"] != "an item"


def test_a_mock_that_was_put_in_is_taken_out(autospecs):
    client = autospecs(Client).return_value
    own = client.get
    client.get = MagicMock()
    autospecs.restore()
    assert client.get is own
