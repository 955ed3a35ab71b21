"""The base classes of every record, and the rules that a logged record must keep."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any, Final, cast
from uuid import uuid4

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from union_desk.store.dialect import instant_kept

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# What every logged record has besides its own fields; none of these is a field of the log.
FIXED_COLUMNS: Final = frozenset({"uid", "audience", "row_version"})


# Every logged record class by its table, as they are declared.
LOGGED: Final[dict[str, type[LoggedRecord]]] = {}


def new_uid() -> str:
    return uuid4().hex


def new_site() -> str:
    """Make the name of a store file among all offices."""
    return secrets.token_hex(8)


def reference(target: str) -> sa.ForeignKey:
    """Make a foreign key that is judged at commit, so that rows may arrive in any order."""
    return sa.ForeignKey(target, deferrable=True, initially="DEFERRED")


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware instant, kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"an instant must be aware: {value!r}")
        return instant_kept(value.astimezone(UTC), dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(sa.types.TypeDecorator[Any]):
    """A small tree of plain values, replaced as a whole: a change inside it is not seen."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else msgspec.json.encode(value, order="sorted").decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        del dialect
        return None if value is None else msgspec.json.decode(value)


class Record(DeclarativeBase):
    """Base of every table."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: sa.Text(),
        int: sa.BigInteger(),
        date: sa.Date(),
        datetime: Instant(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
    }


class LocalRecord(Record):
    """A row of this store alone: never logged, never exchanged (drafts, settings, window states)."""

    __abstract__ = True

    uid: Mapped[str] = mapped_column(primary_key=True, sort_order=-3)

    def __init__(self, **values: Any) -> None:
        values.setdefault("uid", new_uid())
        super().__init__(**values)


class LoggedRecord(Record):
    """A row of the office's work: every change of it is in the change log, and travels to its audience."""

    __abstract__ = True

    uid: Mapped[str] = mapped_column(primary_key=True, sort_order=-3)
    audience: Mapped[str] = mapped_column(sort_order=-2)
    # Refuses a save over a row that somebody else has changed in between; not a field of the log.
    row_version: Mapped[int] = mapped_column(sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("uid", new_uid())
        super().__init__(**values)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.row_version}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not vars(cls).get("__abstract__", False):
            _check_logged(cls)
            LOGGED[cls.__tablename__] = cls


def _check_logged(cls: type[LoggedRecord]) -> None:
    """Refuse a declaration whose rows could not be merged or whose changes could escape the log."""
    table = cast("sa.Table", cls.__table__)
    for column in table.columns:
        where = f"{table.name}.{column.name}"
        if column.default is not None or column.onupdate is not None or column.server_default is not None:
            raise TypeError(f"{where}: a logged value is given in the constructor, not by a default")
        if column.name not in FIXED_COLUMNS and (not column.nullable or column.unique):
            raise TypeError(f"{where}: logged columns are nullable and not unique, or a merge could fail")
        for key in column.foreign_keys:
            if not (key.deferrable and key.initially == "DEFERRED") or key.ondelete or key.onupdate:
                raise TypeError(f"{where}: make the foreign key by reference()")
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            raise TypeError(f"{table.name}: a merge could fail on a unique constraint")
        if isinstance(constraint, sa.CheckConstraint) and len(constraint.columns) != 1:
            raise TypeError(f"{table.name}: a check over several fields could fail in a merge")
