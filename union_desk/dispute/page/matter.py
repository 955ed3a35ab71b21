"""Section ② 争议与请求: how the case came, what it is about, and what is claimed, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.core.packs import load_pack
from union_desk.core.terms import Term
from union_desk.desk.acts.claims import ClaimsGrid
from union_desk.desk.acts.fields import note, number, term, tick
from union_desk.desk.acts.form import FieldLines
from union_desk.desk.widgets import (
    DayEdit,
    Fold,
    GridColumn,
    GridRow,
    MoneyEdit,
    TermBox,
    TextEdit,
    YesNo,
)
from union_desk.dispute.rules.causes import CAUSES_KIND, COURT, STATISTICS, causes
from union_desk.dispute.rules.scope import NOT_OURS, not_ours
from union_desk.dispute.values import ClaimItem


def cause_terms(scheme: str) -> tuple[Term, ...]:
    """Return what can be chosen of a scheme: headings that have their own entries below them cannot."""
    held = causes(load_pack(CAUSES_KIND, scheme))
    parents = {cause.parent for cause in held.values()}
    return tuple(
        Term(scheme, cause.code, cause.name, "", "", "", hidden=False)
        for cause in held.values()
        if cause.code not in parents
    )


class CauseBox(TermBox):
    """案由 of one scheme, found by its initials: lybc, 追索."""

    def __init__(self, scheme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_terms(cause_terms(scheme))


class NotOursBox(TermBox):
    """Why a matter is no labour dispute."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_terms(
            [Term("not_ours", each.code, each.reason, "", "", "", hidden=False) for each in NOT_OURS]
        )


CAME: Final = (
    GridColumn("came_on", "来访日期", DayEdit, 6, 0),
    GridColumn("source", "来源", term("dispute_source"), 6, 0),
    GridColumn("union_role", "工会参与方式", term("union_role"), 6, 0),
    GridColumn("receptionist", "接待人", TextEdit, 3, 0),
    GridColumn("handler", "经办人", TextEdit, 3, 0),
    GridColumn("matter", "争议事项（一句话）", TextEdit, 24, 1),
    GridColumn("cause", "案由", lambda parent: CauseBox(COURT, parent), 9, 2),
    GridColumn("cause_statistics", "统计口径原因", lambda parent: CauseBox(STATISTICS, parent), 7, 2),
    GridColumn("grade", "争议等级", term("dispute_grade"), 4, 2),
    GridColumn("headcount", "涉及人数", number("人"), 4, 2),
    GridColumn("collective", "集体争议", tick("10 人以上并有共同请求"), 10, 3),
    GridColumn("risk", "群体性风险", tick("有群体性事件风险"), 8, 3),
    GridColumn("harm", "伤亡", tick("有人员伤亡"), 6, 3),
)
APPLIED: Final = (
    GridColumn("received_on", "收到申请日期", DayEdit, 6, 0),
    GridColumn("oral", "口头申请", tick("口头申请"), 6, 0),
    GridColumn("oral_recorded", "申请笔录", tick("已当场做笔录"), 6, 0),
    GridColumn("known_on", "知道权利被侵害之日", DayEdit, 6, 0),
    GridColumn("work_place", "劳动合同履行地", TextEdit, 12, 1),
    GridColumn("not_ours", "不属受理范围（可不填）", NotOursBox, 12, 1),
)
TOLD: Final = (
    GridColumn("facts", "事实与理由", note(3), 24, 0),
    GridColumn("answer", "被申请人意见", note(2), 24, 1),
    GridColumn("advice", "咨询答复", note(2), 24, 2),
)
KEPT: Final = (
    GridColumn("binder", "卷宗号", TextEdit, 8, 0),
    GridColumn("shelf", "存放位置", TextEdit, 16, 0),
    GridColumn("remark", "备注", note(1), 24, 1),
)
CLAIM_COLUMNS: Final = (
    GridColumn("kind", "请求项目", term("claim_item"), 5),
    GridColumn("from_on", "期间起", DayEdit, 5),
    GridColumn("to_on", "期间止", DayEdit, 5),
    GridColumn("claimed_fen", "请求金额", MoneyEdit, 5),
    GridColumn("agreed_fen", "协议金额", MoneyEdit, 4),
    GridColumn("text", "说明", TextEdit, 24, 1),
    GridColumn("party_uid", "请求人", TermBox, 8, 2, more=True),
    GridColumn("known_on", "该项知道权利被侵害之日", DayEdit, 8, 2, more=True),
    GridColumn("waived", "放弃", YesNo, 8, 2, more=True),
)


class ClaimsEdit(ClaimsGrid):
    """The items, numbered as on the paper; their sum stands below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[tuple[str, str]] = ()
        self.setObjectName("claims")
        self.setAccessibleName("请求事项")
        self.set_up(ClaimItem, ClaimItem, CLAIM_COLUMNS)
        self.added.connect(self._offer_people)
        self.listen()

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.set_people(self._people)

    def restore(self, draft: Any) -> None:
        super().restore(draft)
        self.set_people(self._people)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Say who can claim; an item of nobody is common to all applicants."""
        self._people = tuple(people)
        for row in self.rows:
            self._offer_people(row)

    def _offer_people(self, row: GridRow) -> None:
        cell = row.widget("party_uid")
        if isinstance(cell, TermBox):
            cell.set_choices(self._people)


class Matter(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made in the order of the page: so Tab goes through them.
        self.came = FieldLines(CAME, self)
        heading = QLabel("请求事项", self)
        heading.setProperty("muted", True)
        self.claims = ClaimsEdit(self)
        told = FieldLines(TOLD, self)
        self.applied = FieldLines(APPLIED, self)
        self.scope = QLabel(self)
        self.scope.setWordWrap(True)
        self.open_kept = Fold(self)
        self.open_kept.setText("卷宗和备注")
        kept = FieldLines(KEPT, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            *(self.came, heading, self.claims, told),
            *(self.applied, self.scope, self.open_kept, kept),
        ):
            lines.addWidget(part)
        self.open_kept.fold(kept)
        self._not_ours = self.findChild(NotOursBox)
        self._cause, self._statistics = self.findChildren(CauseBox)
        if self._not_ours is not None:
            self._not_ours.chosen.connect(lambda _code: self.settle())
            self._not_ours.changed.connect(self.settle)
        self._cause.chosen.connect(self._follow_cause)

    def settle(self) -> None:
        """Say where a matter goes that is no labour dispute."""
        words = scope_words(self._not_ours.draft().get("code", "") if self._not_ours is not None else "")
        self.scope.setText(words)
        self.scope.setVisible(bool(words))

    def _follow_cause(self, code: str) -> None:
        """Choose what a cause mostly is for the statistics, unless another was chosen already."""
        cause = causes(load_pack(CAUSES_KIND, COURT)).get(code)
        if cause is not None and cause.statistics and not self._statistics.text():
            self._statistics.set_value(cause.statistics)
            self._statistics.changed.emit()


def scope_words(code: str) -> str:
    """不属于劳动争议受理范围：… 请告知去：… 依据：…"""
    found = not_ours(code)
    if found is None:
        return ""
    return f"▲ 不属于劳动争议受理范围：{found.reason}。请告知去向：{found.where}。依据：{found.law}。"
