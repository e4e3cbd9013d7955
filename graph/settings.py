"""Where the graph is and how to sign in to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

EMBEDDED = "embedded"
BOLT_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def default_data_dir() -> Path:
    """``KITH_DATA``, or ``var`` in the working folder."""
    return Path(os.environ.get("KITH_DATA") or "var")


class GraphSettings(BaseModel):
    """Connection settings of one graph.

    ``url`` is ``embedded`` or a Bolt address. ``user``, ``password`` and ``database`` are for a server
    reached by address; the embedded engine makes its own. ``read_user`` is an account that may only read,
    used for every read where the server has one. Times are in seconds, sizes in MiB.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = EMBEDDED
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str = "neo4j"
    data_dir: Path = Field(default_factory=default_data_dir)
    read_user: str | None = None
    read_password: SecretStr | None = None
    read_timeout_s: float = Field(default=10.0, gt=0)
    start_timeout_s: float = Field(default=60.0, gt=0)
    embedded_heap_mb: int = Field(default=1536, ge=256)

    @field_validator("url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        if url != EMBEDDED and url.partition("://")[0] not in BOLT_SCHEMES:
            raise ValueError(f"url must be '{EMBEDDED}' or start with one of {', '.join(BOLT_SCHEMES)}")
        return url

    @property
    def routed(self) -> bool:
        """Whether the address is one of a cluster, whose members the driver chooses among."""
        return self.url.partition("://")[0].partition("+")[0] == "neo4j"

    @property
    def engine(self) -> Literal["embedded", "neo4j"]:
        """Which of the two engines these settings name."""
        return "embedded" if self.url == EMBEDDED else "neo4j"
