"""Opens a store and builds the services of every area on it; knows no window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from union_desk.casework.accounts import (
    AccountService,
    actor_of,
    set_by_recovery,
    store_account,
    users_in,
)
from union_desk.casework.attachments import AttachmentService
from union_desk.casework.calendars import CalendarService
from union_desk.casework.drafts import DraftBox
from union_desk.casework.exports import ColumnSets
from union_desk.casework.first_code import first_code
from union_desk.casework.office_service import OfficeService
from union_desk.casework.offices import (
    Office,
    check_office,
    offices_in,
    own_office_in,
    set_own_office,
    store_office,
)
from union_desk.casework.report_templates import ReportTemplates
from union_desk.casework.views import SavedViews
from union_desk.core.clock import Clock, local_time, system_clock
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.office_words import office_word
from union_desk.core.passwords import check_password
from union_desk.core.rights import Actor, Role
from union_desk.dispute.queries.dealings import DisputeDealings
from union_desk.dispute.queries.story import DisputeStories
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.service import DisputeService
from union_desk.dispute.service.attached import DisputeOwner
from union_desk.dispute.service.employers import Employers
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.exchange.alike import persons_alike
from union_desk.exchange.service import ExchangeService
from union_desk.hardship.queries.dealings import FileDealings
from union_desk.hardship.queries.story import FileStories
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.service import ClassStandards, HardshipService
from union_desk.hardship.service.attached import HardshipOwner
from union_desk.hardship.service.export import FileExport
from union_desk.legal_aid.queries.dealings import AdviceDealings, AidDealings
from union_desk.legal_aid.queries.story import AdviceStories, AidStories
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.service import Advice, LegalAidService, Providers, Subsidies
from union_desk.legal_aid.service.attached import AidOwner
from union_desk.people.dealings import EveryDealing
from union_desk.people.service import PeopleService, Sameness, Stories
from union_desk.store.database import Database
from union_desk.store.engine import NO_STORE
from union_desk.store.incoming import building
from union_desk.store.vault import OFFICE_COST, Cost, Vault, plain_name

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachmentOwner
    from union_desk.casework.intake import Intake
    from union_desk.casework.own_forms import OwnFormService
    from union_desk.casework.pack_rules import PackRules
    from union_desk.casework.print_log import PrintableForm
    from union_desk.casework.retention import RetentionRules
    from union_desk.casework.thresholds import ThresholdService
    from union_desk.casework.volumes import Volumes
    from union_desk.casework.wording import WordingService
    from union_desk.hardship.service.disposal import Disposal
    from union_desk.hardship.service.two_offices import HouseholdsInTwo

# The holder of the only account does everything himself; separation of duties begins with the second one.
SOLE_ROLES: Final = frozenset({Role.ENTER, Role.HANDLE, Role.REVIEW, Role.ADMINISTER})
# The kinds of records that have attached files, and whose papers are bound in volumes.
BOUND: Final = (FILE_ENTITY, CASE_ENTITY, AID_ENTITY)
# What is numbered by office and year.
NUMBER_SERIES: Final = ("hardship", "dispute", "legal_aid")
DEMO_USER: Final = "演示用户"
# A demo store holds nothing true and is opened without a password.
DEMO_KEY: Final = b"demo store: nothing here is true"


@dataclass(frozen=True)
class Services:
    """What a window or a command works with: one open store and the acts on it.

    What a window needs at once is a field; the rest is loaded and built when it is first asked for.
    """

    database: Database
    actor: Actor
    office: Office
    clock: Clock
    accounts: AccountService
    offices: OfficeService
    calendars: CalendarService
    people: PeopleService
    sameness: Sameness
    stories: Stories
    hardship: HardshipService
    disputes: DisputeService
    letters: Letters
    incidents: Incidents
    employers: Employers
    legal_aid: LegalAidService
    advice: Advice
    providers: Providers
    subsidies: Subsidies
    attachments: AttachmentService
    exports: FileExport
    column_sets: ColumnSets
    report_templates: ReportTemplates
    views: SavedViews
    drafts: DraftBox
    exchange: ExchangeService

    @cached_property
    def thresholds(self) -> ThresholdService:
        from union_desk.casework.thresholds import ThresholdService
        from union_desk.hardship.queries import decisions_resting_on

        return ThresholdService(self.database, self.clock, decisions_resting_on)

    @cached_property
    def class_standards(self) -> ClassStandards:
        return ClassStandards(self.database, self.clock)

    @cached_property
    def wording(self) -> WordingService:
        from union_desk.casework.wording import WordingService

        return WordingService(self.database, self.clock)

    @cached_property
    def own_forms(self) -> OwnFormService:
        from union_desk.casework.own_forms import OwnFormService

        return OwnFormService(self.database, self.clock, _tables())

    @cached_property
    def in_two(self) -> HouseholdsInTwo:
        from union_desk.hardship.service.two_offices import HouseholdsInTwo

        return HouseholdsInTwo(self.database, self.clock)

    @cached_property
    def disposal(self) -> Disposal:
        from union_desk.hardship.service.disposal import Disposal

        return Disposal(self.database, self.clock)

    @cached_property
    def volumes(self) -> Volumes:
        from union_desk.casework.volumes import Owner, Volumes
        from union_desk.dispute.prints.volume import DisputeVolume
        from union_desk.hardship.prints.volume import HardshipVolume
        from union_desk.legal_aid.prints.volume import AidVolume

        attached = _attached(self.clock)
        owners = {
            FILE_ENTITY: Owner(HardshipVolume(self.hardship), attached[FILE_ENTITY]),
            CASE_ENTITY: Owner(DisputeVolume(self.disputes), attached[CASE_ENTITY]),
            AID_ENTITY: Owner(AidVolume(self.legal_aid, self.advice), attached[AID_ENTITY]),
        }
        return Volumes(self.database, self.clock, self.attachments, owners)

    @cached_property
    def retention(self) -> RetentionRules:
        from union_desk.casework.retention import RetentionRules

        return RetentionRules(self.database, self.clock)

    @cached_property
    def clock_rules(self) -> PackRules:
        from union_desk.casework.pack_rules import PackRules
        from union_desk.core.clock_rules import CLOCKS_KIND

        return PackRules(self.database, self.clock, CLOCKS_KIND, "办案期限")

    @cached_property
    def means_rules(self) -> PackRules:
        from union_desk.casework.pack_rules import PackRules
        from union_desk.legal_aid.rules.means import MEANS_KIND

        return PackRules(self.database, self.clock, MEANS_KIND, "援助条件")

    @cached_property
    def intake(self) -> Intake:
        from union_desk.casework.intake import Intake
        from union_desk.hardship.intake import FileIntake
        from union_desk.hardship.intake_members import MemberIntake
        from union_desk.people.intake import EmployerIntake

        return Intake(self.database, self.clock, (FileIntake(), MemberIntake(), EmployerIntake()))

    @cached_property
    def forms(self) -> tuple[PrintableForm, ...]:
        from union_desk.dispute.prints import dispute_forms
        from union_desk.dispute.prints.letters import letter_forms
        from union_desk.hardship.prints import hardship_forms
        from union_desk.legal_aid.prints import advice_forms, legal_aid_forms

        return (
            *hardship_forms(self.hardship),
            *dispute_forms(self.disputes),
            *letter_forms(self.letters, self.incidents),
            *legal_aid_forms(self.legal_aid),
            *advice_forms(self.advice),
        )

    @property
    def is_demo(self) -> bool:
        return bool(self.database.kind == "demo")

    def forms_of(self, entity: str) -> tuple[PrintableForm, ...]:
        """Return the forms that can be printed for a kind of record."""
        return tuple(form for form in self.forms if form.entity == entity)

    def form(self, named: str) -> PrintableForm:
        """Return a form by its id or its title."""
        form_id = form_id_of(named)
        return next(form for form in self.forms if form.form_id == form_id)

    def close(self) -> None:
        self.database.close()


@cache
def form_titles() -> dict[str, str]:
    """Return every form that can be printed, by its id; needs no store."""
    from union_desk.dispute.prints import PAPERS as DISPUTE_PAPERS
    from union_desk.dispute.prints.letters import TITLES as LETTER_TITLES
    from union_desk.hardship.prints import PAPERS
    from union_desk.legal_aid.prints import ADVICE_PAPER
    from union_desk.legal_aid.prints import PAPERS as AID_PAPERS

    return {
        **{paper.form_id: paper.title for paper in PAPERS},
        **{paper.form_id: paper.title for paper in DISPUTE_PAPERS},
        **LETTER_TITLES,
        **{paper.form_id: paper.title for paper in (*AID_PAPERS, ADVICE_PAPER)},
    }


def form_id_of(named: str) -> str:
    """Return the id of a form that was asked for by its id or its title; needs no store."""
    for form_id, title in form_titles().items():
        if named in (form_id, title):
            return form_id
    known = "、".join(f"{form_id}（{title}）" for form_id, title in form_titles().items())
    raise RuleBroken(f"没有名为“{named}”的表单，可用：{known}。", field="form")


def _tables() -> dict[str, str]:
    """Return the forms that an office may replace by a table of its own; a running document is none."""
    from union_desk.core.resources import resource
    from union_desk.hardship.prints.why_not import WHY_NOT_FORM, WHY_NOT_TITLE

    titles = {**form_titles(), WHY_NOT_FORM: WHY_NOT_TITLE}
    return {
        form_id: title for form_id, title in titles.items() if resource("forms", f"{form_id}.toml").exists()
    }


def _attached(clock: Clock) -> dict[str, AttachmentOwner]:
    """Return how the records of each kind hold their attached files."""
    return {
        FILE_ENTITY: HardshipOwner(clock),
        CASE_ENTITY: DisputeOwner(clock),
        AID_ENTITY: AidOwner(clock),
    }


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the set-up asks: which office this is, and who keeps the store."""

    office_name: str
    office_code: str
    is_district: bool
    user: str
    password: str
    short_name: str = ""


