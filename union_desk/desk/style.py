"""The look of the desk: Fusion with one palette, and sizes taken from the font.

app = QApplication(sys.argv)
apply_style(app, point_size=10.5)
button = QPushButton("保存"); make_primary(button)
"""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from union_desk.core.resources import resource

Marked = TypeVar("Marked", bound=QWidget)

WINDOW: Final = "#F5F6F8"
BASE: Final = "#FFFFFF"
ALTERNATE: Final = "#F8F9FB"
TEXT: Final = "#1F2328"
MUTED: Final = "#57606A"
LINE: Final = "#D0D7DE"
BORDER: Final = "#8C959F"
RED: Final = "#B3261E"
DARK_RED: Final = "#8C1D18"
SELECTED: Final = "#FBE9E7"
PLACEHOLDER: Final = "#6E7781"

FAMILIES: Final = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
POINT_SIZES: Final = (10.5, 12.0, 14.0, 16.0)
_TITLE: Final = 1.3
_RESULT: Final = 1.2
"""How much larger than other words the name on a page, and a result, are written."""
_EDGES: Final = "border: 0 solid transparent; border-left-width: 2px; border-right-width: 2px;"
"""Room for the ring of the cursor, so that a link under it keeps the room for its words."""


def apply_style(app: QApplication, point_size: float = POINT_SIZES[0]) -> None:
    app.setStyle("Fusion")
    app.setPalette(palette())
    set_point_size(app, point_size)


def set_point_size(app: QApplication, point_size: float) -> None:
    """Write everything in this size, at once; widgets that have sizes of their own hear a FontChange."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(point_size)
    app.setFont(font)
    app.setStyleSheet(sheet(QFontMetrics(font).height(), point_size))


def palette() -> QPalette:
    colours = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, WINDOW),
        (role.Base, BASE),
        (role.AlternateBase, ALTERNATE),
        (role.Text, TEXT),
        (role.WindowText, TEXT),
        (role.ButtonText, TEXT),
        (role.Button, BASE),
        (role.Mid, LINE),
        (role.Highlight, SELECTED),
        (role.HighlightedText, TEXT),
        (role.PlaceholderText, PLACEHOLDER),
        (role.ToolTipBase, BASE),
        (role.ToolTipText, TEXT),
        (role.Link, RED),
        (role.LinkVisited, RED),
        (role.Accent, RED),
    ):
        colours.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, which, QColor(PLACEHOLDER))
    return colours


def sheet(unit: int, points: float) -> str:
    """Write the style sheet; `unit` is the height of a line of text in pixels (em would grow them)."""
    arrow = resource("icons", "chevron-down.svg").as_posix()
    tight, near, wide = round(unit * 0.15), round(unit * 0.3), round(unit * 0.8)
    return f"""
QLineEdit, QPlainTextEdit {{ background: {BASE}; border: 1px solid {BORDER}; border-radius: 3px;
    padding: {tight}px {near}px; selection-background-color: {LINE}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {TEXT}; padding: {tight - 1}px {near - 1}px; }}
