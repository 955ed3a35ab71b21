"""一人一事: all records of one human on one timeline, and each sum counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dispute.conftest import collective_of
from tests.people.story import (
    BY,
    FIRM,
    QJ,
    WANG,
    XS,
    Told,
    agreed,
    given,
    held_file,
    number,
)
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor
from union_desk.dispute.records import CASE_ENTITY, PartyRecord, PaymentRecord
from union_desk.dispute.values import Party
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.values import FileForm, HomeVisit, MemberEntry
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY
from union_desk.legal_aid.values import AidItem, Consultation
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.records import PersonRecord
from union_desk.people.stories import Counting
from union_desk.people.values import PersonCard
from union_desk.store.changes import accesses

both = pytest.mark.on_server_too
HUSBAND = PersonCard(name="李强", id_no=number("19750608", "311"))


@pytest.fixture
def told(database, clock) -> Told:
    return Told(database, clock)


@pytest.mark.on_server_too
def test_all_registers_of_one_person_are_on_one_timeline(told):
    """A call, a dispute, a case of aid and a file: the newest day first, each line with its record."""
    told.advice.save(
        BY,
        Consultation(
            came_on=date(2026, 11, 2),
            way="hotline",
            person=WANG,
            topic="wages",
            question="两个月没发工资",
            answer="先申请调解",
            adviser="陈明",
        ),
    )
    told.dispute(came_on=date(2026, 11, 5))
    told.aid(came_on=date(2026, 11, 9))
    file = held_file(told, FileForm(owner=WANG))
    given(told, file, date(2026, 11, 16), 300_000)
    story = told.story()
    assert story.title == "王芳"
    assert {record.dealing.entity for record in story.records} == {
        FILE_ENTITY,
        CASE_ENTITY,
        AID_ENTITY,
        ADVICE_ENTITY,
    }
    days = [line.on for line in story.lines]
    assert days == sorted(days, reverse=True)
    assert {line.kind_title for line in story.lines} == {"困难职工档案", "劳动争议", "法律援助", "咨询"}
    (asked,) = [line for line in story.lines if line.entity == ADVICE_ENTITY]
    assert (asked.on, asked.kind, asked.by) == (date(2026, 11, 2), "咨询", "陈明")
    assert asked.text == "劳动报酬：两个月没发工资　答复：先申请调解"
    assert (story.given.fen, story.given.lines) == (300_000, 1)
    assert story.warnings == ()


def test_a_grant_is_one_line_of_the_timeline_and_what_was_reversed_does_not_count(told):
    file = held_file(told, FileForm(owner=WANG))
    given(told, file, date(2026, 11, 10), 300_000)
    given(told, file, date(2026, 11, 16), 80_000)
    (first, _second) = sorted(told.hardship.grants(BY, file), key=lambda one: one.on)
    told.hardship.reverse(BY, file, first.uid, "重复登记")
    story = told.story()
    sums = [line for line in story.lines if line.is_sum]
    assert [(line.fen, line.counting, line.why) for line in sums] == [
        (80_000, Counting.COUNTED, "计入帮扶"),
        (300_000, Counting.NOT, "已冲正：重复登记"),
    ]
    assert [line.kind for line in story.lines].count("发放") == 0
    assert (story.given.fen, story.given.lines) == (80_000, 1)
    assert story.records[0].given_fen == 80_000


@both
def test_who_is_only_a_member_is_told_what_the_household_got_and_it_is_not_his(told):
    file = held_file(told, FileForm(owner=WANG, members=(MemberEntry(person=HUSBAND, relation="10"),)))
    given(told, file, date(2026, 11, 16), 300_000)
    member = told.hardship.form(BY, file).members[0].person.uid
    story = told.stories.story(BY, member)
    (record,) = story.records
    assert (story.title, record.dealing.role, record.dealing.whose) == ("李强", "配偶", "王芳")
    (line,) = [line for line in story.lines if line.is_sum]
    assert (line.counting, line.why) == (Counting.NOT, "发给王芳，不计入本人")
    assert (story.given.fen, record.given_fen) == (0, 0)


def test_what_was_given_to_a_member_by_name_is_his(told):
    file = held_file(told, FileForm(owner=WANG, members=(MemberEntry(person=HUSBAND, relation="10"),)))
    member = told.hardship.form(BY, file).members[0].person.uid
    given(told, file, date(2026, 11, 16), 300_000, person_uid=member)
    assert told.stories.story(BY, member).given.fen == 300_000
    owner = told.story()
    assert owner.given.fen == 0
    assert [line.why for line in owner.lines if line.is_sum] == ["发给李强，不计入本人"]


@both
def test_money_of_one_matter_in_two_registers_counts_once(told):
    """C5: the sum belongs to the case that produced the paper; the other one says 并计."""
    dispute = told.dispute()
    agreed(told, dispute, 900_000, paid=900_000)
    form = told.aid_service.from_dispute(BY, dispute)
    paid = (replace(form.items[0], won_fen=900_000, paid_fen=900_000, paid_on=date(2026, 11, 22)),)
    aid = told.aid_service.save(BY, replace(form, items=paid)).uid
    story = told.story()
    sums = {line.entity: line for line in story.lines if line.is_sum}
    assert sums[CASE_ENTITY].counting is Counting.COUNTED
    assert sums[AID_ENTITY].counting is Counting.ELSEWHERE
    assert sums[AID_ENTITY].why == "并计入 钱塘工调〔2026〕白杨第0012号，不重复计算"
    assert (story.recovered.fen, story.recovered.lines) == (900_000, 1)
    assert (story.elsewhere.fen, story.elsewhere.lines) == (900_000, 1)
    assert story.warnings == ()
    assert {r.dealing.uid: (r.recovered_fen, r.elsewhere_fen) for r in story.records} == {
        dispute: (900_000, 0),
        aid: (0, 900_000),
    }


def test_two_registers_that_both_count_are_doubted(told):
    dispute = told.dispute()
    agreed(told, dispute, 900_000, paid=900_000)
    form = told.aid_service.from_dispute(BY, dispute)
    paid = (replace(form.items[0], won_fen=900_000, paid_fen=900_000, paid_on=date(2026, 11, 22)),)
    told.aid_service.save(BY, replace(form, items=paid, counted_elsewhere=False))
    story = told.story()
    assert story.recovered.fen == 1_800_000
    assert "都有到账金额" in story.warnings[0]


def test_money_that_nobody_counts_yet_is_told(told):
    dispute = told.dispute()
    agreed(told, dispute, 900_000, paid=400_000)
    form = told.aid_service.from_dispute(BY, dispute)
    paid = (replace(form.items[0], won_fen=900_000, paid_fen=900_000, paid_on=date(2026, 11, 22)),)
    told.aid_service.save(BY, replace(form, items=paid))
    story = told.story()
    assert story.recovered.fen == 400_000
    assert "那里还少登记 5,000.00 元" in story.warnings[0]


def test_what_a_dispute_of_another_person_counts_is_counted_here(told):
    """A dispute that does not stand under this person's name cannot count his money for him."""
    other = told.dispute(person=PersonCard(name="赵敏", id_no=number("19800505", "208")))
    item = AidItem(kind="wages", claimed_fen=500_000, won_fen=500_000, paid_fen=500_000)
    told.aid(dispute_uid=other, counted_elsewhere=True, items=(item,))
    story = told.story()
    assert story.recovered.fen == 500_000
    assert [line.why for line in story.lines if line.is_sum] == ["计入挽回（并计的案件不在这个人名下）"]


