"""The schema as a document, from the declarations of the model."""

from __future__ import annotations

from neomodel import RelationshipTo, StructuredNode, StructuredRel

from model import edges, nodes

MADE = "<!-- Made by `python -m kith.docs` from the declarations. Do not edit. -->"


def _declared(module: object, base: type) -> list[type]:
    found = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, base) and each is not base
    ]
    return [each for each in found if each.__module__ == module.__name__]  # type: ignore[attr-defined]


def _parent(cls: type, module: object) -> str | None:
    """The declared class that a class builds on, where there is one."""
    return next((base.__name__ for base in cls.__mro__[1:] if base.__module__ == module.__name__), None)  # type: ignore[attr-defined]


def _first_line(cls: type) -> str:
    return " ".join((cls.__doc__ or "").strip().split("\n\n")[0].split())


def _kind(prop: object) -> str:
    return type(prop).__name__.removesuffix("Property").lower()


def _properties(cls: type) -> list[str]:
    inherited = {name for base in cls.__mro__[1:] for name in vars(base)}
    lines = []
    for name, prop in cls.defined_properties(aliases=False, rels=False).items():  # type: ignore[attr-defined]
        if name in vars(cls) or name not in inherited:
            flags = ", ".join(
                word for word, on in (("unique", prop.unique_index), ("indexed", prop.index)) if on
            )
            lines.append(
                f"| `{prop.db_property or name}` | {_kind(prop)} | {flags} | {getattr(prop, 'help_text', None) or ''} |"
            )
    return lines


def _own_relations(cls: type) -> list[str]:
    return [
        f"`{definition.definition['relation_type']}` → {definition._raw_class}"
        for definition in vars(cls).values()
        if isinstance(definition, RelationshipTo)
    ]


def graph_markdown() -> str:
    """The schema as Markdown."""
    lines = [MADE, "", "# The graph", "", (nodes.__doc__ or "").strip(), "", "## Nodes", ""]
    for cls in _declared(nodes, StructuredNode):
        parent = _parent(cls, nodes)
        lines += [f"### {cls.__name__}" + (f" (is a {parent})" if parent else ""), "", _first_line(cls), ""]
        if relations := _own_relations(cls):
            lines += ["Edges: " + ", ".join(relations) + ".", ""]
        if properties := _properties(cls):
            lines += ["| property | type | | |", "|---|---|---|---|", *properties, ""]
    lines += ["## Edges", "", (edges.__doc__ or "").strip(), ""]
    for cls in _declared(edges, StructuredRel):
        parent = _parent(cls, edges)
        lines += [f"### {cls.__name__}" + (f" (is {parent})" if parent else ""), "", _first_line(cls), ""]
        if properties := _properties(cls):
            lines += ["| property | type | | |", "|---|---|---|---|", *properties, ""]
    return "\n".join(lines).rstrip() + "\n"
