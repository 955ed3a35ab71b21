"""从 Excel 导入: the file, its headings, its columns, what would happen, and only then the writing.

IntakeDialog(desk, services.intake, window, kind="hardship").open()
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from union_desk.casework.intake import Cancelled, Counts, IntakeOrder, Verdict
from union_desk.core.clock import local_day
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.intake.columns import ColumnTable
from union_desk.desk.intake.grid import SheetGrid
from union_desk.desk.intake.preview import PreviewTable
from union_desk.desk.widgets.line import LineEdit
from union_desk.sheets.collection import FILL_IN, mark_in
from union_desk.sheets.columns import knows_headings
from union_desk.sheets.layout import Table, find_table, skipped_words
from union_desk.sheets.reading import SUFFIXES, pasted_workbook, read_workbook
from union_desk.sheets.refused import write_refused

if TYPE_CHECKING:
    from union_desk.casework.intake import Applied, Intake, IntakeKind, Preview
    from union_desk.desk.tasks import TaskHandle
    from union_desk.sheets.grid import Sheet, Workbook

_FILE, _HEAD, _COLUMNS, _PREVIEW = range(4)
_STEPS: Final = ("① 选文件", "② 找表头", "③ 对各列", "④ 预览")
_FILTER: Final = "表格 (" + " ".join(f"*{suffix}" for suffix in SUFFIXES) + ");;全部文件 (*)"
_NO_LIST: Final = "这张表里没有找到名单。请选别的工作表，或在表头那一行按空格。"
_VERDICTS: Final = (
    ("全部", None),
    *((verdict.words, verdict) for verdict in (Verdict.REFUSED, Verdict.DOUBTFUL, Verdict.CHANGED)),
    *((verdict.words, verdict) for verdict in (Verdict.NEW, Verdict.SAME)),
)


class PathEdit(LineEdit):
    """The file. Ctrl+V of a list that was copied from a table program is no path: it is the list itself."""

    list_pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and copied_list():
            self.list_pasted.emit()
            return
        super().keyPressEvent(event)


def copied_list() -> bool:
    """Tell whether a table of several columns was copied."""
    lines = QGuiApplication.clipboard().text().splitlines()
    return len(lines) > 1 and "\t" in lines[0]


class IntakeDialog(Dialog):
    """Leads through an import by keys; nothing is written before the last step."""

    def __init__(self, desk: Desk, intake: Intake, parent: QWidget | None = None, *, kind: str = "") -> None:
        super().__init__(parent)
        self._desk, self._intake = desk, intake
        self._book: Workbook | None = None
        self._table: Table | None = None
        self._preview: Preview | None = None
        self._task: TaskHandle | None = None
        self._column_key: tuple[object, ...] = ()
        self._writing = self._stopping = False
        self.setWindowTitle("从 Excel 导入")
        self.setAcceptDrops(True)
        self._make()
        self._lay_out()
        self._connect()
        self._offer(kind)
        self.resize(self.sizeHint())
        self._go(_FILE)

    def sizeHint(self) -> QSize:
        height, room = self.fontMetrics().height(), self.screen().availableSize()
        return QSize(min(58 * height, room.width() - 40), min(32 * height, room.height() - 80))

    @property
    def kind(self) -> IntakeKind:
        return self._intake.kind(str(self.kinds.currentData()))

    @property
    def step(self) -> int:
        return self.stack.currentIndex()

    # --- what the keys and buttons do

    def browse(self) -> None:
        """Ask for a file (Ctrl+O)."""
        folder = str(self._desk.preferences.get("intake/folder") or Path.home())
        path, _kind = QFileDialog.getOpenFileName(self, "选择表格", folder, _FILTER)
        if path:
            self.path.setText(path)
            self.read()

    def paste(self) -> None:
        """Take the list that was copied from WPS or Excel (Ctrl+V on the first page)."""
        if self._task is not None or self.step != _FILE:
            return
        try:
            book = pasted_workbook(QGuiApplication.clipboard().text())
        except RuleBroken as broken:
            self._say(broken.message, problem=True)
            return
        self.path.clear()
        self._show_book(book)

    def paste_if_a_list(self) -> None:
        """Show at once what was just copied, where it is a table of several columns."""
        if copied_list():
            self.paste()

    def next(self) -> None:
        """Do the step that is shown."""
        if self._task is None:
            (self.read, self._to_columns, self.judge, self.apply)[self.step]()

    def back(self) -> None:
        if self._task is None and self.step:
            self._go(self.step - 1)

    def read(self) -> None:
        """Read the file in a worker."""
        text = self.path.text().strip().strip('"')
        if not text:
            self._say("请先选择文件：按 Ctrl+O，或把文件拖到这里。", problem=True)
            self.path.setFocus()
            return
        path = Path(text.removeprefix("file://"))
        self._desk.preferences.set("intake/folder", str(path.parent))
        self._run(f"正在读取 {path.name}", lambda _task: read_workbook(path), self._show_book)

    def judge(self) -> None:
        """Judge every row in a worker."""
        order = self._order()
        if order is None:
            return
        actor, intake = self._desk.actor, self._intake

        def work(task: TaskHandle) -> Preview:
            return intake.judge(actor, order, task.progress, task.cancelled)

        self._run("正在逐行核对", work, self._show_preview)

    def apply(self) -> None:
        """Write what was agreed, as one work."""
        preview = self._preview
        if preview is None:
            return
        actor, intake, taken = self._desk.actor, self._intake, frozenset(self.rows.preview_model.taken)

        def work(task: TaskHandle) -> Applied:
            return intake.apply(
                actor, preview, taken, task.progress, lambda: self._stopping or task.cancelled()
            )

        self._writing, self._stopping = True, False
        self._run("正在导入", work, self._told)

    def give_back(self) -> None:
        """Write the rows that are not taken into a coloured sheet."""
        preview = self._preview
        if preview is None:
            return
        taken = frozenset(self.rows.preview_model.taken)
        headings, rows = self._intake.refused_rows(preview, taken)
        name = f"{Path(preview.order.file_name).stem}-没有导入的行.xlsx"
        folder = str(self._desk.preferences.get("intake/folder") or Path.home())
        path, _kind = QFileDialog.getSaveFileName(
            self, "退回表存到", str(Path(folder) / name), "Excel 表格 (*.xlsx)"
        )
        if not path:
            return
        target = Path(path)
        target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        try:
            write_refused(target, headings, rows)
        except StoreProblem as problem:
            self._say(f"{problem.message}{problem.advice}", problem=True)
            return
        self._say(f"已把 {len(rows):,} 行和原因写到 {target.name}，改好后可以再导入。")

    def reject(self) -> None:
        """Stop what is being done, or leave."""
        if self._task is None:
            super().reject()
        elif self._writing:
            # Whether it came in time is told by the work itself.
            self._stopping = True
            self._say("正在停止…")
        else:
            self._task.cancel()
            self._ended("已停止，什么也没有写入。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._task is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self._go(_FILE)
            self.path.setText(urls[0].toLocalFile())
            self.read()

    # --- from step to step

    def _show_book(self, book: Workbook) -> None:
        self._book = book
        self.sheets.blockSignals(True)
        self.sheets.clear()
        best, most = 0, -1
        for place, sheet in enumerate(book.sheets):
            self.sheets.addItem(f"{sheet.name}（隐藏）" if sheet.hidden else sheet.name)
            size = -1 if sheet.hidden else len(sheet.rows)
            if size > most:
                best, most = place, size
        self.sheets.setCurrentIndex(self._place_of_ours(book, best))
        self.sheets.blockSignals(False)
        self._go(_HEAD)
        self._find()
        former = self._intake.former(self._desk.actor, book.sha256)
        if former:
            day = local_day(former[0].at)
            self._say(f"▲ 这个文件 {day} 已由 {former[0].by} 导入过（新增 {former[0].added:,}），请核对。")

    def _place_of_ours(self, book: Workbook, place: int) -> int:
        """Choose the list and the sheet of a collection sheet of ours that came back."""
        mark = mark_in(book)
        kind = self.kinds.findData(mark.kind) if mark is not None else -1
        if mark is None or kind < 0:
            return place
        self.kinds.setCurrentIndex(kind)
        if not self.senders.currentText().strip():
            self.senders.setEditText(mark.office)
        names = [sheet.name for sheet in book.sheets]
        return names.index(FILL_IN) if FILL_IN in names else place

    @property
    def _sheet(self) -> Sheet | None:
        place = self.sheets.currentIndex()
        if self._book is None or not 0 <= place < len(self._book.sheets):
            return None
        return self._book.sheets[place]

    def _find(self, header: int | None = None) -> None:
        """Find the list of the sheet, below the row that a person pointed to."""
        sheet = self._sheet
        if sheet is None:
            return
        self._table = find_table(sheet, knows_headings(self.kind.fields), header)
        marked = self._table.header_rows if self._table is not None else None
        if header is None:
            self.grid.show_sheet(sheet, marked)
        else:
            self.grid.sheet_model.mark(marked)
        self.found.setText(_found_words(self._table))
        self._say("")
        self._enable()

    def _to_columns(self) -> None:
        book, table = self._book, self._table
        if book is None or table is None:
            self._say(_NO_LIST, problem=True)
            return
        if not table.rows:
            self._say("表头下面没有名单，请在真正的表头那一行按空格。", problem=True)
            return
        self._go(_COLUMNS)
        key = (book.sha256, table.sheet, table.areas, self.kind.name, self.senders.currentText().strip())
        if key != self._column_key:
            self._column_key = key
            sender = self.senders.currentText()
            chosen = self._intake.columns(self._desk.actor, self.kind.name, table, sender)
            self.columns.show_columns(table, self.kind.fields, chosen)
        self.columns.setFocus()

    def _order(self) -> IntakeOrder | None:
        book, table = self._book, self._table
        if book is None or table is None:
            return None
        return IntakeOrder(
            self.kind.name,
            book.file_name,
            book.sha256,
            table,
            self.columns.chosen(),
            self.senders.currentText(),
            book.counts_from_1904,
        )

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.rows.preview_model.taken.clear()
        counts = preview.counts
        self.verdict.blockSignals(True)
        self.verdict.setCurrentIndex(0)
        for place, (_words, verdict) in enumerate(_VERDICTS):
            count = len(preview.judged) if verdict is None else getattr(counts, verdict.value)
            self.verdict.setItemText(place, f"{_VERDICTS[place][0]} {count:,}")
        self.verdict.blockSignals(False)
        self._go(_PREVIEW)
        self._filter()
        self._sum_up()
        self.rows.setFocus()

    def _filter(self) -> None:
        if self._preview is not None:
            self.rows.show_rows(self._preview.judged, _VERDICTS[self.verdict.currentIndex()][1])

    def _tell(self, row: int) -> None:
        """Show the whole of what is said of a row."""
        one = self.rows.preview_model.judged(row) if row >= 0 else None
        self.detail.setText(f"第 {one.row.number} 行　{one.shown}：{one.words}" if one and one.words else "")

    def _sum_up(self) -> None:
        """Say what would be written, as it stands with the doubtful rows that were taken."""
        preview = self._preview
        if preview is None:
            return
        counts, taken = preview.counts, len(self.rows.preview_model.taken)
        over = (
            f"；另有 {counts.passed_over:,} 行不是名单（合计、说明、空行），已跳过"
            if counts.passed_over
            else ""
        )
        self.summary.setText(f"{counts.words}{over}。")
        writes = counts.new + counts.changed + taken
        self.go.setText(f"导入 {writes:,} {self.kind.unit}(&N)" if writes else "没有要写入的(&N)")
        left = counts.refused + counts.doubtful - taken
        self.back_sheet.setEnabled(left > 0)
        self._enable()

    def _told(self, applied: Applied) -> None:
        counts, preview = applied.counts, self._preview
        told = f"{applied.title}：{_done_words(counts)}"
        self._desk.status(told, undo=_taking_back(self._desk, self._intake, applied))
        if preview is not None and counts.refused:
            self._say(f"已导入：{_done_words(counts)}。没有导入的行可以存成退回表，交给对方改。")
            self.go.hide()
            self.previous.setEnabled(False)
            self.leave.setText("关闭")
            self.leave.setDefault(True)
            self.leave.setFocus()
        else:
            self.accept()

    # --- inside

    def _run(self, title: str, work: Callable[[TaskHandle], Any], done: Callable[[Any], None]) -> None:
        self._say(f"{title}…")

        def ended(result: Any) -> None:
            self._ended("")
            done(result)

        def failed(error: Exception) -> None:
            self._ended("")
            if isinstance(error, Cancelled):
                self._say("已停止，什么也没有写入。")
            elif isinstance(error, RuleBroken):
                self._say(error.message, problem=True)
            elif isinstance(error, StoreProblem):
                self._say(f"{error.message}{error.advice}", problem=True)
            else:
                raise error

        self._task = self._desk.tasks.run(title, work, ended, failed, whose=self)
        self._enable()

    def _stopped_elsewhere(self, task: TaskHandle) -> None:
        """Say so when the work was stopped in the window's status line: nobody is called then."""
        if task is self._task and task.cancelled():
            self._ended("已停止。请在列表里核对有没有写入。" if self._writing else "已停止。")

    def _ended(self, words: str) -> None:
        self._task, self._writing = None, False
        self._say(words)
        self._enable()

    def _progressed(self, task: TaskHandle) -> None:
        if task is self._task:
            self.progress.setRange(0, task.total)
            self.progress.setValue(task.done)

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.where.setText(
            "　".join(f"[{words}]" if place == step else words for place, words in enumerate(_STEPS))
        )
        self._say("")
        if step != _PREVIEW:
            self.go.setText("下一步(&N)")
        self._enable()
        (self.path, self.grid, self.columns, self.rows)[step].setFocus()

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.message.setText(f"▲ {words}" if problem and words else words)
        style.mark_problem(self.message, problem=problem)

    def _enable(self) -> None:
        busy = self._task is not None
        self.progress.setVisible(busy)
        self.stack.setEnabled(not busy)
        self.previous.setEnabled(not busy and self.step > _FILE)
        counts = self._preview.counts if self._preview is not None else Counts()
        writes = counts.new + counts.changed + len(self.rows.preview_model.taken)
        self.go.setEnabled(not busy and (self.step != _PREVIEW or writes > 0))
        self.leave.setText("停止" if busy else "取消")

    def _offer(self, kind: str) -> None:
        for each in self._intake.kinds:
            self.kinds.addItem(each.title, each.name)
        self.kinds.setCurrentIndex(max(self.kinds.findData(kind), 0))
        self.senders.addItems(["", *self._intake.senders(self._desk.actor)])
        self._show_hint()

    def _show_hint(self) -> None:
        self.hint.setText(self.kind.hint)

    def _make(self) -> None:
        self.where, self.message, self.hint = _words("步骤"), _words("提示"), _words("对照办法")
        self.detail = _words("这一行的全部说明")
        self.found, self.summary, self.help = _words("找到的名单"), _words("汇总"), _words("怎样办")
        self.hint.setProperty("muted", True)
        self.kinds, self.senders, self.sheets, self.verdict = (QComboBox() for _ in range(4))
        self.senders.setEditable(True)
        self.senders.setLineEdit(LineEdit())
        for box, name in ((self.kinds, "导入内容"), (self.senders, "来源单位"), (self.sheets, "工作表")):
            box.setAccessibleName(name)
        typed = self.senders.lineEdit()
        if typed is not None:
            typed.setAccessibleName("来源单位")
        self.verdict.setAccessibleName("只看哪些行")
        for words, _verdict in _VERDICTS:
            self.verdict.addItem(words)
        self.path = PathEdit()
        self.path.setAccessibleName("文件")
        self.path.setPlaceholderText("把文件拖到这里，或按 Ctrl+O 选择；复制好的名单按“粘贴名单”")
        self.browse_button = _button("浏览…(&O)", "Ctrl+O")
        self.paste_button = _button("粘贴名单(&P)", "在 WPS 或 Excel 里选中名单（连同表头）复制，再按这里")
        self.grid, self.columns, self.rows = SheetGrid(), ColumnTable(), PreviewTable()
        self.mark_button = _button("这一行是表头(&H)", "空格")
        self.again_button = _button("自动查找(&A)", "由程序重新找表头")
        self.turn_button = _button("疑似的当作新增(&T)", "空格：选中的疑似行当作新的一份，再按一次取消")
        self.back_sheet = _button("存退回表…(&S)", "把没有导入的行和原因存成 Excel，改好后可以再导入")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self.progress.setRange(0, 0)
        self.previous = _button("上一步(&B)", "")
        self.go = style.make_primary(_button("下一步(&N)", ""))
        self.go.setDefault(True)
        self.leave = _button("取消", "Esc")
        self.stack = QStackedWidget()

    def _connect(self) -> None:
        QShortcut(QKeySequence.StandardKey.Open, self, self.browse)
        self.browse_button.clicked.connect(lambda _on=False: self.browse())
        self.path.list_pasted.connect(self.paste)
        self.paste_button.clicked.connect(lambda _on=False: self.paste())
        self.go.clicked.connect(lambda _on=False: self.next())
        self.previous.clicked.connect(lambda _on=False: self.back())
        self.leave.clicked.connect(lambda _on=False: self.reject())
        self.kinds.currentIndexChanged.connect(lambda _row: self._show_hint())
        self.sheets.currentIndexChanged.connect(lambda _row: self._find())
        self.grid.pointed.connect(self._find)
        self.mark_button.clicked.connect(lambda _on=False: self.grid.mark_current())
        self.again_button.clicked.connect(lambda _on=False: self._find())
        self.verdict.currentIndexChanged.connect(lambda _row: self._filter())
        self.rows.turned.connect(self._sum_up)
        self.rows.selectionModel().currentRowChanged.connect(lambda here, _before: self._tell(here.row()))
        self.turn_button.clicked.connect(lambda _on=False: self._turn())
        self.back_sheet.clicked.connect(lambda _on=False: self.give_back())
        self._desk.tasks.progressed.connect(self._progressed)
        self._desk.tasks.ended.connect(self._stopped_elsewhere)

    def _turn(self) -> None:
        here = self.rows.currentIndex()
        if here.isValid() and self.rows.preview_model.turn(here.row()):
            self._sum_up()
        else:
            self._say("只有“疑似”的行可以当作新增；拒收的行请改好再导入。")

    def _lay_out(self) -> None:
        for page in (self._file_page(), self._head_page(), self._columns_page(), self._preview_page()):
            self.stack.addWidget(page)
        below = QHBoxLayout()
        below.addWidget(self.progress, 1)
        below.addStretch(1)
        for button in (self.previous, self.go, self.leave):
            below.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addWidget(self.where)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.message)
        whole.addLayout(below)

    def _file_page(self) -> QWidget:
        page = QWidget()
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(self.browse_button)
        line.addWidget(self.paste_button)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(_label("导入内容(&K)", self.kinds), self.kinds)
        form.addRow("", self.hint)
        form.addRow(_label("文件(&F)", self.path), line)
        form.addRow(_label("来源单位(&U)", self.senders), self.senders)
        self.help.setText("标题、合计、说明和空行会自动跳过。确认以前什么也不写入，导入后可以整批撤销。")
        self.help.setProperty("muted", True)
        form.addRow(self.help)
        return page

    def _head_page(self) -> QWidget:
        above = _labelled("工作表(&W)", self.sheets)
        above.addWidget(self.mark_button)
        above.addWidget(self.again_button)
        return _page(above, self.found, self.grid)

    def _columns_page(self) -> QWidget:
        words = _words("说明")
        words.setText("请核对每一列导入为什么；不对的，选中那一行按空格改选。")
        return _page(words, self.columns)

    def _preview_page(self) -> QWidget:
        above = _labelled("只看(&V)", self.verdict)
        above.addWidget(self.turn_button)
        above.addWidget(self.back_sheet)
        page = _page(self.summary, above, self.rows)
        layout = page.layout()
        if layout is not None:
            layout.addWidget(self.detail)
        return page