def test_of_twelve_workers_each_is_told_his_own_payment(told):
    uid = told.disputes.save(BY, collective_of(12)).uid
    parties = told.disputes.form(BY, uid).parties
    rows = (("own", parties[2].uid, 500_200), ("next", parties[3].uid, 500_300), ("all", None, 70_000))
    with told.database.write("登记付款", BY) as work:
        for name, party, fen in rows:
            values = {"case_uid": uid, "party_uid": party, "on": date(2026, 11, 22), "amount_fen": fen}
            work.session.add(PaymentRecord(uid=name, audience="BY", **values))
    story = told.stories.story(BY, parties[2].person.uid)
    sums = {line.fen: line.why for line in story.lines if line.is_sum}
    assert sums == {500_200: "计入挽回", 70_000: "没有写明收款人，不计入本人"}
    assert story.recovered.fen == 500_200


def test_who_pays_has_recovered_nothing(told):
    """An owner of a shop stands in the dispute as the one who owes."""
    keeper = PersonCard(name="钱掌柜", id_no=number("19700101", "115"))
    uid = told.dispute(against=Party(uid="keeper", side="respondent", kind="operator", person=keeper))
    agreed(told, uid, 900_000, paid=900_000)
    with told.database.read() as session:
        card = session.get_one(PartyRecord, "keeper").person_uid
    story = told.stories.story(BY, card)
    assert (story.recovered.fen, [line for line in story.lines if line.is_sum]) == (0, [])
    assert told.story().recovered.fen == 900_000


def test_a_payment_that_was_taken_back_is_told_and_not_counted(told):
    dispute = told.dispute()
    agreed(told, dispute, 900_000, paid=900_000)
    (paid,) = told.disputes.life(BY, dispute).payments
    told.disputes.strike(BY, dispute, paid, "银行退票")
    story = told.story()
    (line,) = [line for line in story.lines if line.is_sum]
    assert (line.why, story.recovered.fen) == ("已冲正：银行退票", 0)


