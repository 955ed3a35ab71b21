"""修改记录: who changed what from what to what, in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """One changed field of one row, as a caseworker reads it."""

    at: datetime
    by: str
    office: str
    act: str  # title of the work: 保存档案
    reason: str
    work_uid: str
    subject: str  # whose field: 王芳（配偶）, 收入（工资性收入）, 档案
    field: str  # Chinese name of the field
    before: str  # labels and amounts as on the screen; "" = empty
    after: str
