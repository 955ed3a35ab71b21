"""Section ② 申请事项: what aid is asked for, about what, against whom, and how the application came (L1)."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from union_desk.desk import style
from union_desk.desk.acts.claims import ClaimsGrid
from union_desk.desk.acts.fields import TimeEdit, note, several, term, tick
from union_desk.desk.acts.form import FieldLines, heading
from union_desk.desk.widgets import (
    DayEdit,
    Fold,
    GridColumn,
    MoneyEdit,
    PhoneEdit,
    SuggestEdit,
    TextEdit,
)
from union_desk.dispute.page.known import KnownNote, Register
from union_desk.dispute.page.matter import CauseBox
from union_desk.dispute.rules.causes import COURT
from union_desk.legal_aid.page.applicant import cell_of
from union_desk.legal_aid.page.known import KnownFirm, Put
from union_desk.legal_aid.values import AidItem

CAME: Final = (
    GridColumn("came_on", "来访日期", DayEdit, 6, 0),
    GridColumn("source", "案件来源", term("aid_source"), 6, 0),
    GridColumn("applied_on", "收到申请日期", DayEdit, 6, 0),
    GridColumn("handler", "经办人", TextEdit, 6, 0),
    GridColumn("matter", "申请事项（一句话）", TextEdit, 24, 1),
    GridColumn("cause", "案由", lambda parent: CauseBox(COURT, parent), 12, 2),
    GridColumn("position", "诉讼地位", term("aid_position"), 6, 2),
    GridColumn("stage", "所处阶段", term("aid_stage"), 6, 2),
    GridColumn("claim_fen", "标的金额", MoneyEdit, 6, 3),
    GridColumn("known_on", "知道权利被侵害之日", DayEdit, 8, 3),
)
WANTED: Final = (GridColumn("wanted", "申请的援助方式", several("aid_service"), 24, 0),)
FACTS: Final = (GridColumn("facts", "案情及理由概述", note(4), 24, 0),)
OPPONENT: Final = (
    GridColumn("opponent.name", "对方单位", SuggestEdit, 11, 0),
    GridColumn("opponent.credit_code", "统一社会信用代码", TextEdit, 8, 0),
    GridColumn("opponent.phone", "联系电话", PhoneEdit, 5, 0),
    GridColumn("opponent.address", "住所", TextEdit, 11, 1),
    GridColumn("opponent.legal_rep", "法定代表人", TextEdit, 5, 1),
    GridColumn("opponent_name", "对方是个人的，写姓名", TextEdit, 8, 1),
)
GIVEN: Final = (
    GridColumn("papers_given", "随申请提交的材料", several("aid_paper_given"), 24, 0),
    GridColumn("oral", "口头申请", tick("书写困难，口头申请"), 7, 1),
    GridColumn("oral_recorded", "申请笔录", tick("已当场做笔录并签字"), 7, 1),
    GridColumn("oral_time", "口头申请时间", TimeEdit, 5, 1),
    GridColumn("oral_recorder", "笔录人", TextEdit, 5, 1),
)
KEPT: Final = (GridColumn("remark", "备注", note(1), 24, 0),)
ITEM_COLUMNS: Final = (
    GridColumn("kind", "请求项目", term("claim_item"), 6),
    GridColumn("claimed_fen", "请求金额", MoneyEdit, 5),
    GridColumn("text", "说明", TextEdit, 13),
)


class ItemsEdit(ClaimsGrid):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("items")
        self.setAccessibleName("请求项目")
        self.set_up(AidItem, AidItem, ITEM_COLUMNS)
        self.listen()


class Matter(QWidget):
    same_wanted = Signal()
    """The other side is the applicant's employer: nothing of it is typed once more."""

    def __init__(self, register: Register, put: Put, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made in the order of the page: so Tab goes through them.
        came = FieldLines(CAME, self)
        wanted = FieldLines(WANTED, self)
        against = self._against()
        opponent = FieldLines(OPPONENT, self)
        self.opponent_note = KnownNote(self)
        claims = heading("请求项目", self)
        self.items = ItemsEdit(self)
        facts = FieldLines(FACTS, self)
        given = FieldLines(GIVEN, self)
        self.open_kept = Fold(self)
        self.open_kept.setText("备注")
        kept = FieldLines(KEPT, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            *(came, wanted, against, opponent, self.opponent_note),
            *(claims, self.items, facts, given, self.open_kept, kept),
        ):
            lines.addWidget(part)
        self.open_kept.fold(kept)
        name = cast("SuggestEdit", cell_of(self, "opponent.name"))
        self.opponent = KnownFirm("opponent", name, self.opponent_note, register, put)

    def settle(self) -> None:
        self.opponent.settle()

    def offer_same(self, *, on: bool) -> None:
        """Offer the employer as the other side while there is none."""
        self.same.setVisible(on)

    def _against(self) -> QWidget:
        part = QWidget(self)
        self.same = style.make_link(QPushButton("就是工作单位", part))
        self.same.setToolTip("对方就是申请人的工作单位，不用再填")
        self.same.clicked.connect(lambda _on=False: self.same_wanted.emit())
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(heading("对方当事人", part))
        line.addWidget(self.same)
        line.addStretch()
        return part
