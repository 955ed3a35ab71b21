"""What an eye sees on a screen, found without one: words cut off, nameless widgets, jumps of the Tab key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStatusBar,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

SLACK = 1
"""Sizes are rounded to whole pixels."""


def cut_off(root: QWidget) -> list[str]:
    """Words that one cannot read whole on this screen, neither by looking nor in their tip."""
    faults = [f"{_where(widget)}: {what}" for widget in _seen(root) for what in _faults(widget)]
    return sorted(set(faults))


def _seen(root: QWidget) -> list[QWidget]:
    return [root, *(each for each in root.findChildren(QWidget) if each.isVisibleTo(root))]


def _where(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}".strip()


def _faults(widget: QWidget) -> Iterator[str]:
    for kind, look in LOOKS.items():
        if isinstance(widget, kind):
            yield from look(widget)
    yield from _pushed_out(widget)


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or label.toolTip():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            yield f"“{text[:20]}” needs {needed} of height, has {label.height()}"
        return
    needed = label.sizeHint().width()
    if needed > label.width() + SLACK:
        yield f"“{_plain(text)[:20]}” needs {needed}, has {label.width()}"


def _plain(text: str) -> str:
    if not text.startswith("<"):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() or button.text() in button.toolTip():
        return
    # A tick box is drawn at the left of the room it has; the others need their frame.
    needed = button.sizeHint().width()
    if needed > button.width() + SLACK:
        yield f"“{button.text()}” needs {needed}, has {button.width()}"
    if isinstance(button, QCheckBox | QRadioButton | QToolButton):
        return
    if button.fontMetrics().height() > button.height():
        yield f"“{button.text()}” has only {button.height()} of height"


def _tabs(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        wanted = bar.fontMetrics().horizontalAdvance(bar.tabText(number).replace("&", "")) + 8
        if wanted > bar.tabRect(number).width() and not bar.tabToolTip(number):
            yield f"tab “{bar.tabText(number)}” needs {wanted}, has {bar.tabRect(number).width()}"
    last = bar.tabRect(bar.count() - 1)
    if bar.count() and last.right() > bar.width() + SLACK:
        yield f"its last tab ends at {last.right()} of {bar.width()}"


def _combo(combo: QComboBox) -> Iterator[str]:
    if combo.toolTip() or not combo.currentText():
        return
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText()) + combo.height()
    if needed > combo.width():
        yield f"“{combo.currentText()}” needs {needed}, has {combo.width()}"


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return
    font = header.font()
    font.setBold(True)
    for section in range(header.count()):
        text = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        tip = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        needed = QFontMetrics(font).horizontalAdvance(str(text or "")) + 4
        if not header.isSectionHidden(section) and needed > header.sectionSize(section) and not tip:
            yield f"column “{text}” needs {needed}, has {header.sectionSize(section)}"


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), 30)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            needed = table.fontMetrics().horizontalAdvance(text) + 4
            if table.isColumnHidden(column) or needed <= table.columnWidth(column):
                continue
            if not index.data(Qt.ItemDataRole.ToolTipRole):
                yield f"cell “{text}” needs {needed}, has {table.columnWidth(column)}"


def _list(items: QListWidget) -> Iterator[str]:
    for row in range(items.count()):
        item = items.item(row)
        needed = items.fontMetrics().horizontalAdvance(item.text())
        if needed > items.viewport().width() and not item.toolTip():
            yield f"line “{item.text()}” needs {needed}, has {items.viewport().width()}"


def _menus(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        place = bar.actionGeometry(action)
        if place.isEmpty() or place.right() > bar.width():
            yield f"menu “{action.text()}” has gone behind »"
    more = bar.findChild(QToolButton, "qt_menubar_ext_button")
    if more is not None and more.isVisibleTo(bar):
        yield "its last menus have gone behind »"


def _scrolled(area: QScrollArea) -> Iterator[str]:
    """Where one cannot scroll sideways, everything must find its place in the width."""
    inner = area.widget()
    if inner is None or area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return
    if inner.width() > area.viewport().width() + SLACK:
        yield f"its content is {inner.width()} wide, has {area.viewport().width()}"


def _line(line: QLineEdit) -> Iterator[str]:
    """A text may be longer than its field, where the cursor goes along it; a prompt may not."""
    if isinstance(line.parentWidget(), QComboBox) or line.toolTip():
        return
    text = line.text() or line.placeholderText()
    if line.text() and not line.isReadOnly() and line.isEnabled():
        return
    margins = line.textMargins()
    room = line.width() - 8 - margins.left() - margins.right()
    needed = line.fontMetrics().horizontalAdvance(text)
    if needed > room and text not in line.accessibleName():
        yield f"“{text}” needs {needed}, has {room}"


def _pushed_out(widget: QWidget) -> Iterator[str]:
    """Beyond the edge of what it lies in."""
    holder = widget.parentWidget()
    if (
        holder is None
        or widget.isWindow()
        or isinstance(holder.parentWidget(), QAbstractScrollArea)
        or isinstance(holder, QAbstractScrollArea | QTabBar | QMenu | QStatusBar | QLineEdit)
        or widget.width() == 0
    ):
        return
    corner = widget.mapTo(holder, QPoint(widget.width(), widget.height()))
    if corner.x() > holder.width() + SLACK or corner.y() > holder.height() + SLACK:
        yield f"ends at {corner.x()}, {corner.y()} of {holder.width()}, {holder.height()}"


LOOKS = {
    QLabel: _label,
    QAbstractButton: _button,
    QTabBar: _tabs,
    QComboBox: _combo,
    QHeaderView: _header,
    QTableView: _cells,
    QListWidget: _list,
    QMenuBar: _menus,
    QScrollArea: _scrolled,
    QLineEdit: _line,
}


def jumps(root: QWidget) -> list[str]:
    """Where Tab goes back up or to the left, though the eye goes on down or to the right."""
    stops = tab_stops(root)
    faults = []
    for here, there in pairwise(stops):
        first, second = _place(here, root), _place(there, root)
        if here.isAncestorOf(there):
            continue
        is_below = second.top() >= first.bottom() - first.height() // 2
        is_beside = second.left() >= first.right() - SLACK - first.width() // 4
        if not (is_below or is_beside):
            faults.append(f"from {_where(here)} to {_where(there)}")
    return faults


def tab_stops(root: QWidget) -> list[QWidget]:
    """Everything that Tab stops at, in its order, from the first one on the screen."""
    stops = []
    each = root.nextInFocusChain()
    while each is not None and each is not root:
        if _stops(each) and each.focusProxy() is None and root.isAncestorOf(each) and each.isVisibleTo(root):
            stops.append(each)
        each = each.nextInFocusChain()
    return stops


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def unseen_focus(root: QWidget) -> list[str]:
    """Where one does not see that the cursor is there."""
    root.window().activateWindow()
    stops = [each for each in tab_stops(root) if each.isEnabled() and not each.visibleRegion().isEmpty()]
    faults = []
    for widget in stops:
        elsewhere = [each for each in stops if not (each.isAncestorOf(widget) or widget.isAncestorOf(each))]
        other = next((each for each in elsewhere if each is not widget), None)
        if other is None:
            continue
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if widget.grab().toImage() == without:
            faults.append(_where(widget))
    return sorted(set(faults))


def without_keys(root: QWidget) -> list[str]:
    """Buttons that only a mouse can press.

    The others are a Tab stop or a part of one, have a letter, name their key, or are a link that F3 goes to.
    """
    buttons = [each for each in root.findChildren(QAbstractButton) if each.isVisibleTo(root)]
    return [f"{_where(each)} “{each.text()}”" for each in buttons if not _has_keys(each)]


def _has_keys(button: QAbstractButton) -> bool:
    holder = button.parentWidget()
    return (
        _stops(button)
        or _stops(holder)
        or isinstance(holder, QTabBar | QMenuBar | QLineEdit)
        or button.objectName().startswith("qt_")
        or not button.shortcut().isEmpty()
        or bool(button.property("link") or button.property("figure"))
        or KEYS.search(f"{button.text()} {button.toolTip()}") is not None
        or button.objectName() in NOT_ASKED
    )


def _stops(widget: QWidget | None) -> bool:
    if widget is None:
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


NOT_ASKED = frozenset({"compulsory_school"})
"""Tab stops at these as soon as the row asks for them."""
KEYS = re.compile(r"Ctrl\+|Alt\+|Shift\+|\bF\d|Esc|Enter")


def default_buttons(dialog: QWidget) -> list[QPushButton]:
    """The buttons that Enter presses."""
    return [each for each in dialog.findChildren(QPushButton) if each.isDefault()]
