"""Section ⑧ 帮扶记录: what was given, with its sums, and a line to add to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from union_desk.assistance.values import Grant
from union_desk.core.rights import Right
from union_desk.desk.acts.record_list import Line, RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.hardship.page.life import lines, plans
from union_desk.hardship.page.life.doing import Doing
from union_desk.hardship.page.life.plans import Reasoned
from union_desk.hardship.page.life.sheet_body import Ground
from union_desk.hardship.rules.states import CLOSED, State


class Helping(QWidget):
    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing = doing
        self._ground: Ground | None = None
        self._last: Grant | None = None
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.grants = RecordList("帮扶记录", "＋ 登记帮扶", doing, Right.DECIDE, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sums)
        whole.addWidget(self.grants)
        self.grants.heading.hide()
        self.grants.add.clicked.connect(lambda _on=False: self.ask_grant())

    def show_grants(self, ground: Ground | None, grants: tuple[Grant, ...]) -> None:
        self._ground = ground
        self._last = next(iter(grants), None)
        sheet = self.grants.sheet
        if sheet.asked is not None and (ground is None or sheet.asked.uid != ground.view.uid):
            sheet.put_away()
        open_file = ground is not None and State(ground.view.state) not in CLOSED
        self.grants.allow(open_file=open_file, why_not="" if ground else "请先保存档案。")
        self.sums.setText(lines.yearly(grants))
        self.sums.setVisible(bool(self.sums.text()))
        found = []
        for one in grants:
            may = open_file and one.reversed_why is None
            links = (("冲正…", partial(self.ask_reversal, one)),) if may else ()
            found.append(Line(lines.grant(one), links, gone=one.reversed_why is not None))
        self.grants.show_lines(found, "还没有帮扶记录。")

    def ask_grant(self) -> None:
        """Ask for one help; source and handler begin as they were last."""
        ground, doing = self._ground, self._doing
        if ground is None or self.grants.refusal:
            return
        uid, last = ground.view.uid, self._last
        begun = Grant(
            ground.today,
            source=last.source if last else "",
            form=last.form if last else "",
            handler=ground.actor.user,
            person_uid=ground.view.form.owner.uid,
        )

        def take(typed: Grant) -> None:
            doing.do(self.grants.sheet, "已登记帮扶", lambda: doing.service.grant(doing.actor, uid, typed))

        self.grants.ask(Asked(uid, "grant", "登记帮扶", "记下"), plans.GRANT, ground, begun, take)

    def ask_reversal(self, grant: Grant) -> None:
        ground, doing = self._ground, self._doing
        if ground is None or self.grants.refusal:
            return
        uid = ground.view.uid

        def take(typed: Reasoned) -> None:
            doing.do(
                self.grants.sheet,
                "已冲正帮扶记录",
                lambda: doing.service.reverse(doing.actor, uid, grant.uid, typed.reason),
            )

        asked = Asked(uid, f"reverse:{grant.uid}", f"冲正：{lines.grant(grant)}", "冲正")
        self.grants.ask(asked, plans.ONLY_REASON, ground, Reasoned(ground.today), take)