QLineEdit:read-only {{ background: {WINDOW}; border-color: {LINE}; }}
QLineEdit:read-only:focus {{ border-color: {TEXT}; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {{ border: 2px solid {RED};
    padding: {tight - 1}px {near - 1}px; }}
QLineEdit[problem="true"]:focus, QPlainTextEdit[problem="true"]:focus {{ border-color: {TEXT}; }}
QComboBox {{ background: {BASE}; border: 1px solid {BORDER}; border-radius: 3px;
    padding: {tight}px {near}px; }}
QComboBox:focus {{ border: 2px solid {TEXT}; padding: {tight - 1}px {near - 1}px; }}
QComboBox::drop-down {{ border: 0; width: {unit}px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {near * 2}px; height: {near * 2}px; }}
QComboBox:disabled {{ background: {WINDOW}; border-color: {LINE}; }}
QPushButton {{ background: {BASE}; border: 1px solid {BORDER}; border-radius: 3px;
    padding: {tight}px {wide}px; }}
QPushButton:hover {{ background: {ALTERNATE}; border-color: {MUTED}; }}
QPushButton:pressed {{ background: {LINE}; }}
QPushButton:disabled {{ color: {PLACEHOLDER}; border-color: {LINE}; }}
QPushButton:focus {{ border: 2px solid {TEXT}; padding: {tight - 1}px {wide - 1}px; }}
QPushButton[primary="true"] {{ background: {RED}; color: white; border-color: {RED}; font-weight: 600; }}
QPushButton[primary="true"]:hover {{ background: {DARK_RED}; }}
QPushButton[primary="true"]:disabled {{ background: {WINDOW}; color: {PLACEHOLDER}; border-color: {LINE}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {TEXT}; }}
QPushButton[link="true"] {{ background: transparent; {_EDGES} color: {RED}; padding: 0 {tight - 2}px;
    text-decoration: underline; text-align: left; }}
QPushButton[link="true"]:focus {{ border: 2px solid {TEXT}; }}
QPushButton[link="quiet"] {{ background: transparent; {_EDGES} color: {MUTED}; padding: 0;
    text-decoration: underline; text-align: left; }}
QPushButton[figure="true"] {{ background: transparent; {_EDGES} color: {TEXT}; padding: {tight + 1}px 0;
    text-decoration: underline; text-align: left; font-weight: 600; }}
QPushButton[link="quiet"]:focus, QPushButton[figure="true"]:focus {{ border: 2px solid {TEXT}; }}
QFrame[gridrow="true"] {{ border: 0; border-bottom: 1px solid {LINE}; }}
QFrame[card="true"] {{ background: {ALTERNATE}; border: 1px solid {LINE}; border-radius: 3px; }}
QFrame[card="chosen"] {{ background: {BASE}; border: 1px solid {LINE}; border-top: 3px solid {RED};
    border-radius: 3px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 3px; padding-right: 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {TEXT}; }}
QCheckBox[fold="true"] {{ color: {MUTED}; spacing: 0; padding: {tight}px; border: 2px solid transparent; }}
QCheckBox[fold="true"]::indicator {{ width: 0; height: 0; }}
QCheckBox[fold="true"]:hover {{ color: {TEXT}; }}
QCheckBox[fold="true"]:focus {{ color: {TEXT}; border-color: {TEXT}; border-radius: 3px; }}
QPushButton[chip="true"] {{ padding: {tight - 1}px {near * 2}px; }}
QPushButton[chip="true"]:checked {{ background: {SELECTED}; border-color: {RED}; font-weight: 600; }}
QPushButton[section="true"] {{ background: transparent; border: 0; border-bottom: 3px solid transparent;
    border-radius: 0; padding: {tight}px {near}px; }}
QPushButton[section="true"]:checked {{ border-bottom-color: {RED}; font-weight: 600; }}
QPushButton[section="true"]:focus {{ border: 2px solid {TEXT}; }}
QListWidget#navigation {{ background: {BASE}; border: 1px solid {BASE}; border-right-color: {LINE};
    outline: 0; }}
QListWidget#navigation:focus {{ border-color: {TEXT}; }}
QListWidget#navigation::item {{ padding: {near}px {near}px; border-left: 3px solid transparent; }}
QListWidget#navigation::item:selected {{ background: {SELECTED}; border-left: 3px solid {RED};
    color: {TEXT}; font-weight: 600; }}
