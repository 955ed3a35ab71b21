"""A table of what is claimed, item by item, with its sum below: of a dispute, of a case of legal aid."""

from __future__ import annotations

from typing import Any

from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.desk.widgets import GridEdit, MoneyEdit


class ClaimsGrid(GridEdit):
    """The amounts in the column `claimed_fen` are summed as one types."""

    def listen(self) -> None:
        """Sum up from now on; after `set_up`."""
        self.changed.connect(self.show_sum)
        self.removed.connect(lambda _place: self.show_sum())

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.show_sum()

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self.show_sum()

    def show_sum(self) -> None:
        total = 0
        for row in self.rows:
            cell = row.widget("claimed_fen")
            try:
                total += (cell.value() or 0) if isinstance(cell, MoneyEdit) else 0
            except RuleBroken:
                continue
        self.sums.setText(f"请求合计 {format_fen(total)} 元" if total else "")
