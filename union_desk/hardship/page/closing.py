"""Sections ⑤ 开户与材料 and ⑥ 解困与备注: account, papers, relief, plan and the last line of the paper."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from union_desk.desk.forms.ui_hardship_papers import Ui_HardshipPapers
from union_desk.desk.forms.ui_hardship_relief import Ui_HardshipRelief
from union_desk.desk.widgets import DayEdit, GridColumn, NumberEdit, TermBox, TextEdit
from union_desk.hardship.values import AttachmentEntry, PlanEntry

ATTACHMENTS: Final = (
    GridColumn("kind", "类型", lambda parent: TermBox(parent, "attachment_kind"), 8),
    GridColumn("name", "名称", TextEdit, 12),
    GridColumn("pages", "页数", lambda parent: NumberEdit(parent, "页"), 4),
)
PLAN: Final = (
    GridColumn("need", "需求", TextEdit, 12),
    GridColumn("measure", "帮扶措施", TextEdit, 12),
    GridColumn("responsible", "责任人", TextEdit, 5, 1),
    GridColumn("due_on", "完成时限", DayEdit, 7, 1),
    GridColumn("result", "结果", TextEdit, 12, 1),
)


class Papers(QWidget):
    """The account, the list of papers of the form, and below it what is scanned, if that is offered."""

    def __init__(self, scans: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Any = Ui_HardshipPapers()
        self.form.setupUi(self)
        self.form.attachments.set_up(AttachmentEntry, AttachmentEntry, ATTACHMENTS)
        if scans is not None:
            self.form.lines.addWidget(scans)


class Relief(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Any = Ui_HardshipRelief()
        self.form.setupUi(self)
        self.form.plan.set_up(PlanEntry, PlanEntry, PLAN)
