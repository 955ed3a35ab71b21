"""保管期限: for how many years volumes of each kind are kept, from which day on, and every version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from union_desk.desk.settings.rules import RulesPage, RulesWords

if TYPE_CHECKING:
    from union_desk.casework.retention import RetentionRules
    from union_desk.desk.desk import Desk

_SAID: Final = RulesWords(
    which="规定",
    late="以后结案的卷宗都按新的年限，已装订的封面要重新打印。",
    kept="已保存为新的一版，以前结案的卷宗仍按原来的年限。",
    hint=(
        "卷宗从结案之日起保管，按结案那一天的规定；改年限是另记一版，以前结案的不变。"
        "困难职工档案从撤档之日起保存，在建档程序和时限里规定。"
    ),
)


class RetentionPage(RulesPage):
    def __init__(self, desk: Desk, rules: RetentionRules, parent: QWidget | None = None) -> None:
        super().__init__(desk, rules, _SAID, parent)

    def doubts(self) -> tuple[str, ...]:
        """Name the volumes that would be kept for less time than now."""
        values = self.values()
        shorter = [
            field.label for field in self.pack.fields if values[field.key] < self.pack.value(field.key)
        ]
        return (f"{'、'.join(shorter)}的年限比现在短，请核对依据。",) if shorter else ()
