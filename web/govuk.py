"""The GOV.UK Frontend macros, from the package that carries them.

Those templates leave out parameters freely, so they live in an environment of their own in which an absent value is
empty; ours stay strict. A macro is called with one dictionary, the parameters of the Design System's documentation.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, select_autoescape

COMPONENTS = {
    "govukBreadcrumbs": "breadcrumbs",
    "govukButton": "button",
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
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}


def govuk_macros() -> dict[str, Callable[[dict[str, Any]], str]]:
    """The macros that the pages use, by the names they have in the Design System."""
    package = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        undefined=ChainableUndefined,
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {
        macro: getattr(
            package.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module, macro
        )
        for macro, folder in COMPONENTS.items()
    }
