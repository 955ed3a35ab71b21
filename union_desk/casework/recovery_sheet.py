"""恢复密钥单: the paper on which an office keeps the key that opens its store when no password does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from union_desk.core.clock import local_day

FORM: Final = "recovery_key"
TITLE: Final = "恢复密钥单"


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet; it lives as long as the key is shown, and is kept nowhere."""

    key: str
    office: str
    user: str
    made_at: datetime

    def pdf(self) -> bytes:
        """Draw the sheet."""
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used
        from union_desk.paper.render import render_pdf  # noqa: PLC0415

        form = load_form(FORM)
        groups = {f"key_{number}": group for number, group in enumerate(self.key.split("-"), start=1)}
        record = {"office": self.office, "user": self.user, "made_on": local_day(self.made_at)} | groups
        return render_pdf(form, [record], printed_by=self.user, printed_at=self.made_at).pdf
