from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

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
