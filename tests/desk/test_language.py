from __future__ import annotations

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from union_desk.desk.language import speak_chinese


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication):
    translators = speak_chinese(qapp)
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


def english(words: list[str]) -> list[str]:
    """Words without one Chinese character, the key and the path in them set aside."""
    bare = [word.split("\t")[0] for word in words if not word.startswith("/")]
    return [word for word in bare if any(letter.isalpha() for letter in word) and word.isascii()]


def words_in(root: QWidget) -> list[str]:
    shown = [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]
    words = [root.windowTitle(), *(each.text() for each in shown), *(each.toolTip() for each in shown)]
    for box in root.findChildren(QComboBox):
        words += [box.itemText(row) for row in range(box.count())]
    return words


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field_is_chinese(qtbot, field):
    widget = field()
    qtbot.addWidget(widget)
    actions = [action.text() for action in widget.createStandardContextMenu().actions()]
    assert "粘贴(&P)\tCtrl+V" in actions
    assert english(actions) == []


def test_the_buttons_of_every_question_are_chinese(qtbot):
    every = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(every.Ok | every.Cancel | every.Save | every.Yes | every.No | every.Close)
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"确定", "取消", "保存", "是(&Y)", "否(&N)", "关闭"}


def test_the_file_dialog_is_chinese(qtbot):
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    assert "文件类型(&T)：" in words_in(dialog)
    assert english(words_in(dialog)) == []


def test_the_print_dialog_is_chinese(qtbot):
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    assert "页面范围(&S)：" in words_in(dialog)
    assert english(words_in(dialog)) == []


def test_the_kinds_of_things_in_a_folder_are_chinese(tmp_path):
    (tmp_path / "备份").mkdir()
    (tmp_path / "恢复密钥单.pdf").touch()
    provider = QFileIconProvider()
    assert provider.type(QFileInfo(str(tmp_path / "备份"))) == "文件夹"
    assert english([provider.type(QFileInfo(str(each))) for each in tmp_path.iterdir()]) == []
