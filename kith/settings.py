"""Settings of the application, from the environment: what a borough sets, and nothing twice."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from absence.expectations import Expectations
from absence.expectations import load as load_expectations
from api.settings import ApiSettings, OidcSettings
from graph.settings import EMBEDDED, GraphSettings
from ingest.addresses.places import BadPlacesError, Places
from kith.refusals import RefusedError

SERVER_PATIENCE_S = 15.0
"""How long a command waits for a database server that is named by URL; one of our own may take longer to start."""


class Settings(BaseSettings):
    """Each is an environment variable with the prefix ``KITH_``: ``KITH_DATA``, ``KITH_GRAPH_URL`` and so on.

    ``data`` is the folder of everything Kith keeps on this machine; ``graph_url`` is ``embedded`` or a Bolt address;
    ``store_url`` is a SQLAlchemy URL of the audit and accounts store, SQLite in ``data`` unless given; ``account`` is
    whom the command line acts as. ``places`` is the borough's own list of where its postcodes lie (CSV with the columns
    postcode, authority, authority_name, ward, own, deprivation), ``places.csv`` in ``data`` if that is there;
    ``authority`` the GSS codes of the borough itself, parted by commas, where no list marks them. ``population`` is the
    number of children of 0 to 18 who live in the borough, by ``population_source``: every page says what share of them
    the index holds. ``population_file`` holds estimates by ward and age (:mod:`absence.population`) and ``wards`` the
    shapes of wards (:mod:`absence.wards`); ``population.csv`` and ``wards.geojson`` in ``data`` if they are there.
    ``age_identity`` is the file of the age identity that opens encrypted deliveries, in
    ``memory``, a folder that is held in memory.
    """

    model_config = SettingsConfigDict(env_prefix="KITH_", frozen=True, extra="ignore")

    data: Path = Path("var")
    graph_url: str = "embedded"
    graph_user: str = "neo4j"
    graph_password: SecretStr = SecretStr("")
    graph_database: str = "neo4j"
    graph_read_user: str | None = None
    graph_read_password: SecretStr | None = None
    graph_heap_mb: int = 1536
    store_url: str | None = None
    account: str = "operator"
    host: str = "127.0.0.1"
    port: int = 8000
    origin: str | None = None
    hosts: str | None = None
    demo_accounts: bool = False
    places: Path | None = None
    expectations: Path | None = None
    authority: str | None = None
    population: int | None = None
    population_source: str | None = None
    population_file: Path | None = None
    wards: Path | None = None
    age_identity: Path | None = None
    memory: Path = Path("/dev/shm")  # noqa: S108 - held in memory, which is checked before it is used
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = "your organisation's account"

    @cached_property
    def graph(self) -> GraphSettings:
        """Where the graph is."""
        return GraphSettings(
            url=self.graph_url,
            user=self.graph_user,
            password=self.graph_password,
            database=self.graph_database,
            data_dir=self.data,
            read_user=self.graph_read_user,
            read_password=self.graph_read_password,
            embedded_heap_mb=self.graph_heap_mb,
            **({} if self.graph_url == EMBEDDED else {"start_timeout_s": SERVER_PATIENCE_S}),
        )

    @property
    def store_address(self) -> str:
        """The URL of the audit and accounts store."""
        return self.store_url or f"sqlite:///{(self.data / 'accounts.sqlite').absolute()}"

    @cached_property
    def expected(self) -> Expectations | None:
        """The table of who is expected to know which child that a file names; None where none does."""
        return load_expectations(self.expectations) if self.expectations is not None else None

    @property
    def key_file(self) -> Path:
        """The file of the master key, unless ``KITH_KEY`` holds it."""
        return self.data / "master.key"

    @property
    def own_places(self) -> Path | None:
        """The borough's own list of places, where there is one."""
        usual = self.data / "places.csv"
        return self.places or (usual if usual.is_file() else None)

    @property
    def own_population(self) -> Path | None:
        """The population estimates by ward and age, where there are any."""
        usual = self.data / "population.csv"
        return self.population_file or (usual if usual.is_file() else None)

    @property
    def own_wards(self) -> Path | None:
        """The shapes of wards, where there are any."""
        usual = self.data / "wards.geojson"
        return self.wards or (usual if usual.is_file() else None)

    @property
    def loading(self) -> Path:
        """Caches of matching and addresses, and the lock of loads."""
        return self.data / "loading"

    @property
    def api(self) -> ApiSettings:
        """Settings of the web application. Raises RefusedError for an OpenID provider that is only half given."""
        origin = self.origin or f"http://{self.host}:{self.port}"
        hosts = tuple(self.hosts.split(",")) if self.hosts else None
        return ApiSettings(
            host=self.host,
            port=self.port,
            origin=origin,
            demo_accounts=self.demo_accounts,
            population=self.population,
            population_source=self.population_source,
            wards=self.own_wards,
            oidc=self._oidc,
            own_authorities=self.own_authorities,
            **({"hosts": hosts} if hosts else {}),  # type: ignore[arg-type]
        )

    @property
    def own_authorities(self) -> tuple[str, ...]:
        """Codes and names of the authority itself, as feeds write them; none from a list that cannot be read, of which
        a load says more."""
        codes = [code.strip() for code in (self.authority or "").split(",") if code.strip()]
        try:
            return Places(self.own_places, codes).own
        except BadPlacesError:
            return tuple(codes)

    @property
    def _oidc(self) -> OidcSettings | None:
        if self.oidc_issuer is None:
            return None
        if self.oidc_client_id is None or self.oidc_client_secret is None:
            raise RefusedError(
                "KITH_OIDC_ISSUER needs KITH_OIDC_CLIENT_ID and KITH_OIDC_CLIENT_SECRET beside it"
            )
        return OidcSettings(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret,
            name=self.oidc_name,
        )
