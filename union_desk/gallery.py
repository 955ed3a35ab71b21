"""Every screen and form of the demo store as pictures: `gallery FOLDER`, and `demo` without a display."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QIODevice,
    QSize,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.terms import term_label
from union_desk.desk.application import make_application
from union_desk.desk.failures import keep_qt_messages
from union_desk.desk.preferences import Preferences

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintableForm
    from union_desk.core.rights import Actor
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.window import MainWindow
    from union_desk.paper.sheet import Form
    from union_desk.services import Services

OUT: Final = Path("out")
SIZE: Final = QSize(1366, 768)
NARROW: Final = QSize(1024, 768)
# Longer than the desk waits after a keystroke before it searches and computes.
_WAITS_MS: Final = 350
_SHORTEST_SECONDS: Final = 0.1
_PAUSE_SECONDS: Final = 0.005
_LONGEST_SECONDS: Final = 30.0
_FORM_DPI: Final = 110
_COLOURS: Final = 128
_GREYS: Final = 16
_SEARCHED: Final = "王"
_EXAMPLE_KEY: Final = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
_USAGE: Final = "用法：gallery 文件夹（画面和表单的图片存到哪里）"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: pictures of screens, forms as PDF with their pages as pictures, a bound volume."""

    screens: tuple[Path, ...]
    forms: tuple[Path, ...]
    volumes: tuple[Path, ...] = ()


def main(words: Sequence[str]) -> int:
    """Write the gallery of a fresh demo store; return the exit status."""
    try:
        options = _options(words)
        made = write_gallery(options.folder)
    except (RuleBroken, StoreProblem) as refused:
        sys.stderr.write(f"{refused}{getattr(refused, 'advice', '')}\n")
        return 1
    where = options.folder.resolve()
    sys.stdout.write(f"画面 {len(made.screens)} 幅：{where / 'screens'}\n")
    sys.stdout.write(f"表单 {len(made.forms)} 个：{where / 'forms'}\n")
    sys.stdout.write(f"卷宗 {len(made.volumes)} 本：{where / 'volumes'}\n")
    for path in (*made.screens, *made.forms, *made.volumes):
        sys.stdout.write(f"  {path.relative_to(options.folder)}\n")
    return 0


