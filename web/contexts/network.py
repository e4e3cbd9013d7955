"""The network of a child."""

from dataclasses import dataclass, field
from typing import Annotated

from model.behind import StatementBehind
from model.narrowing import EVERYTHING, AgencyName, Narrowing
from model.views import Network
from web.contexts.base import DatedPage


@dataclass(frozen=True, kw_only=True)
class NetworkPage(DatedPage):
    """The drawn network and tables that say the same. ``GET /children/{uid}/network?depth=&as_at=&as_known_at=``."""

    uid: Annotated[str, "The child's uid."]
    name: Annotated[str, "The child's name."]
    network: Annotated[Network, "The neighbourhood to draw."]
    narrowing: Annotated[Narrowing, "Which links were followed."] = field(default=EVERYTHING)
    agencies: Annotated[list[AgencyName], "Agencies among whom the reader may choose."] = field(
        default_factory=list
    )
    behind: Annotated[list[StatementBehind], "The statements behind the view, for those who check them."] = (
        field(default_factory=list)
    )
    max_depth: Annotated[int, "The greatest depth that may be asked for, at least 1."] = 3
    may_export: Annotated[bool, "Whether this reader may take the table away as CSV."] = True
