"""Which files are forgotten or due, by tables of days and on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from union_desk.assistance.records import GrantRecord
from union_desk.casework.calendars import calendar_in
from union_desk.casework.records import TouchRecord
from union_desk.core.deadline import Length
from union_desk.core.packs import load_pack
from union_desk.core.rights import Actor, Role
from union_desk.hardship.queries import files
from union_desk.hardship.records import (
    HardshipFileRecord,
    IncomeRecord,
    ObjectionRecord,
    PublicityRecord,
    RecheckRecord,
    StepRecord,
)
from union_desk.hardship.rules.neglect import (
    Neglect,
    begins_before,
    came_of_age,
    is_stale,
    is_unexamined,
    is_unhelped,
    is_untouched,
    reached_retirement,
)
from union_desk.hardship.service.due import due_of_files
from union_desk.hardship.service.periods import clocks_of_files, process_pack
from union_desk.hardship.values import FileFilter
from union_desk.people.records import HouseholdMemberRecord, HouseholdRecord, PersonRecord
from union_desk.services import SOLE_ROLES

pytestmark = pytest.mark.on_server_too

D = date
TODAY = D(2026, 11, 23)
CLASSES = load_pack("hardship_classes", "present")
BY = {"audience": "BY"}
BORN = D(1980, 1, 1)


@pytest.mark.parametrize(
    ("length", "today", "before"),
    [
        ("90d", D(2026, 11, 23), D(2026, 8, 25)),
        ("10wd", D(2026, 11, 23), D(2026, 11, 13)),
        ("6m", D(2026, 8, 31), D(2026, 2, 28)),
        ("1y", D(2028, 2, 29), D(2027, 2, 28)),
        ("1y", D(2026, 11, 23), D(2025, 11, 23)),
    ],
)
def test_what_is_older_than_a_length_began_before_a_day(length, today, before):
    assert begins_before(today, Length.parse(length)) == before


@pytest.mark.parametrize(
    ("on", "forgotten"),
    [(D(2025, 11, 22), True), (D(2025, 11, 23), False), (D(2026, 11, 23), False), (None, False)],
)
def test_a_year_is_over_on_the_day_after_it(on, forgotten):
    year = Length.parse("1y")
    assert is_unhelped(on, year, TODAY) is forgotten
    assert is_untouched(on, year, TODAY) is forgotten
    assert is_stale(on, None, year, TODAY) is forgotten
    assert not is_stale(on, D(2026, 3, 1), year, TODAY), "a recheck looks at the papers anew"


def test_a_publicity_is_over_when_its_last_day_is():
    assert [is_unexamined(day, TODAY) for day in (D(2026, 11, 22), TODAY, None)] == [True, False, False]


@pytest.mark.parametrize(
    ("birth", "since", "today", "grown"),
    [
        (D(2008, 11, 23), D(2025, 11, 1), TODAY, True),
        (D(2008, 11, 24), D(2025, 11, 1), TODAY, False),
        (D(2008, 11, 23), D(2026, 11, 23), TODAY, False),
        (D(2008, 2, 29), D(2025, 11, 1), D(2026, 2, 28), False),
        (D(2008, 2, 29), D(2025, 11, 1), D(2026, 3, 1), True),
        (None, D(2025, 11, 1), TODAY, False),
    ],
)
def test_a_member_comes_of_age_between_two_looks(birth, since, today, grown):
    assert came_of_age(birth, since, today) is grown


@pytest.mark.parametrize(
    ("birth", "sex", "reached"),
    [
        (D(1966, 11, 23), "1", True),
        (D(1966, 11, 24), "1", False),
        (D(1971, 11, 23), "2", True),
        (D(1971, 11, 23), "1", False),
        (D(1960, 1, 1), "1", False),
        (None, "1", False),
    ],
)
def test_an_owner_reaches_the_age_of_the_pack_between_two_looks(birth, sex, reached):
    assert reached_retirement(birth, sex, D(2025, 11, 1), TODAY, CLASSES) is reached


class Shelf:
    """Writes files into a store as they stand, without leading them there."""

    def __init__(self, database, actor) -> None:
        self.database, self.actor = database, actor
        self.count = 0

    def file(self, state: str, *, uid: str = "", birth: date | None = BORN, **more) -> str:
        self.count += 1
        uid = uid or f"{state}-{self.count}"
        with self.database.write("摆放档案", self.actor) as work:
            owner = PersonRecord(uid=f"owner-{uid}", name="王芳", sex="1", birth_on=birth, **BY)
            household = HouseholdRecord(uid=f"home-{uid}", **BY)
            work.session.add_all([owner, household])
            usual = {"number": f"BY-2026-{self.count:05}", "office": "BY", "created_at": at(TODAY)}
            record = HardshipFileRecord(
                uid=uid,
                state=state,
                owner_uid=owner.uid,
                household_uid=household.uid,
                **{**BY, **usual, **more},
            )
            work.session.add(record)
        return uid

    def add(self, *records) -> None:
        with self.database.write("补记", self.actor) as work:
            work.session.add_all(records)

    def step(self, uid: str, code: str, on: date, number: int = 1, **more) -> str:
        step = StepRecord(
            uid=f"step-{uid}-{number}", file_uid=uid, code=code, on=on, number=number, **BY, **more
        )
        self.add(step)
        return f"step-{uid}-{number}"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


@pytest.fixture
def shelf(service, database, actor) -> Shelf:
    return Shelf(database, actor)


@pytest.fixture
def on_shelf(shelf) -> Shelf:
    """Files in every state that has a period, some with steps taken back, objections and rechecks."""
    shelf.file("draft", applied_on=D(2026, 11, 1))
    shelf.file("applied", applied_on=D(2026, 11, 18))
    shelf.file("visiting", applied_on=D(2026, 11, 2))
    for number, on in enumerate((D(2026, 11, 9), D(2026, 11, 20)), start=1):
        uid = shelf.file("published", uid=f"published-{number}")
        shelf.add(
            PublicityRecord(
                uid=f"old-{uid}",
                file_uid=uid,
                purpose="enrol",
                from_on=D(2026, 9, 1),
                to_on=D(2026, 9, 8),
                **BY,
            ),
            PublicityRecord(
                uid=f"new-{uid}",
                file_uid=uid,
                purpose="enrol",
                from_on=on,
                to_on=D(2026, 11, on.day + 7),
                **BY,
            ),
        )
    shelf.file("published", uid="unposted")
    uid = shelf.file("objection")
    shelf.add(PublicityRecord(uid="disputed", file_uid=uid, purpose="enrol", from_on=D(2026, 11, 9), **BY))
    for name, on, handled in (("a", D(2026, 11, 10), D(2026, 11, 12)), ("b", D(2026, 11, 16), None)):
        shelf.add(ObjectionRecord(uid=name, publicity_uid="disputed", on=on, handled_on=handled, **BY))
    for state in ("review", "means_check", "approval", "returned"):
        uid = shelf.file(state, applied_on=D(2026, 10, 1))
        shelf.step(uid, "apply", D(2026, 10, 1), 1)
        wrong = shelf.step(uid, "somewhere", D(2026, 10, 9), 2)
        shelf.step(uid, "take_back", D(2026, 10, 10), 3, takes_back_uid=wrong)
        shelf.step(uid, "here", D(2026, 11, 11), 4)
    shelf.file("review", uid="without steps", applied_on=D(2026, 11, 20))
    for uid, state, enrolled, rechecked, system_no in (
        ("recheck over", "in_file", D(2025, 10, 1), None, "KN1"),
        ("recheck in a week", "in_file", D(2025, 11, 27), None, "KN2"),
        ("rechecked", "aided", D(2024, 3, 1), D(2026, 3, 1), "KN3"),
        ("being rechecked", "annual_review", D(2025, 11, 20), D(2025, 10, 8), "KN4"),
        ("not registered", "in_file", D(2026, 10, 20), None, None),
        ("an older paper file", "in_file", D(2026, 10, 20), None, ""),
    ):
        shelf.file(state, uid=uid, enrolled_on=enrolled, system_no=system_no)
        if rechecked:
            shelf.add(RecheckRecord(uid=f"recheck {uid}", file_uid=uid, on=rechecked, **BY))
    shelf.step("not registered", "approve", D(2026, 10, 20))
    shelf.step("an older paper file", "enrol", D(2026, 10, 20))
    shelf.file("refused")
    shelf.file("temporary")
    return shelf


def test_the_due_day_of_many_files_is_that_of_each(on_shelf, database):
    with database.read() as session:
        uids = session.query(HardshipFileRecord.uid).all()
        records = list(files(session, [uid for (uid,) in uids]).values())
        pack = process_pack(session, TODAY)
        singly = clocks_of_files(session, records, calendar_in(session), pack)
        wanted = {
            uid: (clocks[0].code, clocks[0].deadline.due_on) for uid, clocks in singly.items() if clocks
        }
        found = {uid: (due.code, due.on) for uid, due in due_of_files(session, TODAY).items()}
        assert found == wanted
        assert len(found) > 12
        for until in (D(2026, 11, 22), TODAY, D(2026, 11, 30), D(2026, 12, 23), D(2027, 11, 1)):
            soon = {uid: each for uid, each in wanted.items() if each[1] <= until}
            assert due_of_files(session, TODAY, until).keys() == soon.keys(), until


def test_the_list_filters_and_sorts_by_the_due_day(on_shelf, service, actor):
    def shown(**wanted) -> set[str]:
        return set(service.ids(actor, FileFilter(**wanted)))

    every = service.ids(actor, FileFilter(), "due_on")
    rows = service.rows(actor, every)
    days = [rows[uid].due_on for uid in every if rows[uid].due_on]
    assert days == sorted(days)
    assert [rows[uid].due_on for uid in every[len(days) :]] == [None] * (len(every) - len(days))
    backwards = service.ids(actor, FileFilter(), "-due_on")
    assert rows[backwards[0]].due_on == days[-1]
    left = {uid: rows[uid].days_left for uid in every}
    for choice, kept in (
        ("overdue", lambda days: days < 0),
        ("today", lambda days: days == 0),
        ("week", lambda days: 0 <= days <= 7),
        ("month", lambda days: 0 <= days <= 30),
    ):
        assert shown(due=choice) == {uid for uid, days in left.items() if days is not None and kept(days)}
    assert shown(due="overdue") == shown(neglect="overdue")
    assert shown(due="overdue", states=("in_file",)) == {"recheck over"}


def test_the_list_filters_by_the_next_step(on_shelf, service, actor):
    steps = dict(service.next_steps(actor))
    assert steps["send_to_review"] == "公示期满送审"
    assert list(steps)[-1] == "register"
    assert "to_appraisal" not in steps, "there is no 评议 here"
    for code, title in steps.items():
        found = service.ids(actor, FileFilter(next_step=code))
        rows = service.rows(actor, found)
        titles = {"登记复核", "续档"} if code == "renew" else {title}
        assert {row.next_step for row in rows.values()} <= titles, code
    assert service.ids(actor, FileFilter(next_step="register")) == ["not registered"]
    assert service.ids(actor, FileFilter(next_step="register", states=("published",))) == []


def test_what_is_mine_is_what_my_rights_can_take_further(on_shelf, service, actor):
    def mine(who: Actor) -> set[str]:
        return set(service.ids(who, FileFilter(next_step="mine")))

    assert "published-1" in mine(actor)
    assert "recheck over" in mine(actor)
    assert "recheck in a week" in mine(actor)
    assert "rechecked" not in mine(actor), "the recheck is a year away"
    assert "without steps" not in mine(actor), "an opinion is the reviewer's"
    reviewer = replace(actor, roles=frozenset({Role.REVIEW}))
    assert "without steps" in mine(reviewer)
    assert "published-1" not in mine(reviewer)
    assert mine(Actor("沈佳", "XS", "XS", SOLE_ROLES)) == set()


@pytest.fixture
def forgotten(shelf) -> Shelf:
    """For each kind one file that is forgotten and one that is not."""
    for uid, on in (
        ("old", D(2026, 8, 24)),
        ("young", D(2026, 8, 25)),
        ("given", D(2025, 1, 1)),
        ("reversed", D(2025, 1, 1)),
    ):
        shelf.file("in_file", uid=uid, enrolled_on=on)
    grants = {"subject": "hardship_file", "amount_fen": 100_000, "on": D(2026, 1, 2), **BY}
    shelf.add(GrantRecord(uid="grant", subject_uid="given", **grants))
    shelf.add(GrantRecord(uid="wrong", subject_uid="reversed", **grants))
    shelf.add(GrantRecord(uid="back", subject_uid="reversed", reverses_uid="wrong", **grants))
    return shelf


def kept(service, actor, kind: Neglect) -> set[str]:
    return set(service.ids(actor, FileFilter(neglect=kind)))


def test_a_file_is_never_helped_until_a_grant_that_holds(forgotten, service, actor):
    assert kept(service, actor, Neglect.UNHELPED) == {"old", "reversed"}
    assert service.reminders(actor).forgotten["unhelped"] == 2


def test_a_file_is_untouched_for_a_year_by_its_last_change(shelf, service, actor):
    for uid, created, touched in (
        ("made long ago", D(2024, 1, 1), None),
        ("made lately", D(2026, 1, 1), None),
        ("written in", D(2024, 1, 1), D(2026, 1, 1)),
        ("written in long ago", D(2024, 1, 1), D(2025, 11, 22)),
    ):
        shelf.file("draft", uid=uid, created_at=at(created))
        if touched:
            shelf.add(TouchRecord(uid=uid, entity="hardship_file", changed_at=at(touched), changed_by="王芳"))
    shelf.file("refused", uid="ended", created_at=at(D(2024, 1, 1)))
    assert kept(service, actor, Neglect.UNTOUCHED) == {"made long ago", "written in long ago"}


def test_a_publicity_that_is_over_waits_for_its_examination(on_shelf, service, actor):
    assert kept(service, actor, Neglect.UNEXAMINED) == {"published-1"}


def test_a_proof_is_old_until_the_next_recheck(shelf, service, actor, database):
    for uid, dibao_from, income_to, rechecked in (
        ("allowance", D(2025, 6, 1), None, None),
        ("allowance of late", D(2026, 6, 1), None, None),
        ("voucher", None, D(2025, 6, 30), None),
        ("rechecked", D(2025, 6, 1), D(2025, 6, 30), D(2026, 5, 1)),
    ):
        shelf.file("in_file", uid=uid, enrolled_on=D(2025, 7, 1))
        if dibao_from:
            with database.write("改家庭", actor) as work:
                home = work.session.get(HouseholdRecord, f"home-{uid}")
                home.dibao, home.dibao_from_on = True, dibao_from
        if income_to:
            shelf.add(IncomeRecord(uid=f"i-{uid}", file_uid=uid, evidence="工资单", to_on=income_to, **BY))
        if rechecked:
            shelf.add(RecheckRecord(uid=f"r-{uid}", file_uid=uid, on=rechecked, **BY))
    assert kept(service, actor, Neglect.STALE_PROOF) == {"allowance", "voucher"}


def test_a_member_who_is_eighteen_now_is_noticed_once(shelf, service, actor):
    for uid, born, removed, rechecked in (
        ("grown", D(2008, 5, 1), None, None),
        ("still a child", D(2010, 5, 1), None, None),
        ("was grown", D(2006, 5, 1), None, None),
        ("seen since", D(2008, 5, 1), None, D(2026, 6, 1)),
        ("gone", D(2008, 5, 1), True, None),
    ):
        shelf.file("aided", uid=uid, enrolled_on=D(2025, 1, 1))
        shelf.add(
            PersonRecord(uid=f"child-{uid}", name="李䶮", birth_on=born, **BY),
            HouseholdMemberRecord(
                uid=f"m-{uid}", household_uid=f"home-{uid}", person_uid=f"child-{uid}", removed=removed, **BY
            ),
        )
        if rechecked:
            shelf.add(RecheckRecord(uid=f"r-{uid}", file_uid=uid, on=rechecked, **BY))
    assert kept(service, actor, Neglect.GROWN_UP) == {"grown"}


def test_an_owner_retires_by_age_or_by_what_is_written_down(shelf, service, actor, database, clock):
    shelf.file("in_file", uid="sixty", enrolled_on=D(2025, 1, 1), birth=D(1966, 5, 1))
    shelf.file("in_file", uid="was sixty", enrolled_on=D(2025, 1, 1), birth=D(1960, 5, 1))
    for uid in ("written", "always"):
        shelf.file("in_file", uid=uid, enrolled_on=D(2025, 1, 1))
    shelf.add(PersonRecord(uid="retired from the start", name="赵", work_status="retired", **BY))
    with database.write("换职工", actor) as work:
        work.session.get(HardshipFileRecord, "always").owner_uid = "retired from the start"
        work.session.get(PersonRecord, "owner-written").work_status = "retired"
    assert kept(service, actor, Neglect.RETIRED) == {"sixty", "written"}


def test_an_owner_moved_whose_home_was_written_anew_since_the_last_look(shelf, service, actor, database):
    for uid, enrolled in (("moved", D(2025, 1, 1)), ("stayed", D(2025, 1, 1)), ("looked at today", TODAY)):
        shelf.file("in_file", uid=uid, enrolled_on=enrolled)
    with database.write("改住址", actor) as work:
        for uid in ("moved", "looked at today"):
            work.session.get(PersonRecord, f"owner-{uid}").address = "下沙街道某某社区 3 幢"
        work.session.get(PersonRecord, "owner-stayed").mobile = "13800000001"
    assert kept(service, actor, Neglect.MOVED) == {"moved"}


def test_the_workbench_counts_what_the_lists_show(on_shelf, service, actor):
    told = service.reminders(actor)
    for choice, count in told.due.items():
        assert len(service.ids(actor, FileFilter(due=choice))) == count
    for kind, count in told.forgotten.items():
        assert len(service.ids(actor, FileFilter(neglect=kind))) == count
    assert told.due["overdue"] == 3 + len({"being rechecked"})