QListWidget#choices {{ background: {BASE}; border: 1px solid {BORDER}; outline: 0; }}
QListWidget#choices:focus {{ border: 2px solid {TEXT}; }}
QListWidget#choices::item {{ padding: {tight}px {near}px; border-left: 3px solid transparent; }}
QListWidget#choices::item:selected {{ background: {SELECTED}; border-left: 3px solid {RED}; color: {TEXT}; }}
QTableView {{ background: {BASE}; border: 1px solid {LINE}; gridline-color: {LINE}; outline: 0; }}
QTableView:focus {{ border: 1px solid {TEXT}; }}
QHeaderView::section {{ background: {WINDOW}; border: 0; border-bottom: 1px solid {LINE};
    padding: {tight}px {near}px; font-weight: 600; }}
QTabBar::tab {{ border: 2px solid transparent; border-bottom: 3px solid transparent;
    padding: {tight}px {near}px; }}
QTabBar::tab:selected {{ border-bottom-color: {RED}; }}
QTabBar::tab:selected:focus {{ border-color: {TEXT}; border-radius: 3px; }}
QScrollArea:focus, QScrollArea#page:focus {{ border: 1px solid {TEXT}; }}
QScrollArea#page {{ border: 0; border-top: 1px solid {LINE}; background: {BASE}; }}
QWidget#sheet {{ background: {BASE}; }}
QFrame#step {{ background: {BASE}; border: 1px solid {LINE}; border-left: 3px solid {RED};
    border-radius: 3px; }}
QFrame#card {{ background: {BASE}; border: 1px solid {LINE}; border-radius: 3px; }}
QPushButton[line="true"] {{ border: 0; border-radius: 0; text-align: left; padding: 0; }}
QPushButton[line="true"]:hover {{ background: {WINDOW}; }}
QPushButton[line="true"]:focus {{ border: 2px solid {TEXT}; }}
QPushButton[fold="true"] {{ border: 0; border-right: 1px solid {LINE}; border-radius: 0; padding: {near}px; }}
QFrame#line {{ background: {LINE}; border: 0; }}
QLabel[muted="true"] {{ color: {MUTED}; }}
QLabel[problem="true"] {{ color: {RED}; }}
QLabel[heading="true"] {{ font-weight: 600; }}
QLabel[title="true"] {{ font-size: {points * _TITLE:.1f}pt; font-weight: 600; }}
QLabel[result="true"] {{ font-size: {points * _RESULT:.1f}pt; font-weight: 600; }}
QLabel[badge="plain"] {{ background: {WINDOW}; border: 1px solid {BORDER}; border-radius: 3px;
    padding: 0 {near}px; }}
QLabel[badge="urgent"] {{ background: {BASE}; color: {RED}; border: 1px solid {RED}; border-radius: 3px;
    padding: 0 {near}px; font-weight: 600; }}
QLabel[badge="good"] {{ background: {WINDOW}; border: 1px solid {TEXT}; border-radius: 3px;
    padding: 0 {near}px;
    font-weight: 600; }}
QStatusBar {{ padding: 0 {near}px; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: {LINE}; }}
QMenuBar {{ background: {WINDOW}; border-bottom: 1px solid {LINE}; }}
QMenuBar::item {{ padding: {near + 2}px {near}px; background: transparent; }}
QMenuBar::item:selected {{ background: {SELECTED}; }}
QTabWidget::pane {{ border: 0; }}
QToolTip {{ border: 1px solid {BORDER}; padding: {tight}px; }}
"""


def make_primary(button: QPushButton) -> QPushButton:
    """Make the one red button of a screen: the next step."""
    return _mark(button, "primary", value=True)


def make_link(button: QPushButton) -> QPushButton:
    return _mark(button, "link", value=True)


def mark_problem(widget: QWidget, *, problem: bool) -> None:
    """Draw or clear the red border; the words stand beside it (colour never speaks alone)."""
    if bool(widget.property("problem")) != problem:
        _mark(widget, "problem", value=problem)


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change what the style sheet looks at, and let the widget take its new look and size."""
    if widget.property(name) != value:
        _mark(widget, name, value=value)
        widget.updateGeometry()


def _mark(widget: Marked, name: str, *, value: object) -> Marked:
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    return widget
