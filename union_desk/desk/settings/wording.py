"""文书文字: a text of a form in a plain editor, the form itself beside it, and all its versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.values import Version, in_force
from union_desk.casework.wording import WordingService
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.page_view import PageView
from union_desk.desk.printing import PrintSheet
from union_desk.desk.settings.blank_form import BlankForm
from union_desk.desk.settings.parts import EntryBar, VersionList, heading, named, words
from union_desk.desk.widgets import FlowLayout, TermBox

if TYPE_CHECKING:
    from union_desk.desk.tasks import TaskHandle

_SETTLED_MILLISECONDS: Final = 600
_NUMBERED: Final = 9  # buttons with a digit to press


class WordingPage(QWidget):
    def __init__(self, desk: Desk, service: WordingService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._service = desk, service
        self._texts = {wording.id: wording for wording in service.all(desk.actor)}
        self._turn = 0
        self.which = TermBox(self)
        self.which.set_choices([(wording.id, wording.title) for wording in self._texts.values()])
        self.where = words(muted=True)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.fields = QWidget(self)
        self._flow = FlowLayout(self.fields)
        self.back = QPushButton("换回现在的文字", self)
        self.print = QPushButton("打印这一版…", self)
        self._shown_text = ""
        self.said = words(problem=True)
        self.page = PageView(self)
        self.bar = EntryBar("保存为新的一版", self._doubts)
        self.versions = VersionList(self._told)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED_MILLISECONDS)
        self._lay_out()
        why = lacking(desk.actor, Right.CONFIGURE)
        self.text.setReadOnly(bool(why))
        self.bar.set_editable(editable=not why, why=why)
        self.versions.set_editable(editable=not why, why=why)
        self.which.chosen.connect(lambda _code: self.reload())
        self.text.textChanged.connect(self._on_typed)
        self.back.clicked.connect(lambda _on=False: self.reload())
        self.print.clicked.connect(lambda _on=False: self._print())
        self._soon.timeout.connect(self._draw)
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        self.versions.chosen.connect(self._look_at)
        self.which.set_value(next(iter(self._texts)))
        self.reload()
        self.setFocusProxy(self.which)

    @property
    def wording_id(self) -> str:
        return str(self.which.value())

    def reload(self) -> None:
        """Show a text as it stands today, with all its versions."""
        wording = self._texts[self.wording_id]
        versions = self._service.versions(self._desk.actor, wording.id)
        own = self._service.texts(self._desk.actor, wording.form).table is not None
        instead = "。这张表现在换成了自备表格，上面不印这段文字" if own else ""
        self.where.setText(f"印在{wording.where}{instead}")
        version = in_force(versions, self._desk.today)
        self.versions.show_versions(versions, self._desk.today)
        self._offer(wording.labels)
        self.text.setPlainText(version.body["text"] if version else wording.text)
        self.bar.done()

    def _offer(self, labels: Mapping[str, str]) -> None:
        """Offer each field as a button that writes it where the cursor stands."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, (name, label) in enumerate(labels.items(), start=1):
            key = f"(&{number})" if number <= _NUMBERED else ""
            button = QPushButton(f"插入{label}{key}")
            button.setProperty("chip", True)
            button.setEnabled(not self.text.isReadOnly())
            button.clicked.connect(partial(self._insert, name))
            self._flow.addWidget(button)

    def _insert(self, name: str, _on: bool = False) -> None:
        self.text.insertPlainText(f"{{{name}}}")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self.bar.touched()
        self._soon.start()

    def _look_at(self, version: Version | None) -> None:
        """Draw the form with a former text; the text in the editor stays as it is."""
        if version is not None:
            self._draw(version.body["text"])

    def _draw(self, text: str | None = None) -> None:
        """Check the text and lay the form out anew, beside the window."""
        self._turn += 1
        turn, shown = self._turn, self.text.toPlainText() if text is None else text
        actor, wording_id = self._desk.actor, self.wording_id
        self._shown_text = shown

        def work(_task: TaskHandle) -> tuple[str, bytes, tuple[int, float]]:
            from union_desk.paper.render import render_pdf  # noqa: PLC0415 - drawing is loaded when first used
            from union_desk.paper.wording import fitting_of  # noqa: PLC0415

            try:
                said = "\n".join(f"△ {doubt}" for doubt in self._service.doubts(actor, wording_id, shown))
            except RuleBroken as broken:
                said = f"▲ {broken.message}"
            try:
                sheet = self._service.sheet(actor, wording_id, shown)
            except RuleBroken:
                return said, b"", (0, 0.0)
            fitting = fitting_of(sheet, wording_id)
            place = (fitting.page, fitting.down) if fitting else (0, 0.0)
            return said, render_pdf(sheet, [], mode="blank").pdf, place

        def done(made: tuple[str, bytes, tuple[int, float]]) -> None:
            said, pdf, place = made
            if turn != self._turn:
                return
            self.said.setText(said)
            self.said.setVisible(bool(said))
            if not pdf:
                self.page.say("改好左边的文字后，这里显示表单。")
                return
            self.page.show_pdf(pdf)
            QTimer.singleShot(0, self.page, lambda: self.page.scroll_to(*place))

        self._desk.tasks.run("正在排版", work, done, whose=self)

    def _print(self) -> None:
        """Print the blank form with the text that is shown beside the editor."""
        try:
            sheet = self._service.sheet(self._desk.actor, self.wording_id, self._shown_text)
        except RuleBroken as broken:
            self.bar.show_problem(broken.message)
            return
        PrintSheet(self._desk, BlankForm(sheet), self).open()

    def _doubts(self) -> tuple[str, ...]:
        doubts = list(self._service.doubts(self._desk.actor, self.wording_id, self.text.toPlainText()))
        entry = self.bar.entry()
        if not entry.source:
            raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
        if entry.from_on < self._desk.today:
            doubts.append(f"从 {entry.from_on} 起用：这一天以后申请的档案，再打印时也用新的文字。")
        return tuple(doubts)

    def _enter(self) -> None:
        try:
            self._service.enter(self._desk.actor, self.wording_id, self.text.toPlainText(), self.bar.entry())
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        self.reload()
        self._desk.status("已保存为新的一版，以前的档案仍印原来的文字。")

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._service.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，原来的记录仍可查看。")

    @staticmethod
    def _told(version: Version, _before: Version | None) -> str:
        return str(version.body["text"])

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(named("文字", self.which))
        top.addWidget(self.which, 1)
        left = QWidget(self)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 4, 0)
        lines.addLayout(top)
        lines.addWidget(self.where)
        lines.addWidget(self.text, 1)
        lines.addWidget(self.fields)
        lines.addWidget(self.said)
        acts = QHBoxLayout()
        acts.addWidget(self.back)
        acts.addWidget(self.print)
        acts.addStretch()
        lines.addLayout(acts)
        self.text.setAccessibleName("文字内容")
        self.said.hide()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.page)
        split.setSizes([1000, 1400])
        split.setFixedHeight(self.fontMetrics().height() * 22)
        split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addWidget(split)
        whole.addWidget(self.bar)
        whole.addWidget(heading("各版（选中一版，右边按它显示）"))
        whole.addWidget(self.versions)
        whole.addStretch()
