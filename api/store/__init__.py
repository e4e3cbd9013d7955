"""The audit and accounts store: SQLite by default, PostgreSQL by URL. The only user of SQLAlchemy and Alembic."""

from api.store.database import Store
from api.store.errors import AuditUnavailable, StoreUnavailable

__all__ = ["AuditUnavailable", "Store", "StoreUnavailable"]
