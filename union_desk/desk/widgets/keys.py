"""Enter goes on to the next field, as on a form that is filled by hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QToolButton, QWidget

from union_desk.desk.widgets.fold import Fold

_ENTER = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


class EnterMoves(QObject):
    """Filters one form: the Enter that no field wanted comes up to it; while composing none comes at all."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is not self._form
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
        ):
            return False
        if event.key() not in _ENTER:
            return False
        here = QApplication.focusWidget()
        if here is None or not self._form.isAncestorOf(here):
            return False
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(here, QPlainTextEdit) and not ctrl:
            return False
        if isinstance(here, QPushButton | QToolButton):
            here.click()
            return True
        go_on(self._form, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True


def go_on(form: QWidget, *, back: bool = False, leaving: QWidget | None = None) -> QWidget | None:
    """Move to the next field of the form in its Tab order; return it, or None at its end.

    A widget with `begin` is asked first: it may put the cursor somewhere itself. `leaving` is a part of the
    form that has had its turn: the next field lies outside of it.
    """
    focused = QApplication.focusWidget()
    if focused is None:
        return None
    here = _stop(focused)
    each = _beside(here, back=back)
    while each is not here:
        left = leaving is not None and leaving.isAncestorOf(each)
        related = here.isAncestorOf(each) or each.isAncestorOf(here)
        if _takes_tab(each) and form.isAncestorOf(each) and not related and not left:
            begin = getattr(each, "begin", None)
            if not back and callable(begin) and begin():
                return QApplication.focusWidget()
            each.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
            return each
        each = _beside(each, back=back)
    return None


def _beside(widget: QWidget, *, back: bool) -> QWidget:
    beside = widget.previousInFocusChain() if back else widget.nextInFocusChain()
    return beside if beside is not None else widget


def _stop(widget: QWidget) -> QWidget:
    """Return the stop of the Tab key that a widget belongs to: a box belongs to its group."""
    group = widget.parentWidget()
    return group if group is not None and group.focusPolicy() & Qt.FocusPolicy.TabFocus else widget


def _takes_tab(widget: QWidget) -> bool:
    """Tell whether Enter stops here: where Tab does, but not at a link or the line of a folded part."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget, Fold)
        and not widget.property("link")
        and widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
    )
