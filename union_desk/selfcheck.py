"""Checks on this computer that the program has all that it needs: one line for each thing, and the status.

python -m union_desk --selfcheck        needs no display, no store and no password
"""

from __future__ import annotations

import ctypes
import io
import os
import platform
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import PySide6
import sqlalchemy
from PySide6.QtCore import QCoreApplication, QLibraryInfo, qVersion
from PySide6.QtGui import QFontDatabase, QImage, QImageReader
from sqlcipher3 import dbapi2 as sqlcipher

from union_desk import __version__
from union_desk.core.calendar import shipped_calendar
from union_desk.core.divisions import division_name
from union_desk.core.errors import StoreProblem
from union_desk.core.packs import packs
from union_desk.core.resources import resource, resource_root
from union_desk.core.terms import term_lists, terms
from union_desk.desk.application import make_application
from union_desk.desk.crash_log import report
from union_desk.desk.icons import icon
from union_desk.desk.preferences import Preferences
from union_desk.hardship.prints import FILE_FORM
from union_desk.paper.fonts import manifest, unpacked
from union_desk.paper.form import load_form
from union_desk.paper.preview import page_count, render_page
from union_desk.paper.render import render_pdf
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.store.backup import backup, restore
from union_desk.store.files import STORE_FILE
from union_desk.store.vault import Cost, Vault

_USER: Final = "自检员"
_PERSON: Final = "张自检"
_INITIALS: Final = "zzj"
_PASSWORD: Final = "a password of one minute"  # noqa: S105 - of a store that is thrown away
_CHEAP: Final = Cost(1, 1024, 1)
_PLAIN_FILE: Final = b"SQLite format 3\0"
_PICTURES: Final = frozenset({"svg", "jpeg", "png"})
_DPI: Final = 50


class Missing(Exception):
    """Something that the program needs is not here."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the checks share: a folder that is thrown away, and the store that was made in it."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def open(self) -> Services:
        return open_services(self.store, _USER, _PASSWORD)


def main() -> int:
    """Check everything, also after something was missing; 0 when all is there."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began = time.monotonic()
    _say(f"工会帮扶维权工作台 {__version__}")
    app = make_application(Preferences())
    with tempfile.TemporaryDirectory(prefix="union-desk-check-", ignore_cleanup_errors=True) as name:
        good = [is_good(title, check, Desk(Path(name))) for title, check in CHECKS]
    app.quit()
    seconds = time.monotonic() - began
    bad = good.count(False)
    _say(f"自检通过，用时 {seconds:.1f} 秒。" if not bad else f"有 {bad} 项没有通过，请重新安装本程序。")
    return 1 if bad else 0


def is_good(title: str, check: Callable[[Desk], str], desk: Desk) -> bool:
    try:
        found = check(desk)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and the next check goes on
        known = isinstance(error, Missing | StoreProblem)
        _say(f"失败  {title}：{error if known else report(error).strip()}")
        return False
    _say(f"完好  {title}：{found}")
    return True


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def versions(_desk: Desk) -> str:
    connection = sqlcipher.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    parts = {
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "PySide6": PySide6.__version__,
        "SQLCipher": cipher,
        "SQLite": sqlcipher.sqlite_version,
        "SQLAlchemy": sqlalchemy.__version__,
    }
    return f"{platform.platform()}；" + "，".join(f"{name} {number}" for name, number in parts.items())


def rules(_desk: Desk) -> str:
    """Read everything in resources that is words and rules."""
    kinds = [path.name for path in sorted(resource("rulepacks").iterdir()) if path.is_dir()]
    counted = sum(len(packs(kind)) for kind in kinds)
    words = sum(len(terms(name)) for name in term_lists())
    for path in resource_root().rglob("*.toml"):
        tomllib.loads(path.read_text("utf-8"))
    shipped_calendar()
    if not (counted and words and division_name("330114")):
        raise Missing("规则包、词表或区划表是空的。")
    return f"{counted} 个规则包，{words} 个词，日历"


def store(desk: Desk) -> str:
    """Make an encrypted store by all migrations, write a file, and find it."""
    office = FirstStart("自检街道总工会", "ZJ", False, _USER, _PASSWORD)
    create_store(desk.store, office, cost=_CHEAP)
    if (desk.store / STORE_FILE).read_bytes()[:16] == _PLAIN_FILE:
        raise Missing("数据没有加密。")
    services = desk.open()
    try:
        blank = services.hardship.new_form(services.actor)
        services.hardship.save(services.actor, replace(blank, owner=PersonCard(name=_PERSON)))
        _find(services)
    finally:
        services.close()
    try:
        Vault.unlock(desk.store, _USER, "not it")
    except StoreProblem:
        return "能加密、升级、写入、按拼音查找，错的密码打不开"
    raise Missing("错的密码也打开了数据。")


