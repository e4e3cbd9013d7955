"""The GOV.UK Frontend macros, from the package that carries them.

Those templates leave out parameters freely, so they live in an environment of their own in which an absent value is
empty; ours stay strict. A macro is called with one dictionary, the parameters of the Design System's documentation.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, select_autoescape

COMPONENTS = {
    "govukBreadcrumbs": "breadcrumbs",
    "govukButton": "button",
    "govukCheckboxes": "checkboxes",
    "govukDetails": "details",
    "govukErrorSummary": "error-summary",
    "govukGenericHeader": "generic-header",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukNotificationBanner": "notification-banner",
    "govukPasswordInput": "password-input",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukServiceNavigation": "service-navigation",
    "govukSkipLink": "skip-link",
    "govukSummaryList": "summary-list",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}
REMEMBERED = ("govukButton", "govukGenericHeader", "govukServiceNavigation", "govukSkipLink")
"""Macros whose parameters are the same on many pages and hold nothing of anybody: what they gave is kept."""
MOST_REMEMBERED = 200


def govuk_macros() -> dict[str, Callable[[dict[str, Any]], str]]:
    """The macros that the pages use, by the names they have in the Design System."""
    package = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        undefined=ChainableUndefined,
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    macros = {
        macro: getattr(
            package.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module, macro
        )
        for macro, folder in COMPONENTS.items()
    }
    return macros | {macro: _remembering(macros[macro]) for macro in REMEMBERED}


def _remembering(macro: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
    known: dict[str, str] = {}

    @wraps(macro)
    def remembered(params: dict[str, Any]) -> str:
        asked = repr(params)
        found = known.get(asked)
        if found is None:
            found = macro(params)
            if len(known) < MOST_REMEMBERED:
                known[asked] = found
        return found

    return remembered
