"""What the driver's failures become: sentences that say what to do."""

from __future__ import annotations

from neo4j.exceptions import ClientError

from graph.errors import QueryFailed, SignInRefused
from graph.failures import translate


def _failure(code: str) -> ClientError:
    """As the driver makes one from what a server answers."""
    error = ClientError("the server's own words, which may hold values")
    error._neo4j_code = code
    return error


def test_a_password_that_must_be_changed_first_is_a_refused_sign_in_that_says_so() -> None:
    found = translate(_failure("Neo.ClientError.Security.CredentialsExpired"))
    assert isinstance(found, SignInRefused)
    assert "changed" in str(found)
    assert "own words" not in str(found)


def test_another_refusal_keeps_its_code_and_none_of_the_server_s_words() -> None:
    found = translate(_failure("Neo.ClientError.Security.Forbidden"))
    assert isinstance(found, QueryFailed)
    assert "own words" not in str(found)
