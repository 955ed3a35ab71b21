from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QPushButton, QStyle, QStyleOptionButton

from union_desk.core.resources import resource
from union_desk.desk import style
from union_desk.desk.icons import icon
from union_desk.desk.preferences import Preferences


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        (style.TEXT, style.BASE, 7),
        (style.TEXT, style.WINDOW, 7),
        (style.TEXT, style.SELECTED, 7),
        (style.TEXT, style.ALTERNATE, 7),
        (style.MUTED, style.BASE, 4.5),
        (style.MUTED, style.WINDOW, 4.5),
        (style.MUTED, style.SELECTED, 4.5),
        (style.PLACEHOLDER, style.BASE, 4.5),
        (style.RED, style.BASE, 4.5),
        (style.RED, style.WINDOW, 4.5),
        (style.RED, style.SELECTED, 4.5),
        (style.RED, style.ALTERNATE, 4.5),
        ("#FFFFFF", style.RED, 4.5),
        ("#FFFFFF", style.DARK_RED, 4.5),
        (style.BORDER, style.BASE, 3),
    ],
)
def test_words_and_borders_can_be_seen(ink, ground, least):
    assert style.contrast(ink, ground) >= least


GROUPS = {"active": QPalette.ColorGroup.Active, "inactive": QPalette.ColorGroup.Inactive}
PAIRS = (
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=lambda role: role.name)
def test_the_palette_in_use_can_be_read(qapp, group, ink, ground):
    used = qapp.palette()
    colours = (used.color(GROUPS[group], role).name() for role in (ink, ground))
    assert style.contrast(*colours) >= 4.5


@pytest.mark.parametrize(("ink", "ground"), PAIRS[:5], ids=lambda role: role.name)
def test_what_is_disabled_can_still_be_read(qapp, ink, ground):
    used, disabled = qapp.palette(), QPalette.ColorGroup.Disabled
    assert style.contrast(used.color(disabled, ink).name(), used.color(disabled, ground).name()) >= 3


@pytest.mark.parametrize("points", style.POINT_SIZES)
def test_every_colour_of_words_in_the_style_sheet_can_be_read_on_its_ground(points):
    """A rule without a ground of its own lies on the window, a page, a card or a selected row."""
    grounds = (style.BASE, style.WINDOW, style.ALTERNATE, style.SELECTED)
    weak = []
    for selector, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", style.sheet(20, points)):
        said = dict(re.findall(r"(?<![-\w])(color|background)\s*:\s*([^;]+)", rules))
        ink, own = said.get("color"), said.get("background")
        if ink is None:
            continue
        least = 3 if "disabled" in selector else 4.5
        shown_on = (own,) if own and own.startswith("#") else grounds
        ink = "#FFFFFF" if ink == "white" else ink
        weak += [(selector.strip(), ground) for ground in shown_on if style.contrast(ink, ground) < least]
    assert weak == []


def test_the_ring_of_the_cursor_and_the_red_bar_of_a_row_stand_out():
    for ground in (style.BASE, style.WINDOW, style.ALTERNATE, style.SELECTED, style.RED):
        assert style.contrast(style.TEXT, ground) >= (2 if ground == style.RED else 3)
    assert style.contrast(style.RED, style.SELECTED) >= 3
    assert re.search(r"QTableView:focus \{[^}]*" + style.TEXT, style.sheet(20, 10.5))


def test_contrast_is_that_of_wcag():
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#1F2328", "#FFFFFF") == pytest.approx(15.8, abs=0.1)


@pytest.mark.parametrize("points", style.POINT_SIZES)
def test_sizes_follow_the_font(qapp, points):
    style.apply_style(qapp, points)
    field = QLineEdit()
    assert field.sizeHint().height() > field.fontMetrics().height()
    field.deleteLater()
    style.apply_style(qapp)


@pytest.mark.parametrize(("kind", "value"), [("link", True), ("link", "quiet"), ("figure", True)])
def test_a_link_under_the_cursor_keeps_all_of_its_words(qapp, kind, value):
    def room() -> int:
        option = QStyleOptionButton()
        link.initStyleOption(option)
        return link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link).width()

    style.apply_style(qapp)
    link = QPushButton("近期 (N)")
    link.setProperty(kind, value)
    link.show()
    link.resize(link.sizeHint())
    before = room()
    link.activateWindow()
    link.setFocus()
    qapp.processEvents()
    assert link.hasFocus()
    assert room() == before >= link.fontMetrics().horizontalAdvance(link.text())
    link.deleteLater()


def test_every_icon_is_there_with_its_licence():
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert len(names) >= 40
    assert "ISC License" in resource("icons", "LICENSE.txt").read_text("utf-8")


def test_icons_are_drawn_in_the_colours_of_the_desk(qapp):
    image = icon("printer").pixmap(32, 32).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {style.MUTED.lower()}


def test_preferences_last_and_survive_a_broken_file(tmp_path):
    path = tmp_path / "设置" / "preferences.json"
    Preferences(path).set("font", 12.0)
    assert Preferences(path).get("font") == 12.0
    path.write_text("{", "utf-8")
    assert Preferences(path).get("font", 10.5) == 10.5
    Preferences(path).set("font", 14.0)
    assert Preferences(path).get("font") == 14.0
    assert [each.name for each in path.parent.iterdir()] == ["preferences.json"]
