"""Every window, page and dialog of the program on the demo store: what the tests of all screens walk over.

A dialog class that is not in the table is found by `unknown_dialogs`.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

import union_desk
from tests.exchange.screen import INFO, SITE, ExchangeToSee
from tests.looking import cut_off
from tests.sheets.books import numbers, summary
from tests.sheets.test_template import BLANK, LAYOUT
from union_desk.areas import due_areas, make_window, settings_pages
from union_desk.casework.accounts import Account
from union_desk.casework.attachments import NewFile
from union_desk.casework.print_log import PrintLine
from union_desk.casework.report_templates import ReportTemplate
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import StoreProblem
from union_desk.desk import style
from union_desk.desk.accounts.choose_user import ChooseUser
from union_desk.desk.accounts.new_recovery_key import NewRecoveryKey
from union_desk.desk.accounts.own_password import OwnPassword
from union_desk.desk.accounts.user_form import Asked, UserForm
from union_desk.desk.accounts.users import UsersScreen
from union_desk.desk.acts.quick import QuickDialog
from union_desk.desk.acts.records_screen import RecordsScreen
from union_desk.desk.application import make_application
from union_desk.desk.attachments.asking import AskBox
from union_desk.desk.attachments.asks import DESCRIBE, Described
from union_desk.desk.attachments.inbox import NewScans, ScanInbox
from union_desk.desk.attachments.viewer import Viewer
from union_desk.desk.binder import put
from union_desk.desk.dialog_size import Dialog
from union_desk.desk.due.screen import DueScreen
from union_desk.desk.exporting.collect import CollectDialog
from union_desk.desk.exporting.dialog import ExportDialog
from union_desk.desk.intake.wizard import IntakeDialog
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.list_views import NameSheet
from union_desk.desk.lock import LockBox
from union_desk.desk.looking import LookingScreen
from union_desk.desk.measured import MeasuredDialog
from union_desk.desk.open_issued import OpenIssued
from union_desk.desk.preferences import Preferences
from union_desk.desk.print_list import PrintList
from union_desk.desk.print_route import print_route
from union_desk.desk.printer_setup import PrinterSetup
from union_desk.desk.printing import PrintSheet
from union_desk.desk.recovery_key import RecoveryKey
from union_desk.desk.report_templates.marking import MarkingDialog
from union_desk.desk.report_templates.screen import TemplatesScreen
from union_desk.desk.safekeeping.closing import ClosingBox
from union_desk.desk.safekeeping.rescue import Rescue
from union_desk.desk.safekeeping.restore import RestoreDialog, RestoreOrder, RestoreWork, Restoring
from union_desk.desk.safekeeping.screen import BackupScreen
from union_desk.desk.settings.frame import SettingsWindow
from union_desk.desk.start import FirstStart, Recover, StartDialog, Unlock
from union_desk.desk.tasks import Tasks
from union_desk.desk.volumes.look import DocumentView
from union_desk.desk.volumes.register import VolumeRegister
from union_desk.desk.volumes.screen import VolumeScreen
from union_desk.desk.widgets import Fold
from union_desk.desk.window import MainWindow
from union_desk.dispute.page.agreement import AgreementSection
from union_desk.dispute.page.asking import AskingDialog
from union_desk.dispute.page.compensation.section import CompensationSection
from union_desk.dispute.page.known import Register
from union_desk.dispute.page.letters import IncidentsScreen, LettersScreen
from union_desk.dispute.page.life.ground import acting
from union_desk.dispute.page.life.minutes import MinutesWindow
from union_desk.dispute.page.life.register import RegisterScreen
from union_desk.dispute.page.sections import Case, Doing
from union_desk.dispute.page.walk_in import WalkInDialog
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.values import CaseForm, Hearing, Minute, Party
from union_desk.exchange.page.conflicts import ConflictScreen
from union_desk.exchange.page.issuing import IssueFields
from union_desk.exchange.page.making import HAND_IN, ISSUE, MakeDialog, WholeField
from union_desk.exchange.page.revoking import RevokeDialog
from union_desk.exchange.page.taking import TakeDialog
from union_desk.hardship.page.disposal import DisposalScreen
from union_desk.hardship.page.exporting import COLLECTED_CHOICES, FilesOut, FileTables
from union_desk.hardship.page.recheck.why_not import WhyNotBox
from union_desk.hardship.page.rerun import RerunScreen
from union_desk.hardship.page.two_offices import TwoOfficesScreen
from union_desk.legal_aid.page.advice_quick import AdviceDialog
from union_desk.legal_aid.page.providers import CasesBox, HistoryBox, ProvidersScreen
from union_desk.legal_aid.page.rates import RatesScreen
from union_desk.legal_aid.page.subsidies import SubsidyLedger
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.people.page.alike import AlikeScreen
from union_desk.people.page.employer import EmployerScreen
from union_desk.people.page.joined import JoinedBox
from union_desk.people.page.story import StoryScreen
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import Services, open_demo
from union_desk.sheets.template import look_at

KEY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
OFFICE = "白杨街道总工会"
TITLE_BAR = 30
SETTINGS = (
    *("office", "thresholds", "class_rules", "clocks", "means"),
    *("calendar", "retention", "wording", "own_forms"),
)
PRINTED = (PrintLine("hardship_file", "1", "filled", 2, 1, "陈明", datetime(2026, 11, 23, 2, 0, tzinfo=UTC)),)


@dataclass(frozen=True)
class Stage:
    """What a screen is made from."""

    services: Services
    window: MainWindow
    tasks: Tasks
    shown: str
    """The file that is shown."""


Make = Callable[[Stage], QDialog]


def _page(stage: Stage):
    stage.window.desk.open("hardship_file", stage.shown)
    return stage.window.page


def _why_not(stage: Stage) -> QDialog:
    _page(stage).ask_why()
    return stage.window.findChildren(WhyNotBox)[-1]


def _keys(stage: Stage) -> QDialog:
    stage.window.show_keys()
    return stage.window.findChildren(KeySheet)[-1]


def _settings(page: str) -> Make:
    def make(stage: Stage) -> QDialog:
        window = SettingsWindow(
            stage.window.desk, settings_pages(stage.window.desk, stage.services), stage.window
        )
        window.go_to(page)
        return window

    return make


def _archive(stage: Stage) -> Path:
    keeping = Safekeeping(stage.services.database)
    made = keeping.all(stage.services.actor)
    return made[0].archive.path if made else keeping.back_up(stage.services.actor)


def _restoring(stage: Stage, key: bytes | None) -> Restoring:
    compared = Safekeeping(stage.services.database).compare(stage.services.actor, _archive(stage))
    return Restoring(compared, stage.services.database.folder, key, users=("陈明", "沈佳"))


def _rescue(stage: Stage) -> QDialog:
    problem = StoreProblem("数据文件已损坏，不能读取。", advice="请不要继续录入。", damaged=True)
    return Rescue(stage.tasks, stage.services.database.folder, problem)


def _users(stage: Stage) -> list[Account]:
    return list(stage.services.accounts.users())


def _files_out(stage: Stage) -> FilesOut:
    return FilesOut(
        stage.services.exports,
        stage.services.column_sets,
        stage.services.report_templates,
        stage.services.actor,
    )


def _tables(stage: Stage) -> FileTables:
    return FileTables(stage.services.report_templates, stage.services.actor)


def _collecting(stage: Stage) -> QDialog:
    return CollectDialog(
        stage.window.desk, stage.services.intake.kinds, COLLECTED_CHOICES, stage.window, office=OFFICE
    )


def _marking(stage: Stage) -> QDialog:
    start = ReportTemplate("市总年度汇总表", "附件1.xlsx", LAYOUT)
    columns = _tables(stage).columns()
    return MarkingDialog(look_at(BLANK), columns, {}, start, lambda _made: None, stage.window, lost=("宏",))


def _user_form(asked: Asked) -> Make:
    offices = (("BY", OFFICE), ("QJ", "钱塘区总工会"))
    return lambda stage: UserForm(
        stage.tasks, asked, offices, lambda _new: None, stage.window, account=_users(stage)[0]
    )


def _alike(entity: Entity) -> Make:
    return lambda stage: AlikeScreen(stage.window.desk, stage.services.sameness, entity, stage.window)


def _joined(stage: Stage) -> QDialog:
    sameness, actor = stage.services.sameness, stage.services.actor
    row = sameness.pairs(actor, Entity.PERSON).of(Verdict.SAME)[0]
    return JoinedBox(stage.window.desk, sameness, Entity.PERSON, row.first_uid, stage.window)


def _story(stage: Stage) -> QDialog:
    """Show the story of a joined person, where the store has one with a file and a dispute."""
    sameness, actor = stage.services.sameness, stage.services.actor
    row = sameness.pairs(actor, Entity.PERSON).of(Verdict.SAME)[0]
    return StoryScreen(stage.window.desk, stage.services.stories, row.first_uid, str, stage.window)


def _scan() -> NewFile:
    kept = io.BytesIO()
    Image.new("RGB", (300, 420), "white").save(kept, "JPEG")
    return NewFile("长长的文件名 2026-11-23 扫描件.jpg", data=kept.getvalue())


def _viewer(stage: Stage) -> QDialog:
    services, case = stage.services, ("hardship_file", stage.shown)
    if not services.attachments.all(services.actor, *case):
        services.attachments.add(services.actor, *case, [_scan()])
    files = services.attachments.all(services.actor, *case)
    return Viewer(stage.window.desk, services.attachments, case, files, files[0].uid, stage.window)


def _volume(stage: Stage) -> QDialog:
    dialog = VolumeScreen(
        stage.window.desk, stage.services.volumes, ("hardship_file", stage.shown), stage.window
    )
    wait_for_work(stage)
    return dialog


def _volume_document(stage: Stage) -> QDialog:
    services, case = stage.services, ("hardship_file", stage.shown)
    item = services.volumes.view(services.actor, *case).items[0]
    pdf = services.volumes.document(services.actor, *case, item.key)
    return DocumentView(item.title, pdf, stage.window)


def _new_scans(stage: Stage) -> QDialog:
    folder = stage.services.database.folder / "扫描仪"
    folder.mkdir(exist_ok=True)
    scan = folder / "scan_2026-11-23.pdf"
    scan.write_bytes(b"%PDF-")
    os.utime(scan, (0, 0))
    inbox = ScanInbox(Preferences())
    inbox.choose(folder)
    inbox.look()
    return NewScans(inbox, "添加到“入户照片”：", lambda _paths: None, stage.window)


def _intake(step: int) -> Make:
    def make(stage: Stage) -> QDialog:
        people = [("王　芳", numbers(1)[0], "某某电子有限公司", 13800000001, "一号大街1号", 1200, "")]
        path = summary(stage.services.database.folder / "2026 年度困难职工汇总表.xlsx", people)
        dialog = IntakeDialog(stage.window.desk, stage.services.intake, stage.window, kind="hardship")
        dialog.path.setText(str(path))
        while dialog.step < step:
            dialog.next()
            wait_for_work(stage)
        return dialog

    return make


def _employer(stage: Stage) -> QDialog:
    book, actor = stage.services.employers, stage.services.actor
    hit = book.search(actor, "公司", 1)[0]
    return EmployerScreen(stage.window.desk, book, hit.uid, lambda *_opened: None, stage.window)


def _packages(stage: Stage) -> ExchangeToSee:
    return ExchangeToSee(stage.services.database, stage.services.clock, ())


def _walk_in(stage: Stage, *, not_ours: bool = False) -> QDialog:
    """Fill a walk-in as far as everything that it can say stands in it."""
    desk, services = stage.window.desk, stage.services
    dialog = WalkInDialog(desk, services.disputes, services.people, lambda _uid: None, stage.window)
    for card in services.people.employers(services.actor, "公司")[:1]:
        dialog.form.widget("employer").picked.emit(card)
    if not_ours:
        scope = dialog.form.widget("not_ours")
        scope.set_value("disability_grade")
        scope.changed.emit()
    return dialog


def _advice(stage: Stage) -> QDialog:
    """Show 咨询登记 with somebody who is known, so that every button and the note are seen."""
    services, desk = stage.services, stage.window.desk
    registers = {
        entity: Register(known, services.people, services.actor)
        for entity, known in ((CASE_ENTITY, services.disputes), (AID_ENTITY, services.legal_aid))
    }
    dialog = AdviceDialog(desk, services.advice, registers, lambda *_done: None, print, stage.window)
    dialog.known.tell("王芳已在 2 件案件中：申请人，调解中；受援人，承办中。")
    return dialog


def _providers(stage: Stage) -> QDialog:
    screen = ProvidersScreen(stage.window.desk, stage.services.providers, stage.window)
    screen.write()
    return screen


def _provider_history(stage: Stage) -> QDialog:
    services = stage.services
    line = services.providers.lines(services.actor)[0]
    changes = services.providers.history(services.actor, line.provider.uid)
    return HistoryBox(line.provider.name, changes, stage.window)


def _cases_at_hand(stage: Stage) -> QDialog:
    services = stage.services
    lines = services.providers.lines(services.actor)
    line = max(lines, key=lambda each: each.open_cases)
    cases = services.providers.at_hand(services.actor, line.provider.uid)
    return CasesBox(stage.window.desk, line.provider.name, cases, stage.window)


def _rates(stage: Stage) -> QDialog:
    screen = RatesScreen(stage.window.desk, stage.services.subsidies, stage.window)
    screen.write()
    return screen


def _minutes(stage: Stage) -> QDialog:
    """Open the minutes of a meeting in which somebody was asked, answered, and put an answer right."""
    desk, disputes, actor = stage.window.desk, stage.services.disputes, stage.services.actor
    parties = (
        Party(person=PersonCard(name="张𧒽芬")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司")),
    )
    uid = disputes.save(actor, CaseForm(matter="拖欠两个月工资", parties=parties)).uid
    case = Case(disputes, actor, disputes.view(uid, actor), disputes.life(actor, uid), desk.today)
    said = (
        Minute(
            uid="asked", speaker="沈佳", kind="question", text="工资发到哪个月，有没有约定加班费的计算基数？"
        ),
        Minute(uid="first", speaker="张𧒽芬", kind="answer", text="发到九月。"),
        Minute(speaker="张𧒽芬", kind="answer", text="发到八月，九月、十月没有发。", replaces_uid="first"),
    )
    hearing = Hearing(held_on=desk.today, from_time="14:05", mediators=("沈佳", "李强"), minutes=said)
    doing = Doing(desk, disputes, lambda *_act: True, print, print, print, lambda: True)
    return MinutesWindow(acting(doing), case, hearing, stage.window)


def _issuing(stage: Stage) -> QDialog:
    offices = stage.services.offices.all(stage.services.actor)
    return MakeDialog(stage.window.desk, ISSUE, IssueFields(offices, lambda *_words: None, str), stage.window)


# One class may be shown in several ways.
DIALOGS: tuple[tuple[type[QDialog], Make], ...] = (
    (FirstStart, lambda stage: FirstStart(stage.tasks, lambda _answers: None)),
    (OpenIssued, lambda stage: OpenIssued(stage.tasks, lambda *_words: KEY)),
    (RecoveryKey, lambda _stage: RecoveryKey(KEY, OFFICE)),
    (NewRecoveryKey, lambda stage: NewRecoveryKey(KEY, OFFICE, stage.window)),
    (Unlock, lambda stage: Unlock(stage.tasks, f"数据在：/数据/{OFFICE}", ["陈明"], lambda *_words: None)),
    (Recover, lambda stage: Recover(stage.tasks, ["陈明"], lambda *_words: None)),
    (LockBox, lambda stage: LockBox(stage.tasks, "陈明", ("陈明", "沈佳"), lambda *_words: None)),
    (OwnPassword, lambda stage: OwnPassword(stage.tasks, "陈明", lambda *_words: None, stage.window)),
    (ChooseUser, lambda stage: ChooseUser(_users(stage), "陈明", stage.window)),
    (UserForm, _user_form(Asked.NEW)),
    (UserForm, _user_form(Asked.ROLES)),
    (UserForm, _user_form(Asked.PASSWORD)),
    (
        UsersScreen,
        lambda stage: UsersScreen(
            stage.window.desk, stage.services.accounts, (("BY", OFFICE),), stage.window
        ),
    ),
    (KeySheet, _keys),
    (PrintSheet, lambda stage: PrintSheet(stage.window.desk, _page(stage).print_job(), stage.window)),
    (WhyNotBox, _why_not),
    (PrintList, lambda stage: PrintList("王芳", PRINTED, {"hardship_file": "困难职工档案表"}, stage.window)),
    (PrinterSetup, lambda stage: PrinterSetup(stage.window.desk, print_route(), "窗口打印机", stage.window)),
    (
        DisposalScreen,
        lambda stage: DisposalScreen(stage.window.desk, stage.services.disposal, stage.window),
    ),
    (
        ExportDialog,
        lambda stage: ExportDialog(stage.window.desk, _files_out(stage), (stage.shown,), stage.window),
    ),
    (Viewer, _viewer),
    (NewScans, _new_scans),
    (
        AskBox,
        lambda stage: AskBox(
            "名称和类型", "三份附件都归入同一类。", DESCRIBE, Described(), str, stage.window
        ),
    ),
    *((IntakeDialog, _intake(step)) for step in range(4)),
    (AlikeScreen, _alike(Entity.PERSON)),
    (AlikeScreen, _alike(Entity.EMPLOYER)),
    (JoinedBox, _joined),
    (StoryScreen, _story),
    (
        TwoOfficesScreen,
        lambda stage: TwoOfficesScreen(
            stage.window.desk, stage.services.in_two, stage.services.hardship, print, stage.window
        ),
    ),
    (
        TakeDialog,
        lambda stage: TakeDialog(stage.window.desk, _packages(stage), INFO.path, stage.window),
    ),
    (
        ConflictScreen,
        lambda stage: ConflictScreen(stage.window.desk, _packages(stage), lambda *_words: None, stage.window),
    ),
    (
        MakeDialog,
        lambda stage: MakeDialog(stage.window.desk, HAND_IN, WholeField(lambda *_words: None), stage.window),
    ),
    (MakeDialog, _issuing),
    (WalkInDialog, _walk_in),
    (MinutesWindow, _minutes),
    (AdviceDialog, _advice),
    (ProvidersScreen, _providers),
    (HistoryBox, _provider_history),
    (CasesBox, _cases_at_hand),
    (RatesScreen, _rates),
    (
        SubsidyLedger,
        lambda stage: SubsidyLedger(
            stage.window.desk, stage.services.legal_aid, OFFICE, lambda: None, stage.window
        ),
    ),
    (
        RegisterScreen,
        lambda stage: RegisterScreen(stage.window.desk, stage.services.disputes, stage.window),
    ),
    (WalkInDialog, lambda stage: _walk_in(stage, not_ours=True)),
    (RevokeDialog, lambda stage: RevokeDialog(SITE, "2026-11-23 10:00", str, stage.window)),
    (TemplatesScreen, lambda stage: TemplatesScreen(stage.window.desk, _tables(stage), stage.window)),
    (MarkingDialog, _marking),
    (CollectDialog, _collecting),
    (EmployerScreen, _employer),
    (
        DueScreen,
        lambda stage: DueScreen(
            stage.window.desk,
            due_areas(stage.services),
            (("BY", OFFICE),),
            lambda *_case: None,
            stage.window,
        ),
    ),
    (
        LettersScreen,
        lambda stage: LettersScreen(stage.window.desk, stage.services.letters, str, stage.window),
    ),
    (
        IncidentsScreen,
        lambda stage: IncidentsScreen(stage.window.desk, stage.services.incidents, str, stage.window),
    ),
    (VolumeScreen, _volume),
    (
        VolumeRegister,
        lambda stage: VolumeRegister(stage.window.desk, stage.services.volumes, OFFICE, stage.window),
    ),
    (DocumentView, _volume_document),
    (RerunScreen, lambda stage: RerunScreen(stage.window.desk, stage.services.hardship, stage.window)),
    (
        NameSheet,
        lambda stage: NameSheet("保存为视图", "", lambda *_kept: None, stage.window, shareable=True),
    ),
    (MeasuredDialog, lambda stage: MeasuredDialog(parent=stage.window)),
    (
        BackupScreen,
        lambda stage: BackupScreen(stage.window.desk, Safekeeping(stage.services.database), stage.window),
    ),
    (RestoreDialog, lambda stage: RestoreDialog(stage.tasks, _restoring(stage, bytes(32)), stage.window)),
    (RestoreDialog, lambda stage: RestoreDialog(stage.tasks, _restoring(stage, None), stage.window)),
    (
        RestoreWork,
        lambda stage: RestoreWork(
            stage.tasks,
            RestoreOrder(_archive(stage), stage.services.database.folder, bytes(32)),
            stage.window,
        ),
    ),
    (Rescue, _rescue),
    (ClosingBox, lambda _stage: ClosingBox()),
    *((SettingsWindow, _settings(page)) for page in SETTINGS),
)
NOT_SHOWN = {AskingDialog, Dialog, LookingScreen, QuickDialog, RecordsScreen, StartDialog}
"""Classes that others are made from."""


def unknown_dialogs() -> list[str]:
    """Dialog classes of the program that no test of all screens would see."""
    for module in pkgutil.walk_packages(union_desk.__path__, "union_desk."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = {each for each in _subclasses(QDialog) if each.__module__.startswith("union_desk.")}
    return sorted(each.__qualname__ for each in ours - {kind for kind, _make in DIALOGS} - NOT_SHOWN)


def _subclasses(of: type) -> set[type]:
    direct = set(of.__subclasses__())
    return direct.union(*(_subclasses(each) for each in direct))


@contextmanager
def shown(stage: Stage, make: Make) -> Iterator[QDialog]:
    """Show one dialog for a moment."""
    dialog = make(stage)
    dialog.show()
    turn()
    wait_for_work(stage)
    yield dialog
    if isValid(dialog):
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
        listed = view.list.model.ids
        one = stage.shown if stage.shown in listed else next(iter(listed), "")
        window.desk.open(view.list.entity, one)
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
    yield from _dispute_with_sums(stage)
    window.search.begin()
    window.search.setText("王")
    window.search.show_results()
    turn()
    yield "查找", window
    window.search.leave()


def _dispute_with_sums(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show a dispute of many with all that is computed, agreed and listed in it, every part open."""
    window, disputes, actor = stage.window, stage.services.disputes, stage.services.actor
    workers = tuple(
        Party(
            person=PersonCard(name=f"张𧒽{'甲乙丙丁戊己庚辛壬癸'[number]}"),
            roster=number > 0,
            entry_on=date(2021, 3, 1),
            left_on=date(2026, 10, 31),
            monthly_wage_fen=1_234_567,
            claim_fen=1_234_567_89,
            agreed_fen=1_000_000_00,
            consented=number != 5,
            representative=0 < number < 4,
        )
        for number in range(10)
    )
    firm = Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司"))
    form = CaseForm(matter="解除劳动合同", collective=True, headcount=10, parties=(*workers, firm))
    window.desk.open(CASE_ENTITY, disputes.save(actor, form).uid)
    page = window.page
    desk = page.findChild(CompensationSection)
    put(desk.inputs.binder.widget("ending"), "unlawful")
    put(desk.inputs.binder.widget("also"), ("severance",))
    put(desk.inputs.binder.widget("unsigned"), True)
    put(desk.inputs.binder.widget("owed_fen"), 2_000_000)
    desk.compute()
    for fold in desk.findChildren(Fold):
        fold.open()
    agreement = page.findChild(AgreementSection)
    agreement.start()
    agreement.add_usual_acts()
    plan = agreement.items.rows[0].widget("plan")
    put(plan.count, 3)
    put(plan.first, date(2026, 12, 31))
    plan.plan()
    agreement.show_check()
    turn()
    page.show_section(0)
    turn()
    yield "劳动争议：测算、协议和名册", window


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
    for kind, make in DIALOGS:
        with shown(stage, make) as dialog:
            for _what_comes_later in range(2):
                if isinstance(dialog, Dialog):
                    dialog.fit_into(most)
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


def main(store: str, shown: str, *sizes: str) -> int:
    """Walk through the screens in the scale of the environment; write what is cut off.

    Sizes are of type and screen, such as 16:1024x768; without any it is all of them.
    """
    every = [f"{points:g}:{screen}" for points in style.POINT_SIZES for screen in ("1366x768", "1024x768")]
    make_application(Preferences())
    services = open_demo(Path(store))
    stage = make_stage(services, shown)
    scale = stage.window.devicePixelRatio()
    faults = []
    for each in sizes or every:
        points, screen = each.split(":")
        width, height = (round(int(side) / scale) for side in screen.split("x"))
        faults += [f"{each}: {fault}" for fault in walk(stage, float(points), QSize(width, height))]
    stage.window.close()
    stage.window.desk.close()
    stage.tasks.close()
    services.close()
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
