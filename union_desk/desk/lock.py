"""The locked desk: nothing of the work is seen until a password was typed; and when it locks by itself.

watch = IdleWatch(); watch.went_idle.connect(lock); watch.lock_wanted.connect(lock); watch.set_minutes(15)
curtain = Curtain(app, box); curtain.draw()          # every other window of ours is gone from the screen
curtain.open()                                  # those that are still wanted come back
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken
from union_desk.desk.forms.ui_lock import Ui_Lock
from union_desk.desk.start import CapsWatch, StartDialog, check_filled, offer_names
from union_desk.desk.tasks import Tasks

MINUTES: Final = (5, 10, 15, 30, 0)
"""How long the desk may stand idle; 0 never locks it."""
USUAL_MINUTES: Final = 15
PREFERENCE: Final = "lock/minutes"
_ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
_LOCK_KEYS: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
# An identity number, a telephone, a bank card: eleven digits or more, however they are grouped.
_NUMBER: Final = re.compile(r"\d(?:[ -]?\d){10}")


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse in our windows for a while.

    It hears windows, not widgets: a filter that sees every event of the program would slow down each of them.
    An input method keeps its keys to itself; that it works is seen by where it stands.
    """

    went_idle = Signal()
    lock_wanted = Signal()
    """Ctrl+L: a dialog would keep it from the menu of the window behind it."""

    def __init__(self, seconds: Callable[[], float] = time.time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds, self._limit = seconds, 0.0
        self._last = seconds()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._hear)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.touched)
        self._hear(QGuiApplication.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """Begin to wait anew; 0 waits for nothing."""
        self._limit = minutes * 60
        self.touched()
        self._timer.stop()
        if self._limit:
            self._wait(self._limit)

    def touched(self) -> None:
        """Note that somebody is there."""
        self._last = self._seconds()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self.touched()
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is None or pressed.keyCombination() != _LOCK_KEYS:
            return False
        self.lock_wanted.emit()
        return True

    def _hear(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _look(self) -> None:
        now = self._seconds()
        # A clock that was put back must not keep the desk open for as long.
        self._last = min(self._last, now)
        left = self._last + self._limit - now
        if left > 0:
            self._wait(left)
        else:
            self.went_idle.emit()

    def _wait(self, seconds: float) -> None:
        self._timer.start(max(1, round(seconds * 1000)))


class Curtain(QObject):
    """Takes the windows of the program from the screen, all but one, and puts them back.

    What would come up meanwhile (a task that ends with a question) waits behind it too.
    """

    def __init__(self, app: QApplication, box: QWidget) -> None:
        super().__init__(box)
        self._app, self._box = app, box
        self._behind: list[QWidget] = []

    def draw(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        clear_clipboards()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not self._box:
                self._hide(window)
        self._app.installEventFilter(self)

    def open(self) -> None:
        """Put back what is still wanted."""
        self._app.removeEventFilter(self)
        behind, self._behind = self._behind, []
        # A window before what belongs to it.
        for window in sorted(filter(isValid, behind), key=lambda each: each.parentWidget() is not None):
            window.show()
            window.activateWindow()

    def drop(self) -> None:
        """Let what is behind be: another user goes on with a window of his own."""
        self._app.removeEventFilter(self)
        self._behind = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._keep_behind(watched)
        return False

    def _keep_behind(self, shown: QWidget) -> None:
        if shown.isWindow() and shown is not self._box and not self._box.isAncestorOf(shown):
            QTimer.singleShot(0, self, lambda: self._hide_late(shown))

    def _hide_late(self, window: QWidget) -> None:
        if isValid(window) and window.isVisible():
            self._hide(window)

    def _hide(self, window: QWidget) -> None:
        if isinstance(window, QDialog) and window.windowModality() == Qt.WindowModality.ApplicationModal:
            # A question that is waited for cannot be hidden: it ends as if it was answered by Esc.
            window.reject()
        if window.isVisible():
            self._behind.append(window)
            window.hide()


def clear_clipboards() -> None:
    """Take numbers of persons, telephones and cards out of the clipboards, if they came from this program."""
    clipboard = QGuiApplication.clipboard()
    for mode, ours in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
    ):
        if ours and _NUMBER.search(clipboard.text(mode)):
            clipboard.clear(mode)


class LockBox(StartDialog):
    """Asks for the password of who locked the desk, or for name and password of the next one.

    `result_value` is what `enter(user, password)` gave. Esc does not open it; closing it leaves the program.
    """

    left = Signal()

    def __init__(
        self, tasks: Tasks, user: str, others: tuple[str, ...], enter: Callable[[str, str], object]
    ) -> None:
        super().__init__(tasks)
        self._user, self._others, self._enter = user, others, enter
        self.ui = Ui_Lock()
        self.ui.setupUi(self)
        offer_names(self.ui.user, others)
        CapsWatch(self.ui.password, self.ui.hint)
        self.ui.user.textEdited.connect(self.release)
        self.ui.unlock.clicked.connect(self.try_enter)
        self.ui.other.clicked.connect(lambda: self.ask(another=not self._another))
        self.ask(another=False)

    def ask(self, *, another: bool) -> None:
        """Ask the same user again, or another one."""
        self._another = another
        form = self.ui
        self.release()
        form.problem.clear()
        form.password.clear()
        form.user.setReadOnly(not another)
        form.user.setText("" if another else self._user)
        kept = f"{self._user}没保存的内容已暂存，回来时接着填。"
        form.why.setText(f"更换用户。{kept}" if another else f"工作台已锁定。{kept}")
        form.unlock.setText("进入" if another else "继续工作")
        form.other.setText(f"还是{self._user}(&S)" if another else "更换用户(&S)")
        (form.user if another else form.password).setFocus()
        self.fit()

    def try_enter(self) -> None:
        user, password = self.ui.user.text().strip(), self.ui.password.text()
        try:
            check_filled("user", user, "请填写姓名。")
            check_filled("password", password, "请填写密码。")
        except RuleBroken as broken:
            self.refuse(self.ui.problem, broken)
            return
        self.work(self.ui.unlock, self.ui.problem, lambda: self._enter(user, password))

    def try_again(self) -> None:
        self.ui.password.setFocus()
        self.ui.password.selectAll()

    def reject(self) -> None:
        """Stay locked; from the question for another user go back to the first."""
        if self._another:
            self.ask(another=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.left.emit()
