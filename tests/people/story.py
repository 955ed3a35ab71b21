"""A district's store with two streets, and what happens to 王芳 in each of its registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import event, select

from union_desk.assistance.values import Grant
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.dispute.queries.story import DisputeStories
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import Agreement, AgreementItem, CaseForm, ClaimItem, Party, Payment
from union_desk.hardship.queries.story import FileStories
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileForm
from union_desk.legal_aid.queries.story import AdviceStories, AidStories
from union_desk.legal_aid.service import Advice, LegalAidService
from union_desk.legal_aid.values import AidForm
from union_desk.people.records import PersonRecord
from union_desk.people.service import Sameness, Stories
from union_desk.people.stories import Story
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, furnish
from union_desk.store.database import Database

DISTRICT = Office("QJ", "钱塘区总工会", "钱塘区", "district", "", "330114")
STREETS = (
    Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ"),
    Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ"),
)
BY = Actor("陈明", "BY", "BY", SOLE_ROLES)
XS = Actor("沈佳", "XS", "XS", SOLE_ROLES)
QJ = Actor("虞一", "QJ", "district", SOLE_ROLES)
FIRM = EmployerCard(name="杭州某某电子科技有限公司", legal_rep="赵某某")
_SIGNED = dict.fromkeys(("signed_applicant", "signed_respondent", "signed_mediator", "sealed"), True)


def number(birth: str, order: str) -> str:
    """Return a valid identity number of a division that was never given."""
    first = f"330199{birth}{order}"
    return first + check_digit(first)


WANG = PersonCard(name="王芳", id_no=number("19780312", "452"), mobile="13800001234")


class Told:
    """The services of the store; `card` finds 王芳 as a street knows her."""

    def __init__(self, database: Database, clock: Callable[[], object]) -> None:
        self.database = database
        furnish(database, (DISTRICT, *STREETS), DISTRICT, {"虞一": (DISTRICT, SOLE_ROLES)})
        with database.write("借出号段", QJ) as work:
            for office in ("BY", "XS"):
                lend_block(work, NumberBlock("dispute", office, 2026, database.site, *_BLOCKS[office]))
                lend_block(work, NumberBlock("legal_aid", office, 2026, database.site, *_BLOCKS[office]))
        self.hardship = HardshipService(database, clock)
        self.disputes = DisputeService(database, clock)
        self.aid_service = LegalAidService(database, clock)
        self.advice = Advice(database, clock)
        self.sameness = Sameness(database, clock)
        areas = (FileStories(), DisputeStories(), AidStories(), AdviceStories())
        self.stories = Stories(database, clock, areas)

    def card(self, audience: str) -> str:
        with self.database.read() as session:
            wanted = select(PersonRecord.uid).where(
                PersonRecord.audience == audience, PersonRecord.name == WANG.name
            )
            return session.scalars(wanted).one()

    def story(self) -> Story:
        return self.stories.story(BY, self.card("BY"))

    def dispute(
        self,
        *,
        person: PersonCard = WANG,
        against: Party | None = None,
        came_on: date = date(2026, 11, 20),
        actor: Actor = BY,
    ) -> str:
        worker = Party(person=person, entry_on=date(2024, 3, 1), monthly_wage_fen=600_000)
        firm = against or Party(side="respondent", kind="employer", employer=FIRM)
        form = CaseForm(
            cause="186.5",
            matter="拖欠两个月工资",
            came_on=came_on,
            received_on=came_on,
            handler=actor.user,
            parties=(worker, firm),
            claims=(ClaimItem(kind="wages", claimed_fen=1_200_000),),
        )
        return self.disputes.save(actor, form).uid

    def aid(self, **fields: object) -> str:
        known = {"came_on": date(2026, 11, 20), "cause": "186.5", "matter": "追索工资", "handler": "陈明"}
        form = AidForm(person=WANG, employer=FIRM, opponent=FIRM, **{**known, **fields})
        return self.aid_service.save(BY, form).uid

    def counted(self, act: Callable[[], object]) -> int:
        """Return how many statements an act sends to the store."""
        seen: list[str] = []

        def count(*told: object) -> None:
            seen.append(str(told[2]))

        with self.database.read() as session:
            engine = session.get_bind().engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            act()
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(seen)


_BLOCKS = {"BY": (12, 19), "XS": (32, 39)}


def held_file(told: Told, form: FileForm, actor: Actor = BY) -> str:
    """Store a hardship file that is held."""
    uid = told.hardship.save(actor, form).uid
    with told.database.write("建档", actor) as work:
        record = work.session.get_one(HardshipFileRecord, uid)
        record.state, record.enrolled_on = "in_file", date(2026, 1, 5)
    return uid


def given(told: Told, file: str, on: date, fen: int, person_uid: str = "") -> None:
    """Record a help to the owner of a file, unless somebody else is named."""
    whose = person_uid or told.hardship.form(BY, file).owner.uid
    help_ = Grant(on, "LIFE", "card", fen, source="own_union", handler="沈佳", person_uid=whose)
    told.hardship.grant(BY, file, help_)


def agreed(told: Told, dispute: str, fen: int, *, paid: int, actor: Actor = BY) -> None:
    """Sign an agreement about a sum, and write down what was paid of it."""
    item = AgreementItem(uid=f"item-{dispute}", kind="wages", amount_fen=fen, due_on=date(2026, 11, 22))
    signed = Agreement(items=(item,), signed_on=date(2026, 11, 21), **_SIGNED)
    told.disputes.write_down(actor, dispute, signed)
    came = Payment(item_uid=item.uid, amount_fen=paid, on=date(2026, 11, 22), evidence="转账回单")
    told.disputes.write_down(actor, dispute, came)
