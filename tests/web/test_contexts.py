"""A template uses exactly what its context declares, and every field says what it is."""

import dataclasses
import importlib
import typing

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from tests.web.examples import EXAMPLES
from web.contexts.base import Page
from web.render import environment

PAGES = sorted(
    name.removeprefix("pages/").removesuffix(".html")
    for name in environment().list_templates()
    if name.startswith("pages/")
)


def context_of(page: str) -> type[Page]:
    module = importlib.import_module(f"web.contexts.{page}")
    found = getattr(module, "".join(part.capitalize() for part in page.split("_")) + "Page")
    assert isinstance(found, type)
    assert issubclass(found, Page)
    return found


def own_names(tree: nodes.Template) -> set[str]:
    """Names that a template sets, defines or imports itself."""
    assigned = [node.target for node in tree.find_all(nodes.Assign)]
    assigned += [node.target for node in tree.find_all(nodes.AssignBlock)]
    names = {target.name for target in assigned if isinstance(target, nodes.Name)}
    names |= {macro.name for macro in tree.find_all(nodes.Macro)}
    for imported in tree.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in imported.names}
    return names


def used_by(template: str, given: frozenset[str] = frozenset()) -> set[str]:
    """Names that a template, and those it extends or includes, take from the context."""
    made = environment()
    assert made.loader is not None
    tree = made.parse(made.loader.get_source(made, template)[0])
    own = own_names(tree) | given
    used = find_undeclared_variables(tree) - set(made.globals) - own
    others = [node.template for node in tree.find_all(nodes.Extends)]
    others += [node.template for node in tree.find_all(nodes.Include)]
    for other in others:
        assert isinstance(other, nodes.Const)
        used |= used_by(str(other.value), frozenset(own))
    return used


@pytest.mark.parametrize("page", PAGES)
def test_a_template_uses_exactly_what_its_context_declares(page: str) -> None:
    declared = {field.name for field in dataclasses.fields(context_of(page))}
    assert used_by(f"pages/{page}.html") == declared


@pytest.mark.parametrize("page", PAGES)
def test_every_field_says_what_it_is(page: str) -> None:
    module = importlib.import_module(f"web.contexts.{page}")
    shapes = [
        each for each in vars(module).values() if dataclasses.is_dataclass(each) and isinstance(each, type)
    ]
    for shape in shapes:
        hints = typing.get_type_hints(shape, include_extras=True)
        undescribed = [
            field.name
            for field in dataclasses.fields(shape)
            if not getattr(hints[field.name], "__metadata__", None)
        ]
        assert not undescribed, f"{shape.__name__}: {undescribed}"
        assert shape.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_every_page_has_an_example() -> None:
    assert {template for template, _ in EXAMPLES.values()} == set(PAGES)
    for template, context in EXAMPLES.values():
        assert type(context) is context_of(template)