def write_gallery(folder: Path) -> Made:
    """Make a demo store, and write its screens and forms into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from union_desk.demo import make_demo  # noqa: PLC0415
    from union_desk.services import open_demo  # noqa: PLC0415

    try:
        (folder / "screens").mkdir(parents=True, exist_ok=True)
        (folder / "forms").mkdir(exist_ok=True)
        (folder / "volumes").mkdir(exist_ok=True)
    except OSError as error:
        raise StoreProblem(f"文件夹 {folder} 写不进去。", advice="请换一个能写入的文件夹。") from error
    # What Qt has to say of a screen that is none would only disturb the summary.
    qInstallMessageHandler(keep_qt_messages)
    logging.getLogger("qt").addHandler(logging.NullHandler())
    QApplication.instance() or make_application(Preferences())
    with tempfile.TemporaryDirectory(prefix="union-desk-") as scratch:
        store = Path(scratch) / "store"
        summary = make_demo(store)
        states = "、".join(f"{term_label('file_state', code)} {n}" for code, n in summary.by_state.items())
        sys.stdout.write(f"演示数据：{summary.files} 份档案（{states}），{summary.persons} 人；")
        cases = "、".join(
            f"{term_label('dispute_state', code)} {n}" for code, n in summary.by_case_state.items()
        )
        aided = "、".join(f"{term_label('aid_state', code)} {n}" for code, n in summary.by_aid_state.items())
        sys.stdout.write(f"{summary.cases} 件劳动争议（{cases}）；")
        sys.stdout.write(
            f"{summary.aided} 件法律援助（{aided}），{summary.consultations} 条咨询，均为虚构。\n"
        )
        services = open_demo(store)
        try:
            forms = tuple(_write_forms(services, folder / "forms", summary.shown))
            volumes = tuple(_bind_volumes(services, folder / "volumes", summary.shown))
            screens = tuple(_write_screens(services, folder / "screens", summary.shown))
        finally:
            services.close()
    return Made(screens, forms, volumes)


def _options(words: Sequence[str]) -> argparse.Namespace:
    rest = [word for word in words if word not in {"gallery", "demo"}]
    strange = len(rest) > 1 or any(word.startswith("-") for word in rest)
    if strange or ("demo" not in words and not rest):
        raise RuleBroken(_USAGE)
    return argparse.Namespace(folder=Path(rest[0]) if rest else OUT)


def _write_forms(services: Services, folder: Path, shown: Mapping[str, str]) -> Iterator[Path]:
    """Print each form blank, and filled for the record that pictures show."""
    from union_desk.paper.render import render_pdf  # noqa: PLC0415

    for source in services.forms:
        form = source.sheet(services.actor)
        blank = render_pdf(form, [], mode="blank").pdf
        yield _write_form(folder / f"{source.form_id}-blank.pdf", blank)
        records = _records(source, services.actor, shown, form)
        filled = render_pdf(form, records, printed_by=services.actor.user, printed_at=services.clock())
        yield _write_form(folder / f"{source.form_id}-filled.pdf", filled.pdf)


def _records(
    source: PrintableForm, actor: Actor, shown: Mapping[str, str], form: Form
) -> Sequence[Mapping[str, object]]:
    """Return what a form is filled with: its sample where it must not be printed of these records."""
    uids = _printed_uids(source, actor, shown)
    try:
        return source.records(uids, actor) if uids else [form.sample()]
    except RuleBroken:
        return [form.sample()]


def _printed_uids(source: PrintableForm, actor: Actor, shown: Mapping[str, str]) -> Sequence[str]:
    """Return the record that pictures show, else the first one."""
    return [shown[source.entity]] if source.entity in shown else source.uids(actor)[:1]


def _write_form(path: Path, pdf: bytes) -> Path:
    path.write_bytes(pdf)
    return _write_pages(path, pdf)


def _write_pages(path: Path, pdf: bytes) -> Path:
    """Write each page of a PDF as a picture beside it."""
    from PIL import Image  # noqa: PLC0415

    from union_desk.paper.preview import page_count, render_page  # noqa: PLC0415

    for index in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, index, _FORM_DPI)
        page = Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1)
        _save_grey(page.convert("L"), path.with_name(f"{path.stem}-{index + 1}.png"))
    return path


def _bind_volumes(services: Services, folder: Path, shown: Mapping[str, str]) -> Iterator[Path]:
    """Bind the volume of the case that went from a telephone call to the archive."""
    from union_desk.legal_aid.records import AID_ENTITY  # noqa: PLC0415

    uid = shown[AID_ENTITY]
    path = folder / f"{AID_ENTITY}.pdf"
    services.volumes.bind(services.actor, AID_ENTITY, uid, path, lambda _done, _all: None, lambda: False)
    yield _write_pages(path, path.read_bytes())


def _save_small(picture: Any, path: Path) -> Path:
    """Write a picture with few colours: pictures of screens need no more."""
    picture.convert("RGB").quantize(_COLOURS).save(path, optimize=True)
    return path


def _save_grey(picture: Any, path: Path) -> None:
    """Write a page in sixteen greys."""
    from PIL import Image  # noqa: PLC0415

    step = 256 // _GREYS
    page = Image.frombytes("P", picture.size, picture.point([v // step for v in range(256)]).tobytes())
    page.putpalette([v * 255 // (_GREYS - 1) for v in range(_GREYS) for _colour in "RGB"])
    page.save(path, bits=4)


class _Camera:
    """Takes numbered pictures of widgets once nothing moves any more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def take(self, widget: QWidget, name: str) -> Path:
        from PIL import Image  # noqa: PLC0415

        settle()
        self._count += 1
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        widget.grab().save(buffer, "PNG")
        picture = Image.open(io.BytesIO(bytes(buffer.data().data())))
        return _save_small(picture, self._folder / f"{self._count:02}-{name}.png")


def settle(still_busy: Callable[[], bool] = lambda: False) -> None:
    """Let timers and workers come to an end."""
    begun = time.monotonic()
    while time.monotonic() - begun < _LONGEST_SECONDS:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        # Without a running event loop, widgets that were put away would stay in the picture.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() - begun > _SHORTEST_SECONDS and not still_busy() and not _waits():
            return
        time.sleep(_PAUSE_SECONDS)


def _waits() -> bool:
    """Tell whether a widget waits for a moment, such as a search for the end of the typing."""
    timers = (timer for top in QApplication.topLevelWidgets() for timer in top.findChildren(QTimer))
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _WAITS_MS for timer in timers
    )


def _write_screens(services: Services, folder: Path, shown: Mapping[str, str]) -> Iterator[Path]:
    """Go through the window as a caseworker does, and take a picture of each screen."""
    from union_desk.areas import make_window  # noqa: PLC0415

    camera = _Camera(folder)
    yield from _start_screens(camera)
    window = make_window(services, Preferences())
    window.resize(SIZE)
    window.show()
    try:
        yield camera.take(window, "workbench")
        for area in window.plan.areas:
            yield from _area_screens(camera, window, area.name, shown)
        yield from _shared_screens(camera, window)
        yield from _account_screens(camera, window, services)
    finally:
        window.close()
        window.desk.close()
        window.deleteLater()


