"""Sign-in."""

from dataclasses import dataclass, field
from typing import Annotated

from web.contexts.base import FormError, Page


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration, usable only on this machine."""

    username: Annotated[str, "What to type."]
    description: Annotated[str, "Role and agency in words."]


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The form of ``POST /sign-in``: fields ``username`` and ``password``."""

    username: Annotated[str, "What was typed before; empty at first."] = ""
    errors: Annotated[list[FormError], "What to put right; never says whether the account exists."] = field(
        default_factory=list
    )
    message: Annotated[str | None, "What has happened, such as 'You are signed out.'"] = None
    passwords: Annotated[bool, "Whether accounts with passwords may sign in here (the demonstration)."] = True
    demo_accounts: Annotated[list[DemoAccount], "Accounts of the demonstration; empty elsewhere."] = field(
        default_factory=list
    )
    provider: Annotated[str | None, "Name of the organisation's sign-in; None where there is none."] = None
    provider_url: Annotated[str, "Where signing in by the organisation begins."] = "/sign-in/organisation"
