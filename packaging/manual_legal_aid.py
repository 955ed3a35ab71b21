"""Pictures for docs/manual of legal aid: advice, a case from the call to the volume, one person's story.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manual_dialogs import type_chinese
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from union_desk.desk.volumes.register import VolumeRegister
from union_desk.gallery import settle
from union_desk.legal_aid.page.advice_quick import AdviceDialog
from union_desk.legal_aid.page.page import AidPage
from union_desk.legal_aid.page.providers import ProvidersScreen
from union_desk.legal_aid.page.subsidies import SubsidyLedger
from union_desk.paper.preview import render_page
from union_desk.paper.render import render_pdf
from union_desk.people.page.story import StoryScreen

if TYPE_CHECKING:
    from manual_dialogs import Camera

    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

ENTITY = "aid_case"
PAPER_DPI = 100
DIALOG = QSize(1060, 700)
CALLED = "厉春来"


def legal_aid(camera: Camera, window: MainWindow, services: Services) -> None:
    """Go through advice and the cases of legal aid of the demo."""
    for part in (asked, cases, registers, beside):
        part(camera, window, services)
    paper(camera, services)


def asked(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show a call as it is put down, and the register."""
    del services
    window.go_to("")
    window.acts["advice.quick"].trigger()
    settle()
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, AdviceDialog))
    for field, text in (("name", "程小燕"), ("phone", "13800000077"), ("question", "产假工资只发了一半")):
        widget = dialog.form.widget(field)
        widget.setFocus()
        QTest.keyClicks(widget, text) if text.isascii() else type_chinese(text)
    camera.take(dialog, "advice-quick")
    dialog.close()
    window.go_to("advice")
    camera.take(window, "advice")


def cases(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the list, and cases in several states."""
    window.go_to("legal_aid")
    camera.take(window, "legal-aid")
    page = opened(window, services, "鲍金凤")
    page.show_section(_section(page, "审查与决定"))
    camera.take(page, "aid-means")
    page = opened(window, services, "项丽华")
    camera.take(window, "aid-case")
    window.acts["legal_aid.next"].trigger()
    camera.take(window, "aid-assign")
    page = opened(window, services, "柏玉莲")
    page.show_section(_section(page, "承办"))
    camera.take(page, "aid-handling")
    page = opened(window, services, "桑吉卓玛")
    page.show_section(_section(page, "结案与补贴"))
    camera.take(page, "aid-closing")


def registers(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show who gives aid, and what is paid for it."""
    aid = services.legal_aid
    shown(camera, ProvidersScreen(window.desk, services.providers, window), "aid-providers")
    ledger = SubsidyLedger(window.desk, aid, services.office.code, lambda: None, window)
    ledger.look()
    shown(camera, ledger, "aid-subsidies")


def beside(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show the register of volumes, and all of one person."""
    register = VolumeRegister(window.desk, services.volumes, services.office.name, window)
    register.look()
    shown(camera, register, "volume-register")
    person = services.legal_aid.form(services.actor, uid_of(services, "王芳")).person.uid
    story = StoryScreen(window.desk, services.stories, person, lambda _uid: None, window)
    shown(camera, story, "person-story")


def shown(camera: Camera, screen: QDialog, name: str) -> None:
    screen.show()
    screen.resize(DIALOG)
    camera.take(screen, name)
    screen.close()


def paper(camera: Camera, services: Services) -> None:
    """Show the notice of assignment with its counterfoil."""
    form = next(one for one in services.forms if one.form_id == "aid_assignment")
    records = form.records([uid_of(services, CALLED)], services.actor)
    sheet = form.sheet(services.actor)
    printed = render_pdf(sheet, records, printed_by=services.actor.user, printed_at=services.clock())
    width, height, pixels = render_page(printed.pdf, 0, PAPER_DPI)
    seen = Image.frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1)
    camera.save(seen.convert("RGB"), "aid-assignment")


def opened(window: MainWindow, services: Services, name: str) -> AidPage:
    window.desk.open(ENTITY, uid_of(services, name))
    settle()
    page = window.page
    if not isinstance(page, AidPage):
        raise TypeError("a case of legal aid opens on its page")
    return page


def uid_of(services: Services, name: str) -> str:
    return services.legal_aid.search(services.actor, name, 1)[0].uid


def _section(page: AidPage, title: str) -> int:
    return next(number for number, section in enumerate(page.sections) if section.title == title)
