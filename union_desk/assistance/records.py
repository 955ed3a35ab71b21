"""How a grant is stored: 帮扶记录 of a person or a household, with or without a file."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.records import LoggedRecord


class GrantRecord(LoggedRecord):
    """One help that was given, money or goods; it is corrected by a reversal, never edited."""

    __tablename__ = "aid_grant"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()  # hardship_file, person, employer
    subject_uid: Mapped[str | None] = mapped_column()
    person_uid: Mapped[str | None] = labelled("受助人", to="person.uid", index=True, shown="person")
    on: Mapped[date | None] = labelled("帮扶日期", index=True)
    kind: Mapped[str | None] = labelled("帮扶项目", terms="aid_kind")
    form: Mapped[str | None] = labelled("帮扶形式", terms="aid_form")
    amount_fen: Mapped[int | None] = labelled("金额")
    goods: Mapped[str | None] = labelled("物品")
    quantity: Mapped[int | None] = labelled("数量")
    source: Mapped[str | None] = labelled("资金来源", terms="funding_source")
    handler: Mapped[str | None] = labelled("经办人")
    remark: Mapped[str | None] = labelled("说明")
    recorded_by: Mapped[str | None] = labelled("登记人")
    recorded_at: Mapped[datetime | None] = mapped_column()
    reverses_uid: Mapped[str | None] = labelled("冲正", to="aid_grant.uid", index=True)
