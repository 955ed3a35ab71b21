"""Qt's own dialogs and menus in Chinese: its translation, and the words that this leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

# Words of the file (and the kinds in its list), print and page dialogs that qtbase_zh_CN does not know.
_LEFT_OUT: Final[Mapping[str, str]] = {
    "&Look in:": "位置(&L)：",
    "Files of &type:": "文件类型(&T)：",
    "Page &Set:": "页面范围(&S)：",
    "Page &order:": "页面顺序(&O)：",
    "Pages &per sheet:": "每张页数(&P)：",
    "Scheduled &printing:": "定时打印(&P)：",
    "&Billing information:": "计费信息(&B)：",
    "Job &priority:": "优先级(&P)：",
    "Banner page at start": "首页标题页",
    "&Start:": "开头(&S)：",
    "Banner page at end": "末页标题页",
    "&End:": "结尾(&E)：",
    "CUPS Banner page": "标题页",
    "Custom value for %1": "%1 的自定义值",
    "File %1 is not writable.\nPlease choose a different file name.": "不能写入 %1。\n请换一个文件名。",
    "%1 is a directory.\nPlease choose a different file name.": "%1 是一个文件夹。\n请换一个文件名。",
    "Drive": "磁盘",
    "File": "文件",
    "%1 File": "%1 文件",
    "File Folder": "文件夹",
    "Folder": "文件夹",
    "Alias": "快捷方式",
    "Shortcut": "快捷方式",
    "Unknown": "未知",
    "Options 'Pages Per Sheet' and 'Page Set' cannot be used together."
    "\nPlease turn one of those options off.": ("“每张页数”和“页面范围”不能同时使用。\n请关掉其中一个。"),
}


class LeftOut(QTranslator):
    """Knows only the words above; every other word goes on to Qt's translation."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature
        sourceText: str,  # noqa: N803
        disambiguation: str | bytes | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        # An empty text would be taken for the translation; None goes on to the next translator.
        return _LEFT_OUT.get(sourceText)  # type: ignore[return-value]


def speak_chinese(app: QApplication) -> tuple[QTranslator, ...]:
    """Give the program the words of Qt in Chinese, and its way to write days and numbers."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    of_qt, left_out = QTranslator(app), LeftOut(app)
    of_qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (of_qt, left_out):
        app.installTranslator(translator)
    return of_qt, left_out