def create_store(
    folder: Path, start: FirstStart, *, clock: Clock = system_clock, cost: Cost = OFFICE_COST
) -> str:
    """Make a new store with its office and its one account; return the recovery key that is to be printed.

    An office that nobody has given a code yet begins with a provisional one.
    """
    level = "district" if start.is_district else "street_office"
    code = start.office_code.strip() or first_code(start.short_name or office_word(start.office_name))
    office = check_office(Office(code, start.office_name, start.short_name, level))
    user = plain_name(start.user)
    if not user:
        raise RuleBroken("请填写管理员姓名。", field="user")
    check_password(start.password, user)
    with building(folder, f"{local_time(clock()):%Y%m%d-%H%M%S}") as made:
        key, recovery_key = Vault.create(made, user, start.password, cost=cost)
        with Database.create(made, key, clock=clock) as database:
            furnish(database, (office,), office, {user: (office, SOLE_ROLES)})
    return recovery_key


def furnish(
    database: Database,
    offices: Sequence[Office],
    own: Office,
    accounts: dict[str, tuple[Office, frozenset[Role]]],
) -> None:
    """Write into a new store which offices there are, whose it is, and who works here."""
    first_user = next(iter(accounts))
    actor = Actor(first_user, own.code, own.audience, accounts[first_user][1])
    with database.write("建立数据", actor) as work:
        for office in offices:
            store_office(work, office)
        set_own_office(work.session, own.code)
        for user, (office, roles) in accounts.items():
            store_account(work.session, user, office, roles)


