"""How the stores that exchange packages, and the packages that went between them, are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.records import LocalRecord, LoggedRecord


class ExchangeSiteRecord(LoggedRecord):
    """A store of an office that packages are exchanged with; every office knows all of them."""

    __tablename__ = "exchange_site"

    office: Mapped[str | None] = labelled("单位", index=True)
    sign_key: Mapped[str | None] = mapped_column(info={"group": "keys"})
    seal_key: Mapped[str | None] = mapped_column(info={"group": "keys"})
    issued_at: Mapped[datetime | None] = labelled("发放时间")
    issued_by: Mapped[str | None] = labelled("发放人")
    revoked_at: Mapped[datetime | None] = labelled("停用时间", group="revocation")
    revoked_by: Mapped[str | None] = labelled("停用人", group="revocation")
    revoked_why: Mapped[str | None] = labelled("停用原因", group="revocation")


class HandoverRecord(LocalRecord):
    """One package that went out or came in."""

    __tablename__ = "handover"

    at: Mapped[datetime]
    by: Mapped[str]
    kind: Mapped[str]
    outgoing: Mapped[bool]
    number: Mapped[int]
    other_uid: Mapped[str] = mapped_column(index=True)
    other: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    sets: Mapped[int]
    lines: Mapped[int]
    conflicts: Mapped[int]
    spans: Mapped[list[Any]]
    counts: Mapped[list[Any]]
    # The arrivals of what came in, which are taken back together.
    first: Mapped[int | None]
    last: Mapped[int | None]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str | None]
