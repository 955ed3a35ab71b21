"""Pictures for docs/manual of 街道数据: a district and a street that hand packages to and fro.

packaging/manual_pictures.py calls this with its camera. Both offices have stores of their own for this.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from manual_dialogs import InventedPrinters
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from union_desk.areas import make_window
from union_desk.casework.offices import Office
from union_desk.core.clock import system_clock
from union_desk.core.identity import check_digit
from union_desk.desk.open_issued import OpenIssued
from union_desk.desk.preferences import Preferences
from union_desk.desk.printing import PrintSheet
from union_desk.desk.tasks import Tasks
from union_desk.exchange.opening import open_issued
from union_desk.exchange.page.handover_job import HandoverJob
from union_desk.exchange.page.issuing import IssueFields
from union_desk.exchange.page.making import ISSUE, MakeDialog
from union_desk.exchange.page.taking import TakeDialog
from union_desk.exchange.values import Choice, IssuedUser
from union_desk.gallery import settle
from union_desk.hardship.page.two_offices import TwoOfficesScreen
from union_desk.hardship.values import FileForm
from union_desk.paper.preview import render_page
from union_desk.people.page.alike import AlikeScreen
from union_desk.people.pairs import Entity
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, create_store, open_services
from union_desk.store.vault import Cost

if TYPE_CHECKING:
    from manual_dialogs import Camera

    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

SIZE = QSize(1200, 768)
PAPER_DPI = 80
DISTRICT = FirstStart(
    "钱江区总工会", "QJ", is_district=True, user="李强", password="qianjiang-26", short_name="钱江"
)
STREET = Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ")
USER, PASSWORD = "周敏", "xiasha-2026"
CODE = "YCPTZ-Y81Z9-YW3RV-G624C-DFQD4-DKHJK-8RMYJ-T8YRS"
STICK = "E:\\"
BORN = {
    "沈玉梅": "19750312",
    "郭建国": "19680920",
    "何小燕": "19820507",
    "方志明": "19790115",
    "邵红": "19860622",
}
FAST = Cost(passes=1, memory=8, lanes=1)


def alike(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show two cards that may be one, and a household with two files; the demo has both."""
    pairs = AlikeScreen(window.desk, services.sameness, Entity.PERSON, window)
    _shown(pairs, window)
    camera.take(pairs, "same-person")
    pairs.close()
    both = TwoOfficesScreen(window.desk, services.in_two, services.hardship, lambda _uid: None, window)
    _shown(both, window)
    camera.take(both, "two-offices")
    both.close()


def streets(camera: Camera, scratch: Path) -> None:
    """Go through a month: issued, entered on both sides, handed in, taken in, confirmed."""
    stick = scratch / "stick"
    stick.mkdir()
    create_store(scratch / "district", DISTRICT, cost=FAST)
    district = open_services(scratch / "district", DISTRICT.user, DISTRICT.password)
    district.offices.save(district.actor, STREET)
    window = make_window(district, Preferences())
    window.resize(SIZE)
    window.show()
    try:
        issued(camera, window)
        users = (IssuedUser(USER, district.actor.roles),)
        made = district.exchange.issue_store(district.actor, STREET.code, stick, users)
        open_issued(scratch / "street", made.info.path, made.opening_code, USER, PASSWORD, cost=FAST)
        street = open_services(scratch / "street", USER, PASSWORD)
        a_month(district, street, stick)
        came(camera, window, district, street.exchange.return_package(street.actor, stick).info.path)
        street.close()
    finally:
        window.close()
        window.desk.close()
        district.close()


def issued(camera: Camera, window: MainWindow) -> None:
    """Show what is asked when a street gets its data, and what the street is asked."""
    offices = {STREET.code: STREET}
    fields = IssueFields(offices, lambda *_words: _never(), lambda _office: None)
    fields.first.setText(USER)
    dialog = MakeDialog(window.desk, ISSUE, fields, window)
    dialog.folder.setText(STICK)
    dialog.show()
    camera.take(dialog, "issue")
    dialog.close()
    tasks = Tasks()
    first = OpenIssued(tasks, lambda *_words: _never())
    for field, text in (
        (first.path, f"{STICK}XS-issue-0001.udpack"),
        (first.code, CODE),
        (first.name, USER),
        (first.secret, PASSWORD),
        (first.again, PASSWORD),
    ):
        field.setText(text)
    first.show()
    camera.take(first, "open-issued")
    first.hide()
    tasks.close()


def a_month(district: Services, street: Services, stick: Path) -> None:
    """Enter on both sides; some of what is entered differs."""
    uids = [_enter(street, name, number) for number, name in enumerate(("沈玉梅", "郭建国", "何小燕"))]
    made = street.exchange.return_package(street.actor, stick)
    district.exchange.apply(district.actor, made.info.path)
    site = next(each for each in district.exchange.sites(district.actor) if each.office == STREET.code)
    receipt = district.exchange.receipt(district.actor, site.uid, stick)
    street.exchange.apply(street.actor, receipt.info.path)
    _enter(district, "方志明", 6)
    for services, cause, start in (
        (street, "本人患病，长期治疗", "1390000"),
        (district, "本人患病", "1370000"),
    ):
        for place, uid in enumerate(uids[:2]):
            form = services.hardship.form(services.actor, uid)
            owner = replace(form.owner, mobile=f"{start}002{place}")
            text = form.cause_text if place else cause
            services.hardship.save(services.actor, replace(form, owner=owner, cause_text=text), uid)
    _enter(street, "方志明", 6)
    _enter(street, "邵红", 5)


def came(camera: Camera, window: MainWindow, district: Services, path: Path) -> None:
    """Show what a package brings, the area afterwards, and its paper."""
    dialog = TakeDialog(window.desk, district.exchange, path, window)
    _shown(dialog, window)
    dialog.pane.choose(Choice.OURS)
    camera.take(dialog, "take-package")
    dialog.apply()
    settle(lambda: bool(window.desk.tasks.running))
    taken = dialog.outcome
    dialog.close()
    window.go_to("exchange")
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(window, "exchange")
    if taken is None:
        raise LookupError("the package is taken in")
    handover = district.exchange.handover(district.actor, taken.handover_uid)
    job = HandoverJob(window.desk, district.exchange, handover, DISTRICT.office_name)
    sheet = PrintSheet(window.desk, job, window, InventedPrinters())
    sheet.open()
    settle(lambda: bool(window.desk.tasks.running))
    choice = sheet.choices()[0]
    sheet.close()
    printed = job.render(choice, lambda _done, _total: None, lambda: False)
    width, height, pixels = render_page(printed.pdf, 0, PAPER_DPI)
    camera.save(
        Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1).convert("RGB"), "handover"
    )


def _enter(services: Services, name: str, number: int) -> str:
    """Enter half a file of an invented person."""
    front = f"330199{BORN[name]}00{number}"
    card = PersonCard(
        name=name,
        id_no=front + check_digit(front),
        mobile=f"1380000001{number}",
    )
    form = FileForm(owner=card, applied_on=system_clock().date())
    services.hardship.save(services.actor, form)
    return services.hardship.search(services.actor, name, 1)[0].uid


def _shown(dialog: QWidget, window: MainWindow) -> None:
    dialog.show()
    settle(lambda: bool(window.desk.tasks.running))


def _never() -> NoReturn:
    raise LookupError("a picture presses nothing")