def open_services(
    folder: Path, user: str, password: str, *, clock: Clock = system_clock, read_only: bool = False
) -> Services:
    """Open a store with a user's password; StoreProblem for a wrong one."""
    key = Vault.unlock(folder, user, password)
    return open_with_key(folder, key, user, clock=clock, read_only=read_only)


def open_with_key(
    folder: Path, key: bytes, user: str, *, clock: Clock = system_clock, read_only: bool = False
) -> Services:
    """Open a store with its key, for one of its users."""
    return services_on(Database.open(folder, key, clock, read_only=read_only), user, clock)


def recover(
    folder: Path,
    recovery_key: str,
    user: str,
    password: str,
    *,
    clock: Clock = system_clock,
    cost: Cost = OFFICE_COST,
) -> Services:
    """Open a store with its printed recovery key, and give one of its users a new password."""
    key = Vault.unlock_with_recovery(folder, recovery_key)
    check_password(password, user)
    database = Database.open(folder, key, clock)
    with database.read() as session:
        known = users_in(session)
    if plain_name(user) not in known:
        database.close()
        raise RuleBroken(f"这份数据里没有用户“{user}”，有：{'、'.join(known)}。", field="user")
    services = services_on(database, user, clock)
    Vault.set_password(folder, key, user, password, cost=cost)
    with database.write("重设密码", services.actor) as work:
        set_by_recovery(work)
    return services


