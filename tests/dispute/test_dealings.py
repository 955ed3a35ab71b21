"""Disputes among all that an office knows of a person or an employer, and their names in an exchange."""

from __future__ import annotations

from union_desk.dispute.queries.dealings import DisputeDealings
from union_desk.dispute.values import CaseForm, Party
from union_desk.exchange.naming import Naming, kind_title
from union_desk.hardship.queries.dealings import FileDealings
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileForm
from union_desk.people.dealings import EveryDealing
from union_desk.people.pairs import Entity
from union_desk.people.service import Sameness
from union_desk.people.values import PersonCard
from union_desk.store.records import LOGGED


def test_files_and_disputes_of_a_person_stand_together(service, database, clock, actor, case_form):
    uid = service.save(actor, case_form).uid
    worker = service.form(actor, uid).parties[0].person
    HardshipService(database, clock).save(actor, FileForm(owner=worker))
    dealings = EveryDealing(FileDealings(), DisputeDealings())
    with database.read() as session:
        held = dealings.dealings(session, [worker.uid])
        around = dealings.around(session, [worker.uid])[worker.uid]
    assert [(each.kind_title, each.role) for each in held] == [
        ("困难职工档案", "建档职工"),
        ("劳动争议", "申请人"),
    ]
    assert held[1].title == "钱塘工调〔2026〕白杨第0012号"
    assert around.employer == "杭州某某电子科技有限公司"
    joined = Sameness(database, clock, dealings).joined(actor, Entity.PERSON, worker.uid)
    assert {dealing.entity for side in joined.sides for dealing in side.dealings} == {
        "hardship_file",
        "dispute_case",
    }


def test_the_cases_of_an_employer_are_counted_once_each(service, database, actor, case_form):
    uid = service.save(actor, case_form).uid
    firm = service.form(actor, uid).respondents[0].employer
    service.save(actor, CaseForm(parties=(Party(side="respondent", kind="employer", employer=firm),)))
    with database.read() as session:
        assert DisputeDealings().of_employers(session, [firm.uid]) == {firm.uid: 2}


def test_what_other_stores_send_of_a_dispute_has_its_name(service, database, actor, case_form):
    uid = service.save(actor, case_form).uid
    form = service.form(actor, uid)
    with database.read() as session:
        naming = Naming(session)
        assert naming.title("dispute_case", uid) == "BY-T-2026-00012 拖欠两个月工资"
        assert naming.title("dispute_claim", form.claims[0].uid) == "BY-T-2026-00012 拖欠两个月工资"
        assert naming.title("dispute_party", form.parties[1].uid) == "杭州某某电子科技有限公司"
        assert naming.root("dispute_evidence", form.evidence[0].uid) == ("dispute_case", uid)
    mine = [
        table for table in LOGGED if table.startswith("dispute") or table in ("mediator", "employer_event")
    ]
    assert all(kind_title(table) != "其他资料" for table in mine)


def test_one_who_is_in_no_dispute_has_no_dealing(service, database, actor):
    with database.read() as session:
        assert DisputeDealings().dealings(session, ["nobody"]) == []
    uid = service.save(actor, CaseForm(parties=(Party(person=PersonCard(name="王芳")),)), advice=True).uid
    with database.read() as session:
        dealing = DisputeDealings().dealings(session, [service.form(actor, uid).parties[0].person.uid])[0]
    assert (dealing.title, dealing.is_open, dealing.since_on) == ("咨询", False, None)
