"""The screens before the desk: set up the office, keep the recovery key, unlock.

answers = FirstStart(create=services.create).run()        # create(answers) -> recovery key, in a worker
Unlock(tasks, folder, users, unlock=lambda user, password: ...)  # .opened holds what unlock returned
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.forms.ui_first_start import Ui_FirstStart
from union_desk.desk.forms.ui_recover import Ui_Recover
from union_desk.desk.forms.ui_recovery_key import Ui_RecoveryKey
from union_desk.desk.forms.ui_unlock import Ui_Unlock
from union_desk.desk.tasks import TaskHandle, Tasks

SHORTEST_PASSWORD: Final = 8
LEVELS: Final = (("street", "街道总工会"), ("district", "区总工会"))
_CHARACTERS: Final = 50
"""How wide these dialogs are where the screen has room."""
_CAPS: Final = "大写锁定（Caps Lock）开着。"


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """The five answers; `level` is street or district, `code` stands in every number of this office."""

    office: str
    code: str
    level: str
    user: str
    password: str


class CapsWatch(QObject):
    """Says below a password that Caps Lock is on, as far as the letters typed tell it."""

    def __init__(self, field: QLineEdit, hint: QLabel) -> None:
        super().__init__(field)
        self._hint = hint
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if letter.isascii() and letter.isalpha():
                self._hint.setText(_CAPS if letter.isupper() != shift else "")
        return False


class StartDialog(QDialog):
    """A dialog whose one act takes a moment and runs in a worker; its problem stands above the button."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.result_value: Any = None

    def sizeHint(self) -> QSize:
        """Make room for a line of words, as far as the screen has it."""
        return _roomy(self, super().sizeHint())

    def refuse(self, problem: QLabel, broken: RuleBroken) -> None:
        """Write what is wrong and go to its field."""
        problem.setText(f"▲ {broken.message}")
        field = self.findChild(QLineEdit, broken.field) if broken.field else None
        if field is not None:
            field.setFocus()
            field.selectAll()

    def try_again(self) -> None:
        """Put the cursor where the next try begins, after it did not work."""

    def work(self, button: QPushButton, problem: QLabel, act: Callable[[], object]) -> None:
        """Do it beside the window; accept the dialog when it is done."""
        words = button.text()
        button.setEnabled(False)
        button.setText("请稍候…")
        problem.clear()

        def back() -> None:
            button.setText(words)
            button.setEnabled(True)

        def done(value: object) -> None:
            back()
            self.result_value = value
            self.accept()

        def failed(error: Exception) -> None:
            back()
            match error:
                case RuleBroken():
                    self.refuse(problem, error)
                case StoreProblem():
                    problem.setText("\n".join(part for part in (f"▲ {error.message}", error.advice) if part))
                    self.try_again()
                case _:
                    raise error

        def in_worker(_task: TaskHandle) -> object:
            return act()

        self._tasks.run(words, in_worker, done, failed)


class Unlock(StartDialog):
    """`result_value` is what `unlock(user, password)` gave; `recovery_wanted`: the key is to be used."""

    def __init__(
        self, tasks: Tasks, where: str, users: Sequence[str], unlock: Callable[[str, str], object]
    ) -> None:
        super().__init__(tasks)
        self._unlock = unlock
        self.recovery_wanted = False
        self.ui = Ui_Unlock()
        self.ui.setupUi(self)
        self.ui.where.setText(where)
        self.ui.user.setText(users[0] if users else "")
        (self.ui.password if users else self.ui.user).setFocus()
        CapsWatch(self.ui.password, self.ui.hint)
        self.ui.unlock.clicked.connect(self.try_open)
        self.ui.recover.clicked.connect(self._recover)

    def try_open(self) -> None:
        user, password = self.ui.user.text().strip(), self.ui.password.text()
        try:
            check_filled("user", user, "请填写姓名。")
            check_filled("password", password, "请填写密码。")
        except RuleBroken as broken:
            self.refuse(self.ui.problem, broken)
            return
        self.work(self.ui.unlock, self.ui.problem, lambda: self._unlock(user, password))

    def try_again(self) -> None:
        self.ui.password.setFocus()
        self.ui.password.selectAll()

    def _recover(self) -> None:
        self.recovery_wanted = True
        self.reject()