def open_demo(folder: Path, *, clock: Clock = system_clock, read_only: bool = False) -> Services:
    """Open a demo store without a password; a store that another key opens has lost its key file."""
    try:
        database = Database.open(folder, DEMO_KEY, clock, read_only=read_only)
    except StoreProblem as problem:
        if problem.message != NO_STORE:
            raise
        raise StoreProblem(
            "找不到密钥文件 keys.json，打不开这份数据。",
            advice="它应当与数据放在同一个文件夹，备份里也有一份；或者这不是本程序的数据。",
            damaged=True,
        ) from problem
    return services_on(database, DEMO_USER, clock)


def services_on(database: Database, user: str, clock: Clock) -> Services:
    """Build the services on a store that was opened for one of its users; closed when he has no office."""
    try:
        return services_for(database, _actor_in(database, user), clock)
    except BaseException:
        # A store that cannot be read must not be held: a restore wants it alone.
        database.close()
        raise


def _actor_in(database: Database, user: str) -> Actor:
    with database.read() as session:
        offices = offices_in(session)
        actor = actor_of(session, user, offices) if own_office_in(session) in offices else None
    if actor is None:
        raise StoreProblem(
            f"用户“{plain_name(user)}”在这份数据里没有单位和角色，或已停用。",
            advice="请找有“管理”角色的同事，或恢复最近的备份。",
        )
    return actor


def services_for(database: Database, actor: Actor, clock: Clock) -> Services:
    """Build the services for one who may come in, such as the next user of the same open store."""
    with database.read() as session:
        own = offices_in(session)[own_office_in(session)]
    hardship = HardshipService(database, clock)
    disputes = DisputeService(database, clock)
    legal_aid = LegalAidService(database, clock)
    advice = Advice(database, clock)
    letters, incidents = Letters(database, clock), Incidents(database, clock)
    return Services(
        database=database,
        actor=actor,
        office=own,
        clock=clock,
        accounts=AccountService(database, clock),
        offices=OfficeService(database, NUMBER_SERIES),
        calendars=CalendarService(database, clock),
        people=PeopleService(database, clock),
        sameness=Sameness(database, clock, EveryDealing(FileDealings(), DisputeDealings(), AidDealings())),
        stories=Stories(database, clock, (FileStories(), DisputeStories(), AidStories(), AdviceStories())),
        hardship=hardship,
        disputes=disputes,
        letters=letters,
        incidents=incidents,
        employers=Employers(database, clock, (FileDealings(), AidDealings(), AdviceDealings())),
        legal_aid=legal_aid,
        advice=advice,
        providers=legal_aid.providers,
        subsidies=legal_aid.subsidies,
        attachments=AttachmentService(database, clock, _attached(clock)),
        exports=FileExport(database, clock),
        column_sets=ColumnSets(database),
        report_templates=ReportTemplates(database, clock),
        views=SavedViews(database),
        drafts=DraftBox(database, actor, clock),
        exchange=ExchangeService(database, clock, NUMBER_SERIES, persons_alike),
    )
