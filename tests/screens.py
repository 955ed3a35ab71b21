"""Every window, page and dialog of the program on the demo store: what the tests of all screens walk over.

A dialog class that is not in the table is found by `unknown_dialogs`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import union_desk
from tests.looking import cut_off
from union_desk.areas import make_window
from union_desk.desk import style
from union_desk.desk.application import make_application
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.preferences import Preferences
from union_desk.desk.printing import PrintSheet
from union_desk.desk.recovery_key import RecoveryKey
from union_desk.desk.start import FirstStart, Recover, StartDialog, Unlock
from union_desk.desk.tasks import Tasks
from union_desk.desk.window import MainWindow
from union_desk.services import Services, open_demo

KEY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
OFFICE = "白杨街道总工会"
TITLE_BAR = 30


@dataclass(frozen=True)
class Stage:
    """What a screen is made from."""

    services: Services
    window: MainWindow
    tasks: Tasks
    shown: str
    """The file that is shown."""


def _keys(stage: Stage) -> QDialog:
    stage.window.show_keys()
    return stage.window.findChildren(KeySheet)[-1]


Make = Callable[[Stage], QDialog]

DIALOGS: dict[type[QDialog], Make] = {
    FirstStart: lambda stage: FirstStart(stage.tasks, lambda _answers: None),
    RecoveryKey: lambda _stage: RecoveryKey(KEY, OFFICE),
    Unlock: lambda stage: Unlock(stage.tasks, f"数据在：/数据/{OFFICE}", ["陈明"], lambda *_words: None),
    Recover: lambda stage: Recover(stage.tasks, ["陈明"], lambda *_words: None),
    KeySheet: _keys,
    PrintSheet: lambda stage: PrintSheet(stage.window.desk, _page(stage).print_job(), stage.window),
}
NOT_SHOWN = {StartDialog}
"""Classes that others are made from."""


def _page(stage: Stage):
    stage.window.desk.open("hardship_file", stage.shown)
    return stage.window.page


def unknown_dialogs() -> list[str]:
    """Dialog classes of the program that no test of all screens would see."""
    for module in pkgutil.walk_packages(union_desk.__path__, "union_desk."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = {each for each in _subclasses(QDialog) if each.__module__.startswith("union_desk.")}
    return sorted(each.__qualname__ for each in ours - set(DIALOGS) - NOT_SHOWN)


def _subclasses(of: type) -> set[type]:
    direct = set(of.__subclasses__())
    return direct.union(*(_subclasses(each) for each in direct))


@contextmanager
def dialog_of(stage: Stage, kind: type[QDialog]) -> Iterator[QDialog]:
    """Show one dialog for a moment."""
    dialog = DIALOGS[kind](stage)
    dialog.show()
    turn()
    wait_for_work(stage)
    yield dialog
    dialog.done(0)
    dialog.deleteLater()
    turn()


def window_screens(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show one after the other what the window can show."""
    window = stage.window
    window.go_to("")
    turn()
    yield "工作台", window
    for area in window.plan.areas:
        view = window.go_to(area.name)
        assert view is not None
        if view.page is not None:
            view.page.hide()
        turn()
        yield f"{area.title}：列表", window
        if view.list is None:
            continue
        window.desk.open(view.list.entity, stage.shown)
        page = view.current_page
        assert page is not None
        turn()
        yield f"{area.title}：一份", window
        page.show_side(page.history)
        turn()
        yield f"{area.title}：修改记录", window
        page.show_side(page.timeline)
        page.write_note()
        turn()
        yield f"{area.title}：记一笔", window
        window.desk.open(view.list.entity, "")
        turn()
        yield f"{area.title}：新建", window
    window.search.begin()
    window.search.setText("王")
    window.search.show_results()
    turn()
    yield "查找", window
    window.search.leave()


def walk(stage: Stage, points: float, size: QSize) -> list[str]:
    """Show everything in this size of type and window; return what is cut off or too large."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    style.set_point_size(application, points)
    stage.window.resize(size)
    turn()
    faults = [f"the window is {stage.window.width()} wide"] if stage.window.width() > size.width() else []
    for name, window in window_screens(stage):
        faults += [f"{name}: {fault}" for fault in cut_off(window)]
    most = size - QSize(0, TITLE_BAR)
    for kind in DIALOGS:
        with dialog_of(stage, kind) as dialog:
            dialog.resize(dialog.size().boundedTo(most))
            turn()
            if dialog.size().boundedTo(most) != dialog.size():
                faults.append(f"{kind.__name__}: {dialog.width()}×{dialog.height()} is too large")
            faults += [f"{kind.__name__}: {fault}" for fault in cut_off(dialog)]
    return faults


def make_stage(services: Services, shown: str) -> Stage:
    window = make_window(services, Preferences())
    window.show()
    window.activateWindow()
    turn()
    return Stage(services, window, Tasks(), shown)


def wait_for_work(stage: Stage) -> None:
    for _wait in range(500):
        if not stage.window.desk.tasks.running:
            break
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    turn()


def turn() -> None:
    """Let the screen lay itself out."""
    for _turn in range(4):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(store: str, shown: str) -> int:
    """Walk through the screens in the scale of the environment; write what is cut off."""
    make_application(Preferences())
    services = open_demo(Path(store))
    stage = make_stage(services, shown)
    scale = stage.window.devicePixelRatio()
    faults = [
        f"{points:g} pt, {width}×{height}: {fault}"
        for points in (style.POINT_SIZES[0], style.POINT_SIZES[-1])
        for width, height in ((1366, 768), (1024, 768))
        for fault in walk(stage, points, QSize(round(width / scale), round(height / scale)))
    ]
    stage.window.close()
    stage.window.desk.close()
    stage.tasks.close()
    services.close()
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
