"""Pictures for docs/manual of labour disputes: the walk-in, a case from end to end, sums, agreement, papers.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manual_dialogs import type_chinese
from PIL import Image
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget

from union_desk.areas import due_areas
from union_desk.desk.due.screen import DueScreen
from union_desk.desk.volumes.screen import VolumeScreen
from union_desk.dispute.page.compensation.section import CompensationSection
from union_desk.dispute.page.life.ground import acting
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.page import DisputePage
from union_desk.dispute.page.sections import Case, Doing
from union_desk.dispute.page.walk_in import WalkInDialog
from union_desk.gallery import settle
from union_desk.paper.preview import render_page
from union_desk.paper.render import render_pdf
from union_desk.people.page.employer import EmployerScreen

if TYPE_CHECKING:
    from manual_dialogs import Camera

    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

ENTITY = "dispute_case"
PAPER_DPI = 100
DIALOG = QSize(980, 700)


def disputes(camera: Camera, window: MainWindow, services: Services) -> None:
    """Go through the disputes of the demo."""
    window.go_to("dispute")
    camera.take(window, "disputes")
    walk_in(camera, window, services)
    a_case(camera, window, services)
    sums_and_agreement(camera, window, services)
    beside(camera, window, services)
    paper(camera, services)


def walk_in(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show somebody at the counter, and a matter that is not ours."""
    dialog = WalkInDialog(window.desk, services.disputes, services.people, lambda _uid: None, window)
    dialog.show()
    dialog.activateWindow()
    settle()
    employer = dialog.form.widget("employer")
    for field, text in ((dialog.form.widget("name"), "韦大明"), (employer, "杭州示例")):
        field.setFocus()
        settle()
        type_chinese(text)
    employer.offer()
    camera.take(dialog, "walk-in")
    dialog.form.widget("matter").setFocus()
    type_chinese("单位没有给我缴公积金")
    scope = dialog.form.widget("not_ours")
    scope.set_value("housing_fund")
    scope.changed.emit()
    camera.take(dialog, "not-ours")
    dialog.close()


def a_case(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show a case, its process, its clocks, and minutes at the table."""
    page = opened(window, services, "柴文静")
    camera.take(window, "dispute")
    page.show_section(_section(page, "办理"))
    camera.take(page, "dispute-handling")
    page = opened(window, services, "晏伟")
    page.show_section(_section(page, "期限"))
    camera.take(page, "clock-picture")
    minutes(camera, window, services)


def minutes(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the minutes of a meeting that was held."""
    actor, uid = services.actor, uid_of(services, "柴文静")
    told = services.disputes
    case = Case(told, actor, told.view(uid, actor), told.life(actor, uid), window.desk.today)
    doing = Doing(window.desk, told, lambda *_act: True, print, print, print, lambda: True)
    held = next(one for one in case.life.hearings if one.minutes)
    shown = MinutesWindow(acting(doing), case, held, window)
    shown.show()
    shown.resize(DIALOG)
    camera.take(shown, "minutes")
    shown.close()


def sums_and_agreement(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the compensation desk with its steps, the agreement, and a roster."""
    page = opened(window, services, "马晓琳")
    page.show_section(_section(page, "赔偿测算"))
    desk = page.findChild(CompensationSection)
    if desk is None:
        raise LookupError("a dispute has its compensation desk")
    ending = desk.inputs.binder.widget("ending")
    ending.set_value("no_fault")
    ending.changed.emit()
    desk.compute()
    camera.take(page, "compensation")
    for line in desk.results.lines:
        line.fold.open()
    _show_whole(page, desk.results)
    camera.take(page, "compensation-steps")
    page = opened(window, services, "晏伟")
    page.show_section(_section(page, "调解协议"))
    camera.take(page, "agreement")
    page = opened(window, services, "向国富")
    page.show_section(_section(page, "名册"))
    camera.take(page, "roster")


def beside(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the clocks of all offices, and an employer."""
    offices = tuple((one.code, one.name) for one in services.offices.all(services.actor).values())
    due = DueScreen(window.desk, due_areas(services), offices, lambda *_case: None, window)
    due.look()
    due.show()
    due.resize(DIALOG)
    camera.take(due, "due-list")
    due.close()
    hit = services.employers.search(services.actor, "纺织", 1)[0]
    firm = EmployerScreen(window.desk, services.employers, hit.uid, lambda *_opened: None, window)
    firm.show()
    firm.resize(DIALOG)
    camera.take(firm, "employer")
    firm.close()
    volume = VolumeScreen(window.desk, services.volumes, (ENTITY, uid_of(services, "燕秋菊")), window)
    volume.show()
    volume.resize(DIALOG)
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(volume, "volume")
    volume.close()


def paper(camera: Camera, services: Services) -> None:
    """Show the agreement as it is printed."""
    form = next(one for one in services.forms if one.form_id == "mediation_agreement")
    records = form.records([uid_of(services, "晏伟")], services.actor)
    sheet = form.sheet(services.actor)
    printed = render_pdf(sheet, records, printed_by=services.actor.user, printed_at=services.clock())
    width, height, pixels = render_page(printed.pdf, 0, PAPER_DPI)
    seen = Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1)
    camera.save(seen.convert("RGB"), "mediation-agreement")


def opened(window: MainWindow, services: Services, name: str) -> DisputePage:
    window.desk.open(ENTITY, uid_of(services, name))
    settle()
    page = window.page
    if not isinstance(page, DisputePage):
        raise TypeError("a dispute opens on its page")
    return page


def uid_of(services: Services, name: str) -> str:
    return services.disputes.search(services.actor, name, 1)[0].uid


def _section(page: DisputePage, title: str) -> int:
    return next(number for number, section in enumerate(page.sections) if section.title == title)


def _show_whole(page: DisputePage, widget: QWidget) -> None:
    settle()
    top = widget.mapTo(page.scroller.widget(), QPoint(0, 0)).y()
    page.scroller.verticalScrollBar().setValue(top - 8)
    settle()
