"""Who agreed to what: a small table of persons and consents, given and taken back by a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from union_desk.casework.consents import Consent
from union_desk.core.rights import Right
from union_desk.core.terms import terms
from union_desk.desk.acts.record_list import RecordList
from union_desk.desk.acts.sheet import Asked
from union_desk.hardship.page.life import lines, plans
from union_desk.hardship.page.life.doing import Doing
from union_desk.hardship.page.life.plans import Withdrawing
from union_desk.hardship.page.life.sheet_body import Ground
from union_desk.hardship.page.life.sheets import needed
from union_desk.people.values import PersonCard

_KINDS: Final = tuple(term.code for term in terms("consent_kind"))
_SHORT: Final = ("敏感信息", "公示", "核对授权", "向外提供")
_KEYS: Final = "方向键选格；空格：今天已签；Enter：填日期、代签人、有效期；Delete：撤回。"


class ConsentTable(QTableWidget):
    """One row for each person, one column for each kind of consent."""

    given = Signal(int, int)
    asked = Signal(int, int)
    withdrawn = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_KINDS) + 1, parent)
        self.setAccessibleName("同意书")
        self.setHorizontalHeaderLabels(["姓名", *_SHORT])
        for column, term in enumerate(terms("consent_kind"), start=1):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setToolTip(term.label)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.cellDoubleClicked.connect(self.asked)

    def show_rows(self, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        here = max(self.currentRow(), 0), max(self.currentColumn(), 1)
        self.setRowCount(len(names))
        for row, (name, texts) in enumerate(zip(names, cells, strict=True)):
            for column, text in enumerate((name, *texts)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.setItem(row, column, item)
        if names:
            self.setCurrentCell(min(here[0], len(names) - 1), here[1])
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.currentRow(), self.currentColumn()
        keys = {
            Qt.Key.Key_Space: self.given,
            Qt.Key.Key_Return: self.asked,
            Qt.Key.Key_Enter: self.asked,
            Qt.Key.Key_F2: self.asked,
            Qt.Key.Key_Delete: self.withdrawn,
        }
        signal = keys.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if signal is None or not plain or row < 0 or column < 1:
            super().keyPressEvent(event)
            return
        signal.emit(row, column)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Be as high as the rows are: the page scrolls, not the table."""
        height = round(self.fontMetrics().height() * 1.7)
        self.verticalHeader().setDefaultSectionSize(height)
        for row in range(self.rowCount()):
            self.setRowHeight(row, height)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + height * self.rowCount() + 2 * self.frameWidth())


class Consents(RecordList):
    def __init__(self, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__("同意书", "", doing, Right.EDIT, parent)
        self._doing = doing
        self.table = ConsentTable(self)
        self.keys = QLabel(_KEYS)
        self.keys.setProperty("muted", True)
        self.keys.setWordWrap(True)
        self._lines.addWidget(self.table)
        self._lines.addWidget(self.keys)
        QWidget.setTabOrder(self.add, self.table)
        self._people: tuple[PersonCard, ...] = ()
        self._consents: tuple[Consent, ...] = ()
        self._ground: Ground | None = None
        self._may = False
        self.table.given.connect(self._give_today)
        self.table.asked.connect(self._ask)
        self.table.withdrawn.connect(self._ask_withdrawal)

    def show_consents(self, ground: Ground, consents: tuple[Consent, ...], *, open_file: bool) -> None:
        form = ground.view.form
        self._ground, self._consents = ground, consents
        self._people = tuple(
            card for card in (form.owner, *(each.person for each in form.members)) if card.uid
        )
        cells = [
            [lines.consent(self._last(card.uid, kind), ground.today) for kind in _KINDS]
            for card in self._people
        ]
        self.table.show_rows([card.name or "未填姓名" for card in self._people], cells)
        self.table.setToolTip(self.refusal)
        self._may = open_file and not self.refusal
        self.table.setEnabled(self._may)

    def take_cursor(self) -> None:
        """Go to the first consent that a step may still need."""
        for kind in ("publicity", "means_check"):
            column = _KINDS.index(kind) + 1
            for row, card in enumerate(self._people):
                if self._standing(card.uid, kind) is None:
                    self.table.setCurrentCell(row, column)
                    self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def lead_to(self, kind: str) -> None:
        """Put the cursor onto the first person without this consent."""
        column = _KINDS.index(kind) + 1
        rows = (row for row, card in enumerate(self._people) if self._standing(card.uid, kind) is None)
        self.table.setCurrentCell(next(rows, 0), column)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _last(self, person: str, kind: str) -> Consent | None:
        found = (one for one in self._consents if (one.person_uid, one.kind) == (person, kind))
        return next(found, None)

    def _standing(self, person: str, kind: str) -> Consent | None:
        today = self._ground.today if self._ground else None
        found = (one for one in self._consents if (one.person_uid, one.kind) == (person, kind))
        return next((one for one in found if today is None or one.holds_on(today)), None)

    def _give_today(self, row: int, column: int) -> None:
        """Note a consent signed today, unless it stands already or a guardian's name is needed."""
        ground = self._ground
        if ground is None or not self._may:
            return
        card, kind = self._people[row], _KINDS[column - 1]
        if self._standing(card.uid, kind) is not None:
            self._ask(row, column)
            return
        if self._put(Consent(card.uid, kind, ground.today), card.name):
            self.table.setFocus()
        else:
            # Such as a child, for whom somebody else signs: it is said at the field that asks who.
            self._ask(row, column)
            self.sheet.put()

    def _put(self, consent: Consent, name: str) -> bool:
        doing, ground = self._doing, self._ground
        if ground is None:
            return False
        return doing.do(
            self.sheet,
            f"已记下{name}的同意书",
            lambda: doing.service.consent(doing.actor, ground.view.uid, consent),
        )

    def _ask(self, row: int, column: int) -> None:
        ground = self._ground
        if ground is None or not self._may:
            return
        card, kind = self._people[row], _KINDS[column - 1]
        asked = Asked(ground.view.uid, f"consent:{card.uid}:{kind}", f"{card.name}：{_label(kind)}", "记下")
        begun = Consent(card.uid, kind, ground.today)

        def take(typed: Any) -> None:
            signed_on = needed(typed.given_on, "given_on", "同意日期")
            self._put(replace(typed, given_on=signed_on), card.name)

        self.ask(asked, plans.CONSENT, ground, begun, take)

    def _ask_withdrawal(self, row: int, column: int) -> None:
        ground, doing = self._ground, self._doing
        if ground is None or not self._may:
            return
        card, kind = self._people[row], _KINDS[column - 1]
        standing = self._standing(card.uid, kind)
        if standing is None:
            return
        asked = Asked(
            ground.view.uid, f"withdraw:{standing.uid}", f"{card.name}撤回同意：{_label(kind)}", "撤回同意"
        )

        def take(typed: Withdrawing) -> None:
            on = needed(typed.on, "on", "撤回日期")
            doing.do(
                self.sheet,
                f"已记下{card.name}撤回同意",
                lambda: doing.service.withdraw(doing.actor, ground.view.uid, standing.uid, on, typed.text),
            )

        self.ask(asked, plans.WITHDRAWAL, ground, Withdrawing(ground.today), take)


def _label(kind: str) -> str:
    return next(term.label for term in terms("consent_kind") if term.code == kind)
