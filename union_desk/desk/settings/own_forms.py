"""自备表格: an office's Word table in the place of one of our forms, looked at before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.own_forms import LookedAt, OwnFormService
from union_desk.casework.values import Version
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk.desk import Desk
from union_desk.desk.page_view import PageView
from union_desk.desk.printing import PrintSheet
from union_desk.desk.settings.blank_form import BlankForm
from union_desk.desk.settings.parts import EntryBar, VersionList, WrappingTable, heading, named, words
from union_desk.desk.widgets import FlowLayout, TermBox

if TYPE_CHECKING:
    from union_desk.desk.tasks import TaskHandle
    from union_desk.paper.docx_fields import FieldName
    from union_desk.paper.job import Mode
    from union_desk.paper.sheet import Form

MODES: Final = (("filled", "填好（示例数据）"), ("blank", "空白"), ("data", "仅数据"))
_WORD: Final = "Word 文档 (*.docx);;所有文件 (*)"
_LONGEST: Final = 24  # characters of an example
_LARGEST: Final = 2 * 1024 * 1024
_HOW: Final = (
    "在自己的 Word 表里，把要填的地方写成双花括号加字段名，例如 {{姓名}}。\n"
    "多行的写一行，例如 {{家庭成员.姓名}}，下面留空行即可。\n"
    "{{身份证号|18格}} 印成 18 个小格；{{姓名|30}} 留 30 毫米；"
    "{{申请帮扶|医疗救助}} 只印这一项的方框，其余的字照打。\n"
    "不会写的，先导出 Word 样表，在它上面改。"
)


class _FieldTable(WrappingTable):
    """The fields of a form by the names that an office writes, each with an example."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("可用的字段", ("字段", "示例"), parent)

    def show_fields(self, fields: Sequence[FieldName]) -> None:
        self.setRowCount(len(fields))
        for row, each in enumerate(fields):
            plain = " ".join(each.example.split())
            self.put(row, (each.shown, plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"))
        self.fit()

    def _fit(self) -> None:
        """Take the height that the page leaves, not that of the rows."""
        self.share()
        self.resizeRowsToContents()

    def share(self) -> None:
        width = self.viewport().width()
        self.setColumnWidth(0, round(width * 0.5))
        self.setColumnWidth(1, width - round(width * 0.5))


class OwnFormsPage(QWidget):
    def __init__(self, desk: Desk, service: OwnFormService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._service = desk, service
        self._turn = 0
        self._file: tuple[str, bytes] | None = None  # a Word file that was opened and is not kept yet
        self._looked: LookedAt | None = None
        self._going_back = self._checking = False
        self._sheet: Form | None = None
        self.which = TermBox(self)
        self._offer()
        self.state = words()
        self.open = QPushButton("换成自己的表…(&W)", self)
        self.back = QPushButton("换回程序的表", self)
        self.export = QPushButton("导出 Word 样表…", self)
        self.original = QPushButton("取回 Word 文件…", self)
        self.print = QPushButton("打印这一版…", self)
        self.said = QPlainTextEdit(self)
        self.fields = _FieldTable(self)
        self.mode = TermBox(self)
        self.page = PageView(self)
        self.former, self.next = QPushButton("上一页(&U)", self), QPushButton("下一页(&D)", self)
        self.bar = EntryBar("保存为新的一版", self._doubts)
        self.versions = VersionList(_told)
        self._lay_out()
        self._why = lacking(desk.actor, Right.CONFIGURE)
        self.bar.set_editable(editable=not self._why, why=self._why)
        self.versions.set_editable(editable=not self._why, why=self._why)
        self.open.setEnabled(not self._why)
        self.open.setToolTip(self._why)
        self._connect()
        self.which.set_value(service.forms(desk.actor)[0].form_id)
        self.reload()
        self.setFocusProxy(self.which)

    @property
    def form_id(self) -> str:
        return str(self.which.value())

    def reload(self) -> None:
        """Show a form as it is printed today, with all its versions; a file that was opened is put away."""
        self._file = self._looked = None
        self._going_back = False
        actor = self._desk.actor
        self._offer()
        versions = self._service.versions(actor, self.form_id)
        self.versions.show_versions(versions, self._desk.today)
        using = next(form for form in self._service.forms(actor) if form.form_id == self.form_id)
        self.state.setText(f"现在：{using.standing}")
        self.back.setEnabled(not self._why and using.version is not None)
        self.back.setToolTip(self._why or ("" if using.version else "现在用的就是程序的表"))
        self.fields.show_fields(self._service.fields(actor, self.form_id))
        self._say(_HOW)
        self.bar.done()

    def _offer(self) -> None:
        """Offer the forms, those that an own table stands for named so."""
        self.which.set_choices(
            [
                (form.form_id, f"{form.title}（自备）" if form.version is not None else form.title)
                for form in self._service.forms(self._desk.actor)
            ]
        )

    def open_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "选一张 Word 表", "", _WORD)
        if path:
            self.look_at(Path(path))

    def look_at(self, path: Path) -> None:
        """Read and check a Word file beside the window, and show the form that it makes."""
        actor, form_id = self._desk.actor, self.form_id
        self._say("正在检查…")
        self._checking = True

        def work(_task: TaskHandle) -> tuple[bytes, LookedAt]:
            try:
                with path.open("rb") as file:
                    data = file.read(_LARGEST + 1)
            except OSError as error:
                raise StoreProblem(f"打不开 {path.name}，可能正被别的程序占用，请关闭后再试。") from error
            return data, self._service.look(actor, form_id, data)

        def done(made: tuple[bytes, LookedAt]) -> None:
            self._checking = False
            if form_id == self.form_id:
                self._show_looked(path.name, *made)

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken | StoreProblem):
                raise error
            self._file = self._looked = None
            self._checking = False
            self._say(f"▲ {path.name}：{error}")

        self._desk.tasks.run("正在检查表格", work, done, failed, whose=self)

    def _show_looked(self, name: str, data: bytes, looked: LookedAt) -> None:
        self._file, self._looked, self._going_back = (name, data), looked, False
        reading = looked.reading
        lines = [f"▲ {fault}" for fault in reading.faults] + [f"△ {doubt}" for doubt in reading.doubts]
        if reading.faults:
            lines.insert(0, f"{name}：有 {len(reading.faults)} 处要先在 Word 里改好，再选一次。")
        else:
            lines.insert(0, f"{name}：可以用。看过右边的样子，填写从哪一天起和理由，再保存。")
        if reading.absent and not reading.faults:
            lines.append(f"表上没有用到的字段：{'、'.join(reading.absent)}。")
        self._say("\n".join(lines))
        self.bar.touched()
        self._draw(lambda: looked.sheet)

    def go_back(self) -> None:
        """Look at the shipped form; it is kept by the same button."""
        self._file = self._looked = None
        self._going_back = True
        self._say("换回程序的表：填写从哪一天起和理由，再保存。以前印过的仍按原来的表。")
        self.bar.touched()
        self._draw(self._shipped)
        self.bar.since.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shipped(self) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(self.form_id)

    def _on_chosen(self, version: Version | None) -> None:
        """Draw a former version, else what is printed today; a file that was opened goes before."""
        own = version is not None and "file" in version.body
        self.original.setEnabled(own)
        self.original.setToolTip("" if own else "请先在下面选中自备表格的一版")
        if version is not None:
            self._draw(lambda: self._service.sheet(self._desk.actor, version))
        elif self._looked is not None:
            looked = self._looked
            self._draw(lambda: looked.sheet)
        else:
            form_id = self.form_id
            self._draw(lambda: self._service.sheet_today(self._desk.actor, form_id))

    def _draw(self, of: Callable[[], Form | None]) -> None:
        """Lay a form out beside the window."""
        self._turn += 1
        self._shown = of
        turn, mode = self._turn, str(self.mode.value() or "filled")
        if self._sheet is None:
            self.page.say("正在排版…")

        def work(_task: TaskHandle) -> tuple[Form | None, bytes]:
            from union_desk.paper.render import render_pdf  # noqa: PLC0415 - drawing is loaded when first used

            sheet = of()
            if sheet is None:
                return None, b""
            return sheet, render_pdf(sheet, [sheet.sample()], mode=cast("Mode", mode)).pdf

        def done(made: tuple[Form | None, bytes]) -> None:
            if turn != self._turn:
                return
            self._sheet, pdf = made
            self.print.setEnabled(bool(pdf))
            if pdf:
                self.page.show_pdf(pdf)
            else:
                self.page.say("改好 Word 文件后，这里显示印出来的样子。")

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleBroken | StoreProblem):
                raise error
            if turn == self._turn:
                self.page.say(str(error))

        self._desk.tasks.run("正在排版", work, done, failed, whose=self)

    def _doubts(self) -> tuple[str, ...]:
        if self._checking:
            raise RuleBroken("正在检查选中的文件，请稍等。")
        if self._file is None and not self._going_back:
            raise RuleBroken("请先按“换成自己的表…”选一个 Word 文件。")
        reading = self._looked.reading if self._looked is not None else None
        if reading is not None and reading.faults:
            raise RuleBroken(reading.faults[0])
        entry = self.bar.entry()
        if not entry.source:
            raise RuleBroken("请填写文号或理由，以后可以查到依据。", field="doc_no")
        doubts = list(reading.doubts) if reading is not None else []
        if entry.from_on < self._desk.today:
            doubts.append(f"从 {entry.from_on} 起用：这一天以后申请的档案，再打印时也用新的表。")
        elif entry.from_on > self._desk.today:
            doubts.append(f"{entry.from_on} 以前申请的档案，仍用原来的表。")
        return tuple(doubts)

    def _enter(self) -> None:
        actor, entry = self._desk.actor, self.bar.entry()
        try:
            if self._file is not None:
                self._service.enter(actor, self.form_id, *self._file, entry)
            else:
                self._service.back(actor, self.form_id, entry)
        except RuleBroken as broken:
            self.bar.show_problem(broken.message, broken.field)
            return
        told = "已换成自备表格" if self._file is not None else "已换回程序的表"
        self.reload()
        self._desk.status(f"{told}，从 {entry.from_on} 起申请的档案用它，以前的仍印原来的。")

    def _withdraw(self, uid: str, why: str) -> None:
        try:
            self._service.withdraw(self._desk.actor, uid, why)
        except RuleBroken as broken:
            self.versions.show_problem(broken.message)
            return
        self.reload()
        self._desk.status("已作废选中的一版，原来的记录仍可查看。")

    def _export(self) -> None:
        title = next(
            form.title for form in self._service.forms(self._desk.actor) if form.form_id == self.form_id
        )
        self._save(f"{title}.docx", lambda: self._service.template(self._desk.actor, self.form_id))

    def _take_out(self) -> None:
        version = self.versions.current
        if version is not None:
            name, data = self._service.original(self._desk.actor, version.uid)
            self._save(name, lambda: data)

    def _save(self, name: str, data: Callable[[], bytes]) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, "存到", name, _WORD)
        if not path:
            return
        target = Path(path).with_suffix(".docx")
        try:
            target.write_bytes(data())
        except OSError:
            self._say(f"▲ 不能写入 {target}，请换一个文件夹，或先关闭打开着的这个文件。")
            return
        self._desk.status(f"已存到 {target}。")

    def _print(self) -> None:
        if self._sheet is not None:
            PrintSheet(self._desk, BlankForm(self._sheet), self).open()

    def _say(self, text: str) -> None:
        self.said.setPlainText(text)

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _code: self.reload())
        self.mode.chosen.connect(lambda _code: self._draw(self._shown))
        self.open.clicked.connect(lambda _on=False: self.open_file())
        self.back.clicked.connect(lambda _on=False: self.go_back())
        self.export.clicked.connect(lambda _on=False: self._export())
        self.original.clicked.connect(lambda _on=False: self._take_out())
        self.print.clicked.connect(lambda _on=False: self._print())
        self.former.clicked.connect(lambda _on=False: self.page.turn(-1))
        self.next.clicked.connect(lambda _on=False: self.page.turn(1))
        self.fields.itemActivated.connect(self._copy)
        self.bar.entered.connect(lambda _bar: self._enter())
        self.versions.withdrawn.connect(self._withdraw)
        self.versions.chosen.connect(self._on_chosen)

    def _copy(self, item: QTableWidgetItem) -> None:
        """Put a field on the clipboard as it is written in Word."""
        first = self.fields.item(item.row(), 0)
        name = first.text() if first is not None else ""
        QApplication.clipboard().setText(f"{{{{{name}}}}}")
        self._desk.status(f"已复制 {{{{{name}}}}}，到 Word 里粘贴。")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(named("表格", self.which))
        top.addWidget(self.which, 1)
        acts = QWidget(self)
        flow = FlowLayout(acts)
        for button in (self.open, self.back, self.export, self.original, self.print):
            flow.addWidget(button)
        self.said.setReadOnly(True)
        self.said.setTabChangesFocus(True)
        self.said.setAccessibleName("检查结果")
        left = QWidget(self)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 4, 0)
        lines.addWidget(acts)
        lines.addWidget(self.said, 1)
        lines.addWidget(heading("可用的字段（回车复制）"))
        lines.addWidget(self.fields, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._right())
        split.setSizes([1000, 1200])
        split.setFixedHeight(self.fontMetrics().height() * 27)
        split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        whole = QVBoxLayout(self)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self.state)
        whole.addWidget(split)
        whole.addWidget(self.bar)
        whole.addWidget(heading("各版（选中一版，右边按它显示）"))
        whole.addWidget(self.versions)
        whole.addStretch()

    def _right(self) -> QWidget:
        """Lay out the page as it is printed, below the choice of how it is filled."""
        shown = QHBoxLayout()
        shown.addWidget(named("显示", self.mode))
        shown.addWidget(self.mode, 1)
        self.mode.set_choices(list(MODES))
        self.mode.set_value("filled")
        right = QWidget(self)
        pages = QVBoxLayout(right)
        pages.setContentsMargins(4, 0, 0, 0)
        pages.addLayout(shown)
        pages.addWidget(self.page, 1)
        turning = QHBoxLayout()
        turning.addStretch()
        turning.addWidget(self.former)
        turning.addWidget(self.next)
        pages.addLayout(turning)
        return right


def _told(version: Version, _before: Version | None) -> str:
    if "file" not in version.body:
        return "换回程序的表"
    return f"{version.body['file']}（{version.body['size'] / 1024:.0f} KB）"
