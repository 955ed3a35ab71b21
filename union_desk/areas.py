"""The areas, one line each, and the window that they make on an open store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.casework.draft_queue import DraftQueue
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.rights import Right
from union_desk.desk.acts.linked import OtherRecord
from union_desk.desk.desk import Desk
from union_desk.desk.diagnostics import Diagnostics
from union_desk.desk.due.areas import DueArea
from union_desk.desk.due.command import DueDesk
from union_desk.desk.navigation import Area, Command, WorkbenchRow, WorkbenchSection
from union_desk.desk.safekeeping.keeper import Keeper
from union_desk.desk.volumes.command import VolumeDesk
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.dispute.area import ENTITY as CASE_ENTITY
from union_desk.dispute.area import dispute_area
from union_desk.dispute.page.letter_desk import LetterDesk
from union_desk.dispute.service.firms import respondent_of
from union_desk.exchange.area import ExchangeDesk
from union_desk.hardship.area import hardship_area
from union_desk.hardship.page.exporting import COLLECTED_CHOICES, FilesOut, FileTables
from union_desk.legal_aid.area import ENTITY as AID_ENTITY
from union_desk.legal_aid.area import legal_aid_area
from union_desk.legal_aid.page.advice_area import advice_area
from union_desk.legal_aid.page.advice_words import ENTITY as ADVICE_ENTITY
from union_desk.legal_aid.page.crossing import Crossing
from union_desk.legal_aid.page.register_desk import AidRegisters
from union_desk.people.area import PeopleDesk
from union_desk.people.employer_desk import EmployerDesk
from union_desk.people.pairs import Entity
from union_desk.services import BOUND

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from union_desk.desk.preferences import Preferences
    from union_desk.desk.settings.frame import SettingsPage, SettingsWindow
    from union_desk.hardship.page.two_offices import TwoOfficesScreen
    from union_desk.services import Services


_SETTINGS_WORDS: Final = "sz 单位 dw 标准 bz 认定规则 rdgz 调休 tx 文书文字 wswz 自备表格 zbbg Word"


def areas(desk: Desk, services: Services, crossing: Crossing) -> tuple[Area, ...]:
    """Return what the navigation offers, from top to bottom."""
    offices = tuple((office.code, office.name) for office in services.offices.all(services.actor).values())
    out = FilesOut(services.exports, services.column_sets, services.report_templates, desk.actor)
    hardship = hardship_area(
        desk,
        services.hardship,
        offices=offices,
        views=services.views,
        exporter=out,
        attachments=services.attachments,
        linked=crossing.of_file,
    )
    disputes = dispute_area(
        desk,
        services.disputes,
        services.people,
        offices=offices,
        views=services.views,
        attachments=services.attachments,
        linked=partial(_linked_with, services, crossing),
    )
    aid = legal_aid_area(
        desk,
        services.legal_aid,
        services.people,
        offices=offices,
        views=services.views,
        attachments=services.attachments,
    )
    advice = advice_area(
        desk,
        services.advice,
        services.people,
        {CASE_ENTITY: services.disputes, AID_ENTITY: services.legal_aid},
        offices=offices,
        views=services.views,
        forms=partial(services.forms_of, ADVICE_ENTITY),
    )
    return (hardship, disputes, aid, advice)


def _linked_with(services: Services, crossing: Crossing, uid: str) -> Sequence[OtherRecord]:
    """Tell of a dispute which advice it came of, and which cases of legal aid are about it."""
    asked = services.advice.of_case(services.actor, uid)
    came = (OtherRecord(asked.entity, asked.uid, f"由{asked.title} 转来"),) if asked is not None else ()
    return (*came, *crossing.of_dispute(uid))


def make_window(services: Services, preferences: Preferences, commands: Sequence[Command] = ()) -> MainWindow:
    """Join an open store, the desk and the areas to the one window; `commands` are those of the sitting."""
    drafts = DraftQueue(services.drafts, services.clock)
    desk = Desk(services.actor, clock=services.clock, preferences=preferences, drafts=drafts)
    keeper = Keeper(desk, Safekeeping(services.database))
    drafts.tell(keeper.draft_told)
    diagnostics = Diagnostics(desk, lambda: keeper.keeping.facts(services.actor))
    settings = Settings(desk, services)
    people = PeopleDesk(desk, services.sameness, services.stories)
    employers = EmployerDesk(desk, services.employers)
    letters = LetterDesk(desk, services.letters, services.incidents)
    volumes = VolumeDesk(desk, lambda: services.volumes, services.office.name)
    offices = {office.code: office.name for office in services.offices.all(services.actor).values()}
    due = DueDesk(desk, due_areas(services), offices)
    crossing = Crossing(desk, services.legal_aid, services.disputes)
    registers = AidRegisters(desk, services.legal_aid, services.office.name)
    services.database.listeners.append(desk.take_change)
    made = (*areas(desk, services, crossing), _exchange(desk, services, people).area())
    plan = WindowPlan(
        made,
        office=services.office.name,
        user=services.actor.user,
        demo=services.is_demo,
        standing=keeper.standing,
        workbench=lambda: (
            *due.sections(),
            *keeper.sections(),
            *settings.sections(),
            *employers.sections(),
            *letters.sections(),
            *registers.sections(),
        ),
        commands=(
            *(*settings.commands(), *keeper.commands(), _disposal_command(desk, services)),
            _intake_command(desk, services),
            _templates_command(desk, services),
            _collection_command(desk, services),
            *(*due.commands(), *volumes.commands(), *crossing.commands()),
            *(
                *people.commands(),
                *employers.commands(),
                *letters.commands(),
                *registers.commands(),
                _in_two_command(desk, services, made),
            ),
            *(*diagnostics.commands(), *commands),
        ),
        search=(people, employers),
        search_last=(people.stories,),
    )
    keeper.begin()
    desk.at_end.append(keeper.finish)
    window = MainWindow(desk, plan)
    people.shown = employers.shown = lambda: window.page is not None and bool(window.page.uid)
    people.whose = lambda: _owner_of(window, services)
    letters.case = lambda: _case_on(window)
    volumes.case = lambda: _case_with_volume(window)
    employers.whose = lambda: _employer_of(window, services)
    crossing.page = due.page = lambda: window.page
    return window


def due_areas(services: Services) -> tuple[DueArea, ...]:
    """Return the areas whose cases have clocks, for their joint list."""
    return (
        DueArea(CASE_ENTITY, "劳动争议", services.disputes),
        DueArea(AID_ENTITY, "法律援助", services.legal_aid),
    )


def _case_with_volume(window: MainWindow) -> tuple[str, str] | None:
    """Return the record on the screen that has a volume, None for none."""
    page = window.page
    bound = page is not None and page.uid and page.entity in BOUND
    return (page.entity, page.uid) if page is not None and bound else None


def _case_on(window: MainWindow) -> str:
    """Return the dispute that is on the screen, "" for none."""
    page = window.page
    return page.uid if page is not None and page.entity == CASE_ENTITY else ""


def _owner_of(window: MainWindow, services: Services) -> str:
    """Return the card of the person whose file, case or question is on the screen."""
    page = window.page
    if page is None or not page.uid:
        return ""
    if page.entity == AID_ENTITY:
        return services.legal_aid.form(services.actor, page.uid).person.uid
    if page.entity == ADVICE_ENTITY:
        return services.advice.form(services.actor, page.uid).person.uid
    if page.entity == CASE_ENTITY:
        parties = services.disputes.form(services.actor, page.uid).parties
        return next((party.person.uid for party in parties if party.is_human), "")
    return services.hardship.form(services.actor, page.uid).owner.uid


def _employer_of(window: MainWindow, services: Services) -> str:
    """Return the employer of the file on the screen, or the one that a dispute or a case of aid is about."""
    page = window.page
    if page is None or not page.uid:
        return ""
    if page.entity == AID_ENTITY:
        form = services.legal_aid.form(services.actor, page.uid)
        return form.opponent.uid or form.employer.uid
    if page.entity == ADVICE_ENTITY:
        return services.advice.form(services.actor, page.uid).employer.uid
    if page.entity == CASE_ENTITY:
        return respondent_of(services.disputes.form(services.actor, page.uid)).uid
    return services.hardship.form(services.actor, page.uid).employer.uid


def _intake_command(desk: Desk, services: Services) -> Command:
    def show() -> None:
        from union_desk.desk.intake.wizard import IntakeDialog  # noqa: PLC0415 - loaded when first opened

        dialog = IntakeDialog(desk, services.intake, QApplication.activeWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    words = "cong excel daoru drexcel dr 名单 汇总表 xlsx csv"
    return Command("intake", "从 Excel 导入…", show, menu="数据", words=words, right=Right.EDIT)


def _exchange(desk: Desk, services: Services, people: PeopleDesk) -> ExchangeDesk:
    def open_record(table: str, uid: str) -> None:
        """Open the file of a conflict; of a person the one in which he stands."""
        if table == "person" and uid:
            joined = services.sameness.joined(desk.actor, Entity.PERSON, uid)
            standing = [one for side in joined.sides for one in side.dealings]
            table, uid = (standing[0].entity, standing[0].uid) if standing else ("", "")
        if table in ("hardship_file", CASE_ENTITY, AID_ENTITY, ADVICE_ENTITY) and uid:
            desk.open(table, uid)
        else:
            desk.status("这一处没有可以打开的档案，请在这里按 1、2、3 决定。")

    return ExchangeDesk(
        desk,
        services.exchange,
        services.offices,
        show_alike=partial(people.show_alike, Entity.PERSON),
        open_record=open_record,
    )


def _disposal_command(desk: Desk, services: Services) -> Command:
    def show() -> None:
        from union_desk.hardship.page.disposal import DisposalScreen  # noqa: PLC0415 - once in a year

        screen = DisposalScreen(
            desk, services.disposal, QApplication.activeWindow(), office=services.office.name
        )
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screen.open()

    return Command("disposal", "到期销毁…", show, menu="数据", words="dqxh 销毁清册 xhqc")


def _templates_command(desk: Desk, services: Services) -> Command:
    def show() -> None:
        from union_desk.desk.report_templates.screen import TemplatesScreen  # noqa: PLC0415 - rarely wanted

        tables = FileTables(services.report_templates, desk.actor)
        screen = TemplatesScreen(desk, tables, QApplication.activeWindow())
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screen.open()

    return Command("templates", "报表模板…", show, menu="数据", words="bbmb 上级 空白表")


def _collection_command(desk: Desk, services: Services) -> Command:
    def show() -> None:
        from union_desk.desk.exporting.collect import CollectDialog  # noqa: PLC0415 - rarely wanted

        window, office = QApplication.activeWindow(), services.office.name
        dialog = CollectDialog(desk, services.intake.kinds, COLLECTED_CHOICES, window, office=office)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    return Command("collection", "采集表…", show, menu="数据", words="cjb 空白 下拉", right=Right.PRINT)


def _in_two_command(desk: Desk, services: Services, made: Sequence[Area]) -> Command:
    def transfer(uid: str) -> None:
        """Show the file with the sheet of 迁出移交."""
        desk.open("hardship_file", uid)
        steps = (command for area in made for command in area.commands)
        step = next(command for command in steps if command.name == "hardship.step.transfer")
        if step.enabled():
            step.run()
        else:
            desk.status("这份档案还没有建档，不用移交；请由那里撤回申请，或把人移出。")

    held: list[TwoOfficesScreen] = []

    def show() -> None:
        from union_desk.hardship.page.two_offices import TwoOfficesScreen  # noqa: PLC0415 - when first used

        if not held or not isValid(held[0]):
            held[:] = [
                TwoOfficesScreen(
                    desk, services.in_two, services.hardship, transfer, QApplication.activeWindow()
                )
            ]
            held[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held[0].show()
        held[0].activateWindow()

    return Command("in_two", "一户两处…", show, menu="数据", words="yhlc 两个街道 重复")


def settings_pages(desk: Desk, services: Services) -> tuple[SettingsPage, ...]:
    """Return what 设置 offers, from top to bottom; loaded when it is first opened."""
    from union_desk.desk.settings.calendar import CalendarPage  # noqa: PLC0415
    from union_desk.desk.settings.frame import SettingsPage  # noqa: PLC0415
    from union_desk.desk.settings.offices import OfficePage  # noqa: PLC0415
    from union_desk.desk.settings.own_forms import OwnFormsPage  # noqa: PLC0415
    from union_desk.desk.settings.retention import RetentionPage  # noqa: PLC0415
    from union_desk.desk.settings.thresholds import ThresholdPage  # noqa: PLC0415
    from union_desk.desk.settings.wording import WordingPage  # noqa: PLC0415
    from union_desk.hardship.page.class_rules import ClassRulesPage  # noqa: PLC0415
    from union_desk.legal_aid.page.rule_pages import clock_rules_page, means_rules_page  # noqa: PLC0415

    def rules() -> QWidget:
        return ClassRulesPage(desk, services.class_standards, services.hardship)

    return (
        SettingsPage("office", "单位", "building-2", lambda: OfficePage(desk, services.offices)),
        SettingsPage("thresholds", "标准", "scale", lambda: ThresholdPage(desk, services.thresholds)),
        SettingsPage("class_rules", "认定规则", "list-filter", rules),
        SettingsPage("clocks", "办案期限", "clock", lambda: clock_rules_page(desk, services.clock_rules)),
        SettingsPage("means", "援助条件", "users", lambda: means_rules_page(desk, services.means_rules)),
        SettingsPage("calendar", "调休", "calendar-days", lambda: CalendarPage(desk, services.calendars)),
        SettingsPage("retention", "保管期限", "archive", lambda: RetentionPage(desk, services.retention)),
        SettingsPage("wording", "文书文字", "file-text", lambda: WordingPage(desk, services.wording)),
        SettingsPage("own_forms", "自备表格", "upload", lambda: OwnFormsPage(desk, services.own_forms)),
    )


class Settings:
    """The command 设置…, and what it asks of an administrator on the workbench."""

    def __init__(self, desk: Desk, services: Services) -> None:
        self._desk, self._services = desk, services
        self.window: SettingsWindow | None = None

    def commands(self) -> tuple[Command, ...]:
        return (Command("settings", "设置…", self.open, menu="工具", words=_SETTINGS_WORDS),)

    def sections(self) -> tuple[WorkbenchSection, ...]:
        """Say which year's 调休 is missing, to those who can enter it."""
        actor = self._services.actor
        year = self._services.calendars.year_wanted(actor) if actor.may(Right.CONFIGURE) else None
        if year is None:
            return ()
        words = f"{year} 年调休还没有录入，期限按推算"
        return (WorkbenchSection("设置", (WorkbenchRow(words, partial(self.open, "calendar")),)),)

    def open(self, page: str = "") -> None:
        """Show the settings beside the work, once."""
        from union_desk.desk.settings.frame import SettingsWindow  # noqa: PLC0415 - loaded when first opened

        if self.window is None or not isValid(self.window):
            pages = settings_pages(self._desk, self._services)
            self.window = SettingsWindow(self._desk, pages, QApplication.activeWindow())
            self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if page:
            self.window.go_to(page)
        self.window.show()
        self.window.activateWindow()