class FirstStart(StartDialog):
    """`result_value` is what `create(answers)` returned; `demo_wanted` when one wants to look first."""

    def __init__(self, tasks: Tasks, create: Callable[[FirstAnswers], object]) -> None:
        super().__init__(tasks)
        self._create = create
        self.demo_wanted = False
        self.answers: FirstAnswers | None = None
        self.ui = Ui_FirstStart()
        self.ui.setupUi(self)
        for code, title in LEVELS:
            self.ui.level.addItem(title, code)
        CapsWatch(self.ui.password, self.ui.hint)
        self.ui.begin.clicked.connect(self.begin)
        self.ui.demo.clicked.connect(self._demo)

    def begin(self) -> None:
        try:
            answers = self.read()
        except RuleBroken as broken:
            self.refuse(self.ui.problem, broken)
            return
        self.answers = answers
        self.work(self.ui.begin, self.ui.problem, lambda: self._create(answers))

    def read(self) -> FirstAnswers:
        """Read the answers; RuleBroken names the field that wants another look."""
        form = self.ui
        answers = FirstAnswers(
            form.office.text().strip(),
            form.code.text().strip().upper(),
            str(form.level.currentData()),
            form.user.text().strip(),
            form.password.text(),
        )
        check_filled("office", answers.office, "请填写本单位名称。")
        if not (answers.code.isascii() and answers.code.isalpha() and 2 <= len(answers.code) <= 4):
            raise RuleBroken("单位代码用两到四个字母，如 BY。", field="code")
        check_filled("user", answers.user, "请填写您的姓名。")
        check_password(answers.password, form.again.text())
        return answers

    def _demo(self) -> None:
        self.demo_wanted = True
        self.reject()


class RecoveryKey(QDialog):
    """Shows the key once, and asks its last group back before it lets go."""

    def __init__(self, key: str, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._office = key, office
        self.ui = Ui_RecoveryKey()
        self.ui.setupUi(self)
        self.ui.key.setText(key)
        font = self.ui.key.font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "monospace"])
        self.ui.key.setFont(font)
        self.ui.print.clicked.connect(self.print_key)
        self.ui.save.clicked.connect(self.save_key)
        self.ui.confirm.clicked.connect(self.confirm)
        self.ui.last_group.setFocus()

    def sizeHint(self) -> QSize:
        return _roomy(self, super().sizeHint())

    def paper(self) -> str:
        """Write the text of the recovery sheet."""
        return (
            f"工会帮扶维权工作台　恢复密钥单\n\n单位：{self._office}\n\n{self._key}\n\n"
            "忘了密码时，用它可以打开数据。任何人拿到它都能打开数据：请与公章同样保管，不要拍照、不要存在电脑里。\n"
        )

    def confirm(self) -> None:
        groups = self._key.replace("-", " ").split()
        typed = self.ui.last_group.text().strip().upper()
        if typed == groups[-1].upper():
            self.accept()
            return
        self.ui.problem.setText("▲ 和密钥的最后一组不一样，请对照刚才抄下的再输。")
        self.ui.last_group.setFocus()
        self.ui.last_group.selectAll()

    def reject(self) -> None:
        """Stay: without the key a forgotten password loses everything."""
        self.ui.problem.setText("▲ 请先记下密钥，再输入最后一组。")

    def print_key(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            sheet = QTextDocument()
            sheet.setPlainText(self.paper())
            sheet.print_(printer)

    def save_key(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, "存到 U 盘", "恢复密钥单.txt", "文本 (*.txt)")
        if not path:
            return
        try:
            Path(path).write_text(self.paper(), "utf-8")
        except OSError:
            self.ui.problem.setText("▲ 不能写到那里，请换一个 U 盘或文件夹。")


class Recover(StartDialog):
    """Opens with the recovery key and sets a new password; `open_with(key, user, password)`."""

    def __init__(
        self, tasks: Tasks, users: Sequence[str], open_with: Callable[[str, str, str], object]
    ) -> None:
        super().__init__(tasks)
        self._open_with = open_with
        self.ui = Ui_Recover()
        self.ui.setupUi(self)
        self.ui.user.setText(users[0] if users else "")
        self.ui.key.setFocus()
        self.ui.open.clicked.connect(self.recover)

    def recover(self) -> None:
        form = self.ui
        key, user, password = form.key.text().strip(), form.user.text().strip(), form.password.text()
        try:
            check_filled("key", key, "请输入恢复密钥。")
            check_filled("user", user, "请填写姓名。")
            check_password(password, form.again.text())
        except RuleBroken as broken:
            self.refuse(form.problem, broken)
            return
        self.work(form.open, form.problem, lambda: self._open_with(key, user, password))


def _roomy(dialog: QDialog, least: QSize) -> QSize:
    wanted = dialog.fontMetrics().averageCharWidth() * _CHARACTERS
    return least.expandedTo(QSize(min(wanted, dialog.screen().availableSize().width() - 20), 0))


def check_filled(field: str, text: str, message: str) -> None:
    if not text:
        raise RuleBroken(message, field=field)


def check_password(password: str, again: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(f"密码至少 {SHORTEST_PASSWORD} 位。", field="password")
    if password != again:
        raise RuleBroken("两次输入的密码不一样，请再输一次。", field="again")
