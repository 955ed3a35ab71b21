"""One matter in several registers: nothing is retyped, the means are proved, the money is counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import collective_of
from tests.legal_aid.conftest import FIRM, number
from union_desk.core.errors import RuleBroken
from union_desk.dispute.records import CASE_ENTITY
from union_desk.dispute.values import (
    Agreement,
    AgreementItem,
    CaseEvent,
    CaseFilter,
    CaseForm,
    ClaimItem,
    Party,
    Payment,
)
from union_desk.hardship.queries.belongings import rows_of_files
from union_desk.hardship.records import FILE_ENTITY, HardshipFileRecord
from union_desk.hardship.values import OWNER, FileForm, IncomeEntry, MemberEntry
from union_desk.legal_aid.records import ADVICE_ENTITY
from union_desk.legal_aid.values import AidForm, AidItem, Consultation
from union_desk.people.values import PersonCard

both = pytest.mark.on_server_too
WORKER = PersonCard(name="张𧒽芬", id_no=number("19780312", "452"), mobile="13800000000")


@pytest.fixture
def dispute(disputes, actor):
    """Return a dispute of one worker about wages."""
    worker = Party(
        uid="party-worker",
        person=WORKER,
        post="装配工",
        entry_on=date(2024, 3, 1),
        monthly_wage_fen=600_000,
    )
    form = CaseForm(
        cause="186.5",
        matter="拖欠两个月工资",
        facts="没有发工资。",
        came_on=date(2026, 11, 20),
        received_on=date(2026, 11, 20),
        known_on=date(2026, 10, 15),
        parties=(worker, Party(uid="party-firm", side="respondent", kind="employer", employer=FIRM)),
        claims=(ClaimItem(uid="claim-wages", kind="wages", claimed_fen=1_200_000),),
    )
    return disputes.save(actor, form).uid


def held_file(hardship, store, actor, form: FileForm) -> str:
    """Store a hardship file that is held."""
    uid = hardship.save(actor, form).uid
    with store.write("建档", actor) as work:
        work.session.get_one(HardshipFileRecord, uid).state = "in_file"
    return uid


@both
def test_a_dispute_becomes_a_case_of_aid_with_nothing_retyped(service, disputes, actor, dispute):
    form = service.from_dispute(actor, dispute)
    card = disputes.form(actor, dispute).parties[0].person
    assert (form.person, form.opponent.name, form.employer) == (card, FIRM.name, form.opponent)
    assert (form.cause, form.matter, form.known_on) == ("186.5", "拖欠两个月工资", date(2026, 10, 15))
    assert (form.post, form.monthly_wage_fen, form.claim_fen) == ("装配工", 600_000, 1_200_000)
    assert [(item.kind, item.claimed_fen) for item in form.items] == [("wages", 1_200_000)]
    saved = service.save(actor, form)
    assert saved.warnings == ()
    view = service.view(saved.uid, actor)
    assert view.form.person.uid == card.uid
    (link,) = view.links
    assert (link.entity, link.uid) == (CASE_ENTITY, dispute)
    assert "钱塘工调〔2026〕白杨第0012号" in link.title
    (back,) = service.of_dispute(actor, dispute)
    assert back.uid == saved.uid


def test_what_is_due_is_counted_anew_after_every_way_of_writing(
    service, disputes, actor, dispute, store, clock
):
    fresh = lambda: type(service)(store, clock).due(actor)  # noqa: E731
    assert service.due(actor) == ()
    other = service.save(actor, replace(service.from_dispute(actor, dispute), person=PersonCard(name="李强")))
    form = service.from_dispute(actor, dispute)
    work = service.save(actor, form)
    assert service.due(actor) == fresh() == ()  # wages have no limit while the relation lasts
    case = disputes.form(actor, dispute)
    gone = replace(case.parties[0], left_on=date(2026, 11, 2))
    disputes.save(actor, replace(case, parties=(gone, *case.parties[1:])), dispute)
    told = service.due(actor)
    assert {line.case_uid for line in told} == {work.uid, other.uid}
    assert told == fresh()
    disputes.write_down(actor, dispute, CaseEvent(kind="inspection_complained", on=date(2026, 11, 20)))
    assert service.due(actor) != told  # the complaint interrupts the year of both
    assert service.due(actor) == fresh()
    person = replace(service.form(actor, work.uid).person, name="张小芬")
    service.save(actor, replace(service.form(actor, work.uid), person=person), work.uid)
    parties = {line.case_uid: line.parties for line in service.due(actor)}
    assert (parties[work.uid].split()[0], parties[other.uid].split()[0]) == ("张小芬", "李强")
    row = service.rows(actor, [work.uid])[work.uid]
    assert row.due_on == min(line.clock.due_on for line in service.due(actor))
    service.undo(actor, other.work_uid)
    assert {line.case_uid for line in service.due(actor)} == {work.uid}
    clock.go_on(days=1)
    assert service.due(actor) == fresh()


def test_of_many_workers_each_has_a_case_of_his_own(service, disputes, actor):
    uid = disputes.save(actor, collective_of(12)).uid
    fourth = disputes.form(actor, uid).parties[3]
    form = service.from_dispute(actor, uid, fourth.uid)
    assert (form.person.name, form.claim_fen) == (fourth.person.name, fourth.claim_fen)
    assert service.from_dispute(actor, uid).person.name != fourth.person.name


def test_a_case_of_aid_becomes_a_dispute_that_both_know(service, disputes, actor, aid_form):
    uid = service.save(actor, aid_form).uid
    made = service.to_dispute(actor, uid)
    form = disputes.form(actor, made.uid)
    assert (form.applicants[0].person.name, form.respondents[0].employer.name) == ("张𧒽芬", FIRM.name)
    assert form.applicants[0].person.uid == service.form(actor, uid).person.uid
    assert [claim.claimed_fen for claim in form.claims] == [1_200_000, None]
    assert form.claims[0].party_uid == form.applicants[0].uid
    assert service.form(actor, uid).dispute_uid == made.uid
    assert made.number_shown in service.timeline(actor, uid)[0].text
    with pytest.raises(RuleBroken, match="已经关联争议"):
        service.to_dispute(actor, uid)
    service.undo(actor, made.work_uid)
    assert service.form(actor, uid).dispute_uid == ""
    assert list(disputes.ids(actor, CaseFilter())) == []


def test_who_is_sued_stands_on_the_other_side_of_the_dispute(service, disputes, actor, aid_form):
    sued = replace(aid_form, position="respondent")
    made = service.to_dispute(actor, service.save(actor, sued).uid)
    form = disputes.form(actor, made.uid)
    assert (form.respondents[0].person.name, form.applicants[0].employer.name) == ("张𧒽芬", FIRM.name)
    back = service.from_dispute(actor, made.uid)
    assert (back.person.name, back.position) == ("张𧒽芬", "respondent")


@both
def test_money_that_the_agreement_of_a_dispute_brought_is_counted_there(
    service, disputes, actor, dispute, clock
):
    form = disputes.form(actor, dispute)
    signed = dict.fromkeys(("signed_applicant", "signed_respondent", "signed_mediator", "sealed"), True)
    item = AgreementItem(
        uid="promised",
        party_uid=form.parties[0].uid,
        kind="wages",
        amount_fen=900_000,
        due_on=date(2026, 11, 22),
    )
    disputes.write_down(actor, dispute, Agreement(items=(item,), signed_on=date(2026, 11, 21), **signed))
    aid = service.from_dispute(actor, dispute)
    assert aid.counted_elsewhere
    paid = (replace(aid.items[0], won_fen=900_000, paid_fen=900_000, paid_on=date(2026, 11, 22)),)
    uid = service.save(actor, replace(aid, items=paid)).uid
    disputes.write_down(
        actor, dispute, Payment(item_uid="promised", amount_fen=900_000, on=date(2026, 11, 22))
    )
    sums = service.sums(actor, [uid])
    assert (sums.claimed_fen, sums.won_fen, sums.paid_fen) == (1_200_000, 0, 0)
    view = service.view(uid, actor)
    assert (view.paid_fen, view.links[0].recovered_fen, view.links[0].counted) == (900_000, 900_000, True)
    assert not [hint for hint in view.hints if "并计" in hint]
    service.save(actor, replace(view.form, counted_elsewhere=False), uid)
    assert service.sums(actor, [uid]).paid_fen == 900_000
    assert [hint for hint in service.view(uid, actor).hints if "并计" in hint]


@both
def test_a_hardship_file_that_is_held_proves_the_means(service, hardship, store, actor):
    file = held_file(hardship, store, actor, FileForm(owner=WORKER, applied_on=date(2026, 3, 2)))
    saved = service.save(actor, AidForm(person=WORKER, matter="工资"))
    form = service.form(actor, saved.uid)
    assert (form.file_uid, form.means_basis, form.categories) == (file, "hardship_file", ("hardship",))
    (link,) = service.view(saved.uid, actor).links
    assert (link.entity, link.state) == (FILE_ENTITY, "在档")
    assert "张𧒽芬" in link.title
    exempt = service.save(actor, AidForm(person=WORKER, matter="工资", means_basis="exempt"))
    assert service.form(actor, exempt.uid).file_uid == ""
    assert any("在档的困难职工档案" in hint for hint in service.view(exempt.uid, actor).hints)


def test_who_has_a_hardship_file_applies_with_his_family_and_its_income(service, hardship, store, actor):
    son = MemberEntry(
        person=PersonCard(name="李小强", id_no=number("20100312", "453")), relation="20", workplace="中学"
    )
    wage = IncomeEntry(whose=OWNER, amount_fen=300_000)
    file = held_file(
        hardship,
        store,
        actor,
        FileForm(
            owner=WORKER, members=(son,), incomes=(wage,), farm_worker=True, house_area_hundredths=6_050
        ),
    )
    form = service.from_file(actor, file)
    assert (form.person.name, form.categories) == (WORKER.name, ("migrant", "hardship"))
    assert (form.file_uid, form.means_basis) == (file, "hardship_file")
    (member,) = form.members
    assert (member.name, member.relation, member.workplace) == ("李小强", "20", "中学")
    assert (form.population, form.month_income_fen, form.house_area_hundredths) == (2, 300_000, 6_050)
    uid = service.save(actor, AidForm(person=WORKER, matter="工资", population=5)).uid
    told = service.with_family(actor, service.form(actor, uid))
    assert (len(told.members), told.population) == (1, 5)
    with pytest.raises(RuleBroken, match="没有自己的"):
        service.with_family(actor, AidForm())


def test_who_lives_in_a_needy_household_is_proved_by_its_file(
    service, hardship, store, actor, district_actor
):
    owner = PersonCard(name="李强", id_no=number("19750312", "453"))
    member = MemberEntry(person=WORKER, relation="10")
    file = held_file(hardship, store, actor, FileForm(owner=owner, members=(member,)))
    form = service.form(actor, service.save(actor, AidForm(person=WORKER, matter="工资")).uid)
    assert (form.file_uid, form.means_basis, form.categories) == (file, "hardship_file", ())
    # Another office has a card of its own of the same human.
    his = service.save(district_actor, AidForm(person=WORKER, matter="工资")).uid
    assert service.form(district_actor, his).file_uid == file


def test_a_case_of_aid_outlives_the_hardship_file_that_proved_its_means(service, hardship, store, actor):
    file = held_file(hardship, store, actor, FileForm(owner=WORKER))
    form = service.form(actor, service.save(actor, AidForm(person=WORKER, matter="工资")).uid)
    with store.read() as session:
        gone = rows_of_files(session, [file])
    assert (FILE_ENTITY, file) in gone
    assert not [uid for table, uid in gone if table.startswith("aid_")]
    assert ("person", form.person.uid) not in gone


def test_a_file_that_is_not_held_proves_nothing(service, hardship, actor):
    hardship.save(actor, FileForm(owner=WORKER))
    saved = service.save(actor, AidForm(person=WORKER, matter="工资", means_basis="hardship_file"))
    assert [field for field, _ in saved.warnings] == ["means_basis"]
    assert service.form(actor, saved.uid).file_uid == ""


def test_the_disputes_of_the_applicant_can_be_linked(service, actor, dispute, aid_form):
    form = service.from_dispute(actor, dispute)
    uid = service.save(actor, replace(form, dispute_uid="", counted_elsewhere=False)).uid
    (found,) = service.disputes_to_link(actor, uid)
    assert (found.entity, found.uid) == (CASE_ENTITY, dispute)
    service.save(actor, replace(service.form(actor, uid), dispute_uid=dispute), uid)
    assert service.disputes_to_link(actor, uid) == ()


def test_a_dispute_of_others_is_told(service, disputes, actor, dispute):
    other = AidForm(person=PersonCard(name="李强"), matter="工资", dispute_uid=dispute)
    assert service.save(actor, other).warnings == (("dispute_uid", "申请人不是这件争议的当事人，请核对。"),)


def test_a_dispute_of_another_office_is_not_taken_from_it(service, actor, xs_actor, dispute):
    with pytest.raises(RuleBroken, match="别的单位的案件"):
        service.from_dispute(xs_actor, dispute)


def test_items_that_were_won_stay_in_the_case_that_won_them(service, actor, aid_form):
    won = (AidItem(kind="wages", claimed_fen=1_000_000, won_fen=800_000, paid_fen=500_000),)
    uid = service.save(actor, replace(aid_form, items=won)).uid
    sums = service.sums(actor, [uid])
    assert (sums.claimed_fen, sums.won_fen, sums.paid_fen, sums.services) == (1_000_000, 800_000, 500_000, 2)
    assert [link.entity for link in service.view(uid, actor).links if link.entity == ADVICE_ENTITY] == []


def test_the_call_that_became_the_dispute_is_where_the_case_of_aid_began_too(
    service, advice, disputes, actor, aid_form
):
    call = advice.save(
        actor, Consultation(came_on=date(2026, 11, 20), way="hotline", question="没有发工资")
    ).uid
    dispute = advice.as_dispute(actor, call).uid
    uid = service.save(actor, replace(aid_form, dispute_uid=dispute)).uid
    assert [link.entity for link in service.view(uid, actor).links] == ["dispute_case", "consultation"]
