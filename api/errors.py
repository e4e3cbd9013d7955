"""The errors of the application: one tree, each with its status. None holds personal data or what was typed."""

from __future__ import annotations

from typing import ClassVar


class ApiError(Exception):
    """Base of every answer that is not a success.

    ``kind`` is the last part of the problem type (RFC 9457), ``title`` and ``detail`` are sentences for the reader.
    """

    status: ClassVar[int] = 500
    kind: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong"
    detail: str = "The fault has been recorded. Try again; if it stays, quote the error number to support."

    def __init__(
        self, detail: str | None = None, *, retry_after: int | None = None, uid: str | None = None
    ) -> None:
        super().__init__(self.kind)
        if detail is not None:
            self.detail = detail
        self.retry_after = retry_after
        self.uid = uid


class SignInNeeded(ApiError):
    """Nobody is signed in, or the session is over."""

    status = 401
    kind = "sign-in-needed"
    title = "Sign in"
    detail = "You are not signed in, or your session has ended."


class SignInFailed(ApiError):
    """Wrong name or password, or an account that may not sign in this way; which of them is not said."""

    status = 401
    kind = "sign-in-failed"
    title = "Sign-in failed"
    detail = "The user name or the password is not right, or the account may not sign in here."


class NotPermitted(ApiError):
    """The role does not do this at all. Never used where it would tell whether a record exists."""

    status = 403
    kind = "not-permitted"
    title = "Not part of your role"
    detail = "Your account is not meant for this."


class CsrfFailed(ApiError):
    """The request does not prove that it comes from Kith's own pages."""

    status = 403
    kind = "csrf-failed"
    title = "The form is out of date"
    detail = "Load the page again and repeat what you did."


class OpeningNeeded(ApiError):
    """The person is visible and the account may open them, once it has given a reason."""

    status = 403
    kind = "opening-required"
    title = "Say why you open this record"
    detail = "Give a purpose and a reason first; they are kept for this record for today."

    def __init__(self, uid: str, kind: str) -> None:
        super().__init__(uid=uid)
        self.collection = "children" if kind == "child" else "adults"


class NoInvolvement(ApiError):
    """Own involvement was stated, and no service of the account is involved."""

    status = 403
    kind = "no-involvement"
    title = "No involvement of your service"
    detail = "None of your services is recorded as involved. State a purpose of the hub, or contact the hub."


class NotFound(ApiError):
    """Absent, or not permitted: the same answer for both."""

    status = 404
    kind = "not-found"
    title = "Not found"
    detail = (
        "There is no such record, or you may not see it. No result is not proof that a child is not known. "
        "If you are worried, ring the safeguarding hub."
    )


class MethodNotAllowed(ApiError):
    """The address is known, the method is not."""

    status = 405
    kind = "method-not-allowed"
    title = "Not possible here"
    detail = "This address does not take that method."


class Changed(ApiError):
    """What was decided about is not as it was when it was looked at, or there is nothing to take back."""

    status = 409
    kind = "changed"
    title = "This has changed"
    detail = "Look at it again, and decide then."


class TooLarge(ApiError):
    """The body is longer than any that is meant to be sent."""

    status = 413
    kind = "too-large"
    title = "Too much was sent"
    detail = "The request is larger than this address takes."


class WrongHost(ApiError):
    """The request names a host that is not ours."""

    status = 421
    kind = "wrong-host"
    title = "Wrong address"
    detail = "The application does not answer under this name."


class Invalid(ApiError):
    """What was sent cannot be read. ``fields`` names the fields and what to do, never what was in them."""

    status = 422
    kind = "invalid"
    title = "Check what you entered"
    detail = "Something that was sent cannot be read."

    def __init__(self, fields: list[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self.fields = fields or []


class TooMany(ApiError):
    """A rate limit was passed; ``retry_after`` says when to try again."""

    status = 429
    kind = "too-many"
    title = "Too many requests"
    detail = "Wait a little and try again."


class Flooded(TooMany):
    """Somebody without a session asks without end. Not audited: else anybody could fill the audit."""


class Unavailable(ApiError):
    """A part that is needed does not answer; without an audit nothing is shown."""

    status = 503
    kind = "unavailable"
    title = "Not available at the moment"
    detail = "A part that Kith needs does not answer. Nothing was shown. Try again in a few minutes."


class Moved(ApiError):
    """A retired uid: the record goes on under another one, which the reader may see."""

    status = 308
    kind = "moved"
    title = "This record goes on under another number"
    detail = "Two entries were found to be one person."

    def __init__(self, uid: str) -> None:
        super().__init__(uid=uid)