def _find(services: Services) -> str:
    found = services.hardship.search(services.actor, _INITIALS)
    if len(found) != 1 or _PERSON not in found[0].title:
        raise Missing("写入的档案找不到。")
    return found[0].uid


def safekeeping(desk: Desk) -> str:
    services = desk.open()
    try:
        key = services.database.key
        made = backup(services.database, desk.folder / "copies")
    finally:
        services.close()
    other = replace(desk, folder=desk.folder / "restored")
    restore(made, other.store, key)
    services = other.open()
    try:
        _find(services)
    finally:
        services.close()
    return "能备份、核对、恢复"


def paper(desk: Desk) -> str:
    """Draw every form blank, and one file filled in, and turn that into a picture."""
    folders = ("forms", "letters")
    forms = [path.stem for folder in folders for path in sorted(resource(folder).glob("*.toml"))]
    for form_id in forms:
        load_form(form_id)
    services = desk.open()
    try:
        records = services.form(FILE_FORM).records([_find(services)], services.actor)
    finally:
        services.close()
    printed = render_pdf(load_form(FILE_FORM), records)
    if printed.missing:
        raise Missing(f"这些字没有字形：{'、'.join(printed.missing)}")
    _width, _height, pixels = render_page(printed.pdf, 0, _DPI)
    if len(set(pixels)) < 3:
        raise Missing("画出来的表是空的。")
    return f"{len(forms)} 种表单，画成 {page_count(printed.pdf)} 页 PDF 和图片"


def fonts(desk: Desk) -> str:
    """Unpack each font that is printed with: it is compared with its checksum."""
    for font in manifest().values():
        kept = unpacked(font, desk.folder / "fonts")
        if isinstance(kept, io.BytesIO):
            raise Missing(f"字体 {font.name} 不能解开到临时文件夹。")
    on_screen = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not on_screen:
        raise Missing("这台电脑没有中文字体，屏幕上的字会成空框。请安装一种中文字体。")
    return f"{len(manifest())} 种印刷字体校验无误，屏幕字体有 {on_screen[0]} 等 {len(on_screen)} 种"


def pictures(desk: Desk) -> str:
    formats = {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}
    if lacking := sorted(_PICTURES - formats):
        raise Missing(f"缺少图片格式：{'、'.join(lacking)}")
    photo = QImage(8, 8, QImage.Format.Format_RGB32)
    photo.fill(0xB3261E)
    kept = str(desk.folder / "photo.jpg")
    if not photo.save(kept) or QImage(kept).size() != photo.size():
        raise Missing("JPEG 图片写不出或读不回。")
    names = [path.stem for path in resource("icons").glob("*.svg")]
    blank = [name for name in names if _is_blank(icon(name).pixmap(24).toImage())]
    if blank or not names:
        raise Missing(f"这些图标画不出来：{'、'.join(blank) or '全部'}")
    return f"{len(names)} 个图标，图片格式 {'、'.join(sorted(_PICTURES))}"


def _is_blank(image: QImage) -> bool:
    bits = image.convertToFormat(QImage.Format.Format_ARGB32).constBits()
    return not any(bytes(bits))


def words(_desk: Desk) -> str:
    cancel = QCoreApplication.translate("QPlatformTheme", "Cancel")
    if cancel != "取消":
        raise Missing("Qt 的中文翻译没有装上。")
    return "系统对话框是中文"


def system(_desk: Desk) -> str:
    """See that a window could be shown, and Chinese typed, on Linux."""
    if not sys.platform.startswith("linux"):
        return "由系统提供窗口和输入法"
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if not any(plugins.glob("platforminputcontexts/*ibus*")):
        raise Missing("缺少输入法插件（ibus），不能输入拼音。")
    try:
        ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
    except OSError as error:
        if os.environ.get("DISPLAY"):
            raise Missing(f"缺少窗口要用的系统组件：{error}") from error
        return "有输入法插件；没有图形桌面的组件，窗口打不开，命令可以用"
    return "有窗口插件和输入法插件"


CHECKS: Final[tuple[tuple[str, Callable[[Desk], str]], ...]] = (
    ("版本", versions),
    ("规则和词表", rules),
    ("数据", store),
    ("备份", safekeeping),
    ("表单", paper),
    ("字体", fonts),
    ("图标和图片", pictures),
    ("中文", words),
    ("窗口和输入法", system),
)
