"""The OpenAPI document: what FastAPI makes of the routes, with the shape of failures and the way to sign in."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.problems import Problem
from api.security import cookies, csrf


def describe(app: FastAPI) -> None:
    """Have the application describe itself in full."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            components = document.setdefault("components", {})
            schemas = components.setdefault("schemas", {})
            own = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(own.pop("$defs", {}))
            schemas[Problem.__name__] = own
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            components["securitySchemes"] = {
                "session": {"type": "apiKey", "in": "cookie", "name": cookies.SESSION},
                "csrf": {"type": "apiKey", "in": "header", "name": csrf.HEADER},
            }
            document["security"] = [{"session": [], "csrf": []}]
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