@both
def test_two_joined_cards_are_one_story_of_two_streets(told):
    file = held_file(told, FileForm(owner=WANG))
    given(told, file, date(2026, 11, 16), 300_000)
    there = told.dispute(actor=XS)
    agreed(told, there, 900_000, paid=900_000, actor=XS)
    here, other = told.card("BY"), told.card("XS")
    alone = told.stories.story(BY, here)
    assert [record.dealing.uid for record in alone.records] == [file]
    assert "下沙还有 1 张卡片是同一个证件号码" in alone.warnings[0]
    told.sameness.judge(QJ, Entity.PERSON, (here, other), Verdict.SAME, "同一户口本")
    one, two = told.stories.story(BY, here), told.stories.story(XS, other)
    assert {record.dealing.uid for record in one.records} == {file, there}
    assert one.lines == two.lines
    assert (one.given.fen, one.recovered.fen) == (300_000, 900_000)
    assert set(one.offices) == {"白杨", "下沙"}
    assert one.warnings == ()


def test_one_record_in_which_both_cards_stand_is_told_once(told):
    """Somebody is the owner of a file on one card and, by mistake, its member on the other."""
    twin = PersonCard(name="王芳芳", id_no=number("19780312", "460"))
    file = held_file(told, FileForm(owner=WANG, members=(MemberEntry(person=twin, relation="20"),)))
    given(told, file, date(2026, 11, 16), 300_000)
    form = told.hardship.form(BY, file)
    pair = (form.owner.uid, form.members[0].person.uid)
    told.sameness.judge(QJ, Entity.PERSON, pair, Verdict.SAME, "同一户口本")
    story = told.stories.story(BY, pair[1])
    (record,) = story.records
    assert set(record.dealing.role.split("、")) == {"子", "建档职工"}
    assert (story.given.fen, story.given.lines) == (300_000, 1)
    assert story.title == "王芳／王芳芳"


def test_everybody_else_has_a_stand_in_and_the_person_keeps_his_name(told):
    file = held_file(told, FileForm(owner=WANG, members=(MemberEntry(person=HUSBAND, relation="10"),)))
    told.hardship.note(BY, file, date(2026, 11, 16), "visit", "王芳与李强同来，说某某电子欠薪。")
    met = HomeVisit(on=date(2026, 11, 17), visitors=("陈明", "沈某某"), met="本人", conclusion="fits")
    told.hardship.write_down(BY, file, met)
    told.dispute()
    paper = told.stories.on_paper(BY, told.card("BY"))
    assert {"李强", FIRM.name, FIRM.legal_rep, "陈明"} <= set(paper.given)
    assert "沈某某" in paper.given
    assert not {"王芳", "本人"} & set(paper.given)
    assert paper.office_name == "白杨街道总工会"


def test_a_search_finds_each_human_once_with_his_records(told):
    held_file(told, FileForm(owner=WANG))
    told.dispute(actor=XS)
    pair = (told.card("BY"), told.card("XS"))
    assert len(told.stories.search(BY, "王芳")) == 2
    told.sameness.judge(QJ, Entity.PERSON, pair, Verdict.SAME, "同一户口本")
    (hit,) = told.stories.search(BY, "wf")
    assert (hit.title, hit.uid in pair) == ("王芳", True)
    assert "白杨" in hit.detail
    assert "下沙" in hit.detail
    assert "2 份档案、案件" in hit.detail
    assert told.stories.search(BY, "  ") == ()


def test_a_card_without_any_record_is_not_found_and_has_an_empty_story(told):
    with told.database.write("登记名册", QJ) as work:
        row = PersonRecord(audience="BY", name="无事人")
        work.session.add(row)
        uid = row.uid
    assert told.stories.search(BY, "无事人") == ()
    assert told.stories.story(BY, uid).lines == ()
    with pytest.raises(RuleBroken, match="已不在"):
        told.stories.story(BY, "nobody")


def test_a_print_is_logged_with_every_card_and_asks_for_its_right(told):
    held_file(told, FileForm(owner=WANG))
    uid = told.card("BY")
    told.stories.log_print(BY, uid, "一人一事", into_file=True)
    with told.database.read() as session:
        (seen,) = [look for look in accesses(session, table="person", uid=uid) if look.kind == "export"]
    assert (seen.actor, seen.text) == ("陈明", "一人一事")
    with pytest.raises(RuleBroken):
        told.stories.log_print(Actor("看客", "BY", "BY", frozenset()), uid, "一人一事", into_file=True)


def test_two_hundred_lines_of_one_person_are_read_in_a_moment(told):
    file, dispute = held_file(told, FileForm(owner=WANG)), told.dispute()
    with told.database.write("记事", BY) as work:
        for entity, uid in ((FILE_ENTITY, file), (CASE_ENTITY, dispute)):
            for day in range(1, 101):
                text = EventText(date(2026, 1 + day % 11, 1 + day % 27), "note", f"第 {day} 件事")
                add_event(work, Subject(entity, uid, "BY"), text, work.at)
    statements = told.counted(told.story)
    assert len(told.story().lines) > 200
    assert statements < 40
