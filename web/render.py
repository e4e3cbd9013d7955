"""A context and its template make a page."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from web import (
    absence,
    drawing,
    ecomap,
    filters,
    genogram,
    grouping,
    lanes,
    network_svg,
    path_svg,
    waterfall,
    words,
)
from web.contexts.base import Page
from web.files import NetworkFile
from web.govuk import govuk_macros

SUFFIX = "pages/{}.html"


@cache
def environment() -> Environment:
    """The one template environment: what is not given is an error, and everything is escaped."""
    made = Environment(
        loader=PackageLoader("web", "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(govuk_macros())
    for module in (
        absence,
        drawing,
        ecomap,
        filters,
        genogram,
        grouping,
        lanes,
        network_svg,
        path_svg,
        waterfall,
        words,
    ):
        made.filters.update({name: getattr(module, name) for name in module.FILTERS})
    return made


def render_file(template: str, context: NetworkFile) -> str:
    """The file NAME (``templates/files/NAME.html``), which stands apart from the pages and fetches nothing."""
    given = {name: getattr(context, name) for name in context.__dataclass_fields__}
    return environment().get_template(f"files/{template}.html").render(given)


def render(template: str, context: Page) -> str:
    """The page NAME (``"child"`` for ``templates/pages/child.html``) as HTML.

    Raises `jinja2.UndefinedError` where the template uses what the context does not declare.
    """
    # The fields themselves, not dataclasses.asdict, which would copy every view into dictionaries.
    given = {name: getattr(context, name) for name in context.__dataclass_fields__}
    return environment().get_template(SUFFIX.format(template)).render(given)