def _start_screens(camera: _Camera) -> Iterator[Path]:
    from union_desk.desk.recovery_key import RecoveryKey  # noqa: PLC0415
    from union_desk.desk.start import FirstStart, Recover, Unlock  # noqa: PLC0415
    from union_desk.desk.tasks import Tasks  # noqa: PLC0415

    tasks = Tasks()
    screens: tuple[tuple[str, Callable[[], QDialog]], ...] = (
        ("first-start", lambda: FirstStart(tasks, lambda _answers: None)),
        ("recovery-key", lambda: RecoveryKey(_EXAMPLE_KEY, "白杨街道总工会")),
        ("unlock", lambda: Unlock(tasks, "白杨街道总工会", ["陈明"], lambda _user, _password: None)),
        ("recover", lambda: Recover(tasks, ["陈明"], lambda _key, _user, _password: None)),
    )
    for name, make in screens:
        dialog = make()
        dialog.show()
        yield camera.take(dialog, name)
        # RecoveryKey stays until its last group is typed: it is only looked at here.
        dialog.hide()
        dialog.deleteLater()
    tasks.close()


def _area_screens(camera: _Camera, window: MainWindow, name: str, shown: Mapping[str, str]) -> Iterator[Path]:
    """Show an area: its list, its record section by section, an empty record, the narrow window."""
    view = window.go_to(name)
    if view is None:
        return
    yield camera.take(window, f"{name}-list")
    if view.list is None:
        return
    entity, ids = view.list.entity, view.list.model.ids
    window.desk.open(entity, shown.get(entity, ids[0]))
    settle()
    page = view.current_page
    if page is None:
        return
    for number in range(len(page.sections)):
        page.show_section(number)
        yield camera.take(window, f"{name}-page-{number + 1}")
    page.show_section(0)
    page.show_history()
    yield camera.take(window, f"{name}-history")
    page.show_timeline()
    yield from _print_screen(camera, window, page, name)
    window.resize(NARROW)
    yield camera.take(window, f"{name}-narrow")
    window.resize(SIZE)
    window.desk.open(entity, "")
    yield camera.take(window, f"{name}-new")


def _print_screen(camera: _Camera, window: MainWindow, page: CasePage, name: str) -> Iterator[Path]:
    from union_desk.desk.printing import PrintSheet  # noqa: PLC0415

    job = page.print_job()
    if job is None:
        return
    sheet = PrintSheet(window.desk, job, window)
    sheet.open()
    settle(lambda: bool(window.desk.tasks.running))
    yield camera.take(sheet, f"{name}-print")
    sheet.close()


def _shared_screens(camera: _Camera, window: MainWindow) -> Iterator[Path]:
    from union_desk.desk.key_sheet import KeySheet  # noqa: PLC0415

    window.search.begin()
    window.search.setText(_SEARCHED)
    window.search.show_results()
    yield camera.take(window, "search")
    window.search.leave()
    window.show_keys()
    yield camera.take(window.findChildren(KeySheet)[-1], "keys")


def _account_screens(camera: _Camera, window: MainWindow, services: Services) -> Iterator[Path]:
    """Show the users of the demo as its administrator keeps them, and the locked desk."""
    from union_desk.desk.accounts.choose_user import ChooseUser  # noqa: PLC0415
    from union_desk.desk.accounts.user_form import Asked, UserForm  # noqa: PLC0415
    from union_desk.desk.accounts.users import UsersScreen  # noqa: PLC0415
    from union_desk.desk.lock import LockBox  # noqa: PLC0415

    accounts, user, tasks = services.accounts, services.actor.user, window.desk.tasks
    offices = [(office.code, office.name) for office in services.offices.all(services.actor).values()]
    screens: tuple[tuple[str, Callable[[], QDialog]], ...] = (
        ("users", lambda: UsersScreen(window.desk, accounts, offices, window)),
        ("new-user", lambda: UserForm(tasks, Asked.NEW, offices, lambda _answers: None, window)),
        ("change-user", lambda: ChooseUser(accounts.users(), user, window)),
        ("locked", lambda: LockBox(tasks, user, (), lambda _user, _password: None)),
    )
    for name, make in screens:
        dialog = make()
        dialog.show()
        yield camera.take(dialog, name)
        dialog.hide()
        dialog.deleteLater()
