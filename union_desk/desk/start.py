"""The screens before the desk: set up the office, unlock, recover.

answers = FirstStart(create=services.create).run()        # create(answers) -> recovery key, in a worker
Unlock(tasks, folder, users, unlock=lambda user, password: ...)  # .opened holds what unlock returned
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPushButton, QWidget

from union_desk.core.clock import local_day, system_clock
from union_desk.core.errors import RuleBroken, StoreProblem, WrongPassword
from union_desk.core.office_words import office_word
from union_desk.core.passwords import check_password
from union_desk.desk.dialog_size import Dialog, grow, size_of
from union_desk.desk.forms.ui_first_start import Ui_FirstStart
from union_desk.desk.forms.ui_recover import Ui_Recover
from union_desk.desk.forms.ui_unlock import Ui_Unlock
from union_desk.desk.tasks import TaskHandle, Tasks

LAST_USER: Final = "start/user"
"""The preference that names who worked here last: the next login begins with that name."""
DISTRICT: Final = "district"
LEVELS: Final = (("street", "街道总工会"), (DISTRICT, "区总工会"))
CODE: Final = re.compile(r"[A-Z]{2,6}")
PROVISIONAL: Final = (
    "没有代码也能开始：编号前先带“临时”。区里给了代码以后，在 工具 → 设置 → 单位 里录入；"
    "已经印出的编号不变，新旧编号都查得到。"
)
_TICK_MS: Final = 250
_MAY_TRY: Final = "用户名或密码不对，现在可以再试。"
_CAPS: Final = "大写锁定（Caps Lock）开着。"


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """The five answers; `level` is street or district; without a `code` a provisional one is made."""

    office: str
    code: str
    level: str
    user: str
    password: str
    short_name: str = ""


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


class Countdown(QObject):
    """Keeps a button from being pressed for some seconds, and counts them down on it."""

    over = Signal()
    """The next try may begin."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button, self._words, self._until = button, button.text(), 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self, seconds: int) -> None:
        if not self._timer.isActive():
            self._words = self._button.text()
        self._until = time.monotonic() + seconds
        self._timer.start()
        self._tick()

    def end(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._button.setText(self._words)
            self._button.setEnabled(True)
            self.over.emit()

    def _tick(self) -> None:
        left = ceil(self._until - time.monotonic())
        if left <= 0:
            self.end()
            return
        self._button.setEnabled(False)
        self._button.setText(f"请等 {left} 秒")


class StartDialog(Dialog):
    """A dialog whose one act takes a moment and runs in a worker; its problem stands above the button."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._countdown: Countdown | None = None
        self.result_value: Any = None

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as its words need: left to itself, Qt cuts sentences off."""
        self.resize(size_of(self))
        super().showEvent(event)

    def fit(self) -> None:
        """Grow to what the words take now."""
        if self.isVisible():
            grow(self)

    def tell(self, problem: QLabel, words: str) -> None:
        """Write what is wrong above the button."""
        problem.setText(f"▲ {words}")
        self.fit()

    def refuse(self, problem: QLabel, broken: RuleBroken) -> None:
        """Write what is wrong and go to its field."""
        self.tell(problem, broken.message)
        field = self.findChild(QLineEdit, broken.field) if broken.field else None
        if field is not None:
            field.setFocus()
            field.selectAll()

    def try_again(self) -> None:
        """Put the cursor where the next try begins, after it did not work."""

    def hold(self, button: QPushButton, problem: QLabel, seconds: int) -> None:
        """Let the next try wait, after several that were wrong; one may go away meanwhile."""
        if self._countdown is None:
            self._countdown = Countdown(button)
            self._countdown.over.connect(lambda: self.tell(problem, _MAY_TRY))
        self._countdown.begin(seconds)

    def release(self) -> None:
        """Let another user try at once: his wrong passwords are counted for himself."""
        if self._countdown is not None:
            self._countdown.end()

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
                    self.tell(problem, "\n".join(part for part in (error.message, error.advice) if part))
                    self.try_again()
                    if isinstance(error, WrongPassword) and error.wait_seconds:
                        self.hold(button, problem, error.wait_seconds)
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
        offer_names(self.ui.user, users)
        self.ui.user.textEdited.connect(self.release)
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
    """`result_value` is what `create(answers)` returned; `demo_wanted` when one wants to look first.

    `issued_wanted`: the district has given this street its data.
    """

    def __init__(self, tasks: Tasks, create: Callable[[FirstAnswers], object]) -> None:
        super().__init__(tasks)
        self._create = create
        self.demo_wanted = self.issued_wanted = False
        self.answers: FirstAnswers | None = None
        self.ui = form = Ui_FirstStart()
        form.setupUi(self)
        for code, title in LEVELS:
            form.level.addItem(title, code)
        CapsWatch(form.password, form.hint)
        self._short_by_hand = False
        form.level.currentIndexChanged.connect(lambda _row: self._explain())
        form.office.textChanged.connect(self._follow_name)
        form.short_name.textEdited.connect(self._take_short_name)
        form.code.textChanged.connect(lambda _text: self._explain())
        form.begin.clicked.connect(self.begin)
        form.demo.clicked.connect(self._demo)
        form.issued.clicked.connect(self._issued)
        self._explain()

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
            form.short_name.text().strip(),
        )
        check_filled("office", answers.office, "请填写本单位名称。")
        if answers.level == DISTRICT and not answers.code:
            raise RuleBroken("请给区总工会定一个代码，如 QT。", field="code")
        if answers.code and not CODE.fullmatch(answers.code):
            raise RuleBroken("单位代码用两到六个字母，如 BY。", field="code")
        check_filled("user", answers.user, "请填写您的姓名。")
        check_new_password(answers.password, form.again.text(), answers.user)
        return answers

    def _follow_name(self, name: str) -> None:
        """Propose the word that stands before numbers, until one writes another."""
        if not self._short_by_hand:
            self.ui.short_name.setText(office_word(name))
        self._explain()

    def _take_short_name(self, text: str) -> None:
        self._short_by_hand = bool(text)
        self._explain()

    def _explain(self) -> None:
        """Say what the word and the code are for, with the number that comes of them."""
        form = self.ui
        is_district = form.level.currentData() == DISTRICT
        form.code.setPlaceholderText("自己定，如 QT" if is_district else "区里给的；还没有就不填")
        number = f"{form.short_name.text().strip() or '白杨'}-{local_day(system_clock()).year}-00001"
        if form.code.text().strip() or is_district:
            words = f"编号印成 {number}。代码用在二维码和文件名里，定下后不再改。"
        else:
            words = PROVISIONAL
        form.about_code.setText(words)
        self.fit()

    def _demo(self) -> None:
        self.demo_wanted = True
        self.reject()

    def _issued(self) -> None:
        self.issued_wanted = True
        self.reject()


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
            check_new_password(password, form.again.text(), user)
        except RuleBroken as broken:
            self.refuse(form.problem, broken)
            return
        self.work(form.open, form.problem, lambda: self._open_with(key, user, password))


def check_filled(field: str, text: str, message: str) -> None:
    if not text:
        raise RuleBroken(message, field=field)


def check_new_password(password: str, again: str, user: str) -> None:
    check_password(password, user)
    if password != again:
        raise RuleBroken("两次输入的密码不一样，请再输一次。", field="again")


def offer_names(field: QLineEdit, users: Sequence[str]) -> None:
    """Offer the users whose names begin with what is typed."""
    if len(users) > 1:
        field.setCompleter(QCompleter(list(users), field))