def _taking_back(desk: Desk, intake: Intake, applied: Applied) -> Callable[[], TaskHandle]:
    """Return what takes an import back beside the window, and says when it is done."""
    actor, uid, title = desk.actor, applied.work_uid, applied.title

    def done(_work: str) -> None:
        desk.status(f"已撤销：{title}。")

    def failed(error: Exception) -> None:
        if not isinstance(error, RuleBroken | StoreProblem):
            raise error
        desk.status(f"没有撤销：{error.message}")

    return lambda: desk.tasks.run("正在撤销导入", lambda _task: intake.undo(actor, uid), done, failed)


def _page(*parts: QWidget | QHBoxLayout) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for place, part in enumerate(parts, start=1):
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            column.addWidget(part, 1 if place == len(parts) else 0)
    return page


def _label(words: str, box: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(box)
    return label


def _labelled(words: str, box: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(_label(words, box))
    line.addWidget(box, 1)
    return line


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setAccessibleName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(title: str, tip: str) -> QPushButton:
    made = QPushButton(title)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    return made


def _found_words(table: Table | None) -> str:
    """表头在第 3–4 行，8 列，名单 120 行；已跳过合计 2 行、说明 1 行。"""
    if table is None:
        return _NO_LIST
    top, bottom = table.header_rows
    rows = f"{top + 1}" if top == bottom else f"{top + 1}–{bottom + 1}"
    lists = f"，并排 {len(table.areas)} 份" if len(table.areas) > 1 else ""
    over = f"；跳过{skipped_words(table.skipped)}" if table.skipped else ""
    columns = sum(1 for heading in table.headings if heading)
    return f"表头在第 {rows} 行，{columns} 列{lists}，名单 {len(table.rows):,} 行{over}。"


def _done_words(counts: Counts) -> str:
    refused = f"，没有导入 {counts.refused:,}" if counts.refused else ""
    return f"新增 {counts.new:,}，更改 {counts.changed:,}，相同 {counts.same:,}{refused}"
