from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest

from tests.demos import made_once
from union_desk.core.identity import check_identity
from union_desk.demo import make_demo
from union_desk.dispute.rules.states import State as CaseState
from union_desk.dispute.values import CaseFilter
from union_desk.hardship.rules.states import HELD, State
from union_desk.hardship.values import FileFilter
from union_desk.legal_aid.rules.states import State as AidState
from union_desk.legal_aid.values import AdviceFilter, AidFilter
from union_desk.services import open_demo
from union_desk.store.verify import verify

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    made, summary = made_once(tmp_path_factory, TODAY)
    folder = shutil.copytree(made, tmp_path_factory.mktemp("demo") / "store")
    services = open_demo(folder, clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    views = services.hardship.views(
        services.hardship.ids(services.actor, FileFilter(), "number"), services.actor
    )
    yield summary, services, views
    services.close()


def test_the_demo_has_its_stories_in_three_offices(demo):
    summary, services, views = demo
    assert services.is_demo
    assert summary.files == len(views) >= 24
    assert {view.office_name for view in views} == {"钱塘区总工会", "白杨街道总工会", "下沙街道总工会"}
    assert {view.state for view in views} == set(summary.by_state)
    # Every state but those of a meeting that this place does not hold and of what only a person does.
    assert set(summary.by_state) == {state.value for state in State} - {"appraisal", "merged", "destroyed"}
    assert len(summary.stories) == summary.files


def test_the_demo_holds_disputes_at_every_state(demo):
    summary, services, _ = demo
    assert summary.cases >= 25
    assert set(summary.by_case_state) == {state.value for state in CaseState}
    rows = services.disputes.rows(services.actor, services.disputes.ids(services.actor, CaseFilter()))
    assert {row.office for row in rows.values()} == {"QJ", "BY", "XS"}
    numbered = [row for row in rows.values() if row.state != "advice"]
    assert len({row.number for row in numbered}) == len(numbered) == summary.cases - 1
    due = {row.state: row.days_left for row in rows.values() if row.state in {"applied", "performing"}}
    assert min(left for left in due.values() if left is not None) >= 0, "the demo does not begin in arrears"


def test_the_demo_holds_legal_aid_at_every_state(demo):
    summary, services, _ = demo
    aid, actor = services.legal_aid, services.actor
    assert summary.aided >= 15
    assert set(summary.by_aid_state) == {state.value for state in AidState}
    assert services.advice.sums(actor, services.advice.ids(actor, AdviceFilter())).persons >= 10
    rows = aid.rows(actor, aid.ids(actor, AidFilter()))
    assert {row.office for row in rows.values()} == {"QJ", "BY", "XS"}
    assert len({row.number for row in rows.values()}) == len(rows) == summary.aided
    assert min(row.days_left for row in rows.values() if row.days_left is not None) >= 0
    lines = {line.provider.name: line for line in services.providers.lines(actor)}
    assert len(lines) >= 6
    assert [name for name, line in lines.items() if line.provider.suspended] == ["池宏"]
    asked = [line for uid in rows for line in aid.life(actor, uid).subsidies]
    assert any(line.approved_on is None and not line.reverses_uid for line in asked)
    assert any(line.approved_on is not None and line.paid_on is None for line in asked)
    assert any(line.paid_on is not None for line in asked)
    assert any(line.reverses_uid for line in asked)


def test_a_wage_claim_goes_from_a_call_to_the_archive_with_nothing_typed_twice(demo):
    summary, services, _ = demo
    aid, actor = services.legal_aid, services.actor
    (line,) = services.advice.rows(actor, [summary.shown["consultation"]]).values()
    assert line.became == "dispute_case"
    view = aid.view(summary.shown["aid_case"], actor)
    dispute = services.disputes.view(line.became_uid, actor)
    assert (view.state, view.form.dispute_uid, dispute.state) == ("archived", dispute.uid, "closed")
    # What was said at the telephone stands in all three.
    assert line.question == dispute.form.matter == view.form.matter
    assert view.form.person.uid == dispute.form.applicants[0].person.uid
    assert view.form.opponent.uid == dispute.form.respondents[0].employer.uid
    assert (view.claimed_fen, view.won_fen, view.paid_fen) == (5_440_000, 4_760_000, 4_760_000)
    life = aid.life(actor, view.uid)
    assert life.report.text
    assert [bool(each.paid_on) for each in life.subsidies] == [True, True]
    assert not life.warnings
    volume = services.volumes.view(actor, "aid_case", view.uid)
    assert (volume.saved, volume.keeping.number, volume.keeping.shelf) == (True, "援 2-7", "三号柜上层")
    assert sum(item.is_scan for item in volume.items) >= 8


def test_who_has_a_file_and_a_dispute_is_one_person(demo):
    _, services, views = demo
    both = {view.form.owner.id_no for view in views if view.form.owner.name == "王芳"}
    disputes = services.disputes.ids(services.actor, CaseFilter(text="王芳"))
    applicants = {services.disputes.form(services.actor, uid).applicants[0].person.id_no for uid in disputes}
    assert both & applicants


def test_rare_names_middle_dots_and_a_large_family_are_there(demo):
    _, _, views = demo
    names = "".join(person.name for view in views for person in _everybody(view))
    assert {"䶮", "𧒽", "𬭊", "·"} <= set(names)
    assert max(view.figures.population for view in views) == 7
    assert max(len(view.form.owner.address) for view in views) > 60


def test_every_class_is_the_one_computed_or_has_a_reason(demo):
    _, _, views = demo
    decided = [view for view in views if view.decision]
    assert len(decided) >= 20
    for view in decided:
        assert view.class_name in view.decision.computed or view.decision.reason, view.number
    assert {view.class_name for view in decided} >= {"深度困难", "相对困难", "意外致困", "低保户"}


def test_the_numbers_are_valid_and_belong_to_nobody(demo):
    _, _, views = demo
    # One family is written down a second time by another office, without its numbers.
    numbers = [person.id_no for view in views for person in _everybody(view) if person.id_no]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number.startswith("330199")
        assert check_identity(number, TODAY).valid, number


def test_files_in_file_miss_nothing_and_their_timeline_runs_over_months(demo):
    _, services, views = demo
    days = set()
    for view in views:
        if view.state in HELD:
            assert view.missing == (), view.number
        events = services.hardship.timeline(services.actor, view.uid)
        assert events
        assert all(event.on <= TODAY for event in events)
        days |= {(event.on.year, event.on.month) for event in events}
    assert len(days) >= 6


def test_the_process_of_each_file_is_whole(demo):
    _, services, views = demo
    hardship, actor = services.hardship, services.actor
    overdue, helps = 0, 0
    for view in views:
        life = hardship.life(actor, view.uid)
        assert all(step.on <= TODAY for step in life.steps)
        overdue += any(due.due_on < TODAY for due in life.due)
        helps += len(hardship.grants(actor, view.uid))
        if life.steps:
            assert life.steps[0].to_state == view.state, view.number
    assert overdue >= 2
    assert helps >= 15


def test_an_unfinished_form_waits(demo):
    summary, services, _ = demo
    (draft,) = services.drafts.all()
    assert summary.drafts == 1
    assert draft.values["sheet"]["owner.name"] in draft.title


def test_the_store_is_sound(demo):
    assert verify(demo[1].database).ok


def test_the_same_day_and_seed_tell_the_same(demo, tmp_path):
    _, _, views = demo
    make_demo(tmp_path / "again", today=TODAY)
    services = open_demo(tmp_path / "again")
    again = services.hardship.views(
        services.hardship.ids(services.actor, FileFilter(), "number"), services.actor
    )
    services.close()
    assert [_told(view) for view in again] == [_told(view) for view in views]


@pytest.mark.parametrize("today", [date(2026, 10, 8), date(2028, 2, 29)])
def test_the_stories_hold_on_other_days(tmp_path, today):
    made = make_demo(tmp_path / "store", today=today)
    assert set(made.by_aid_state) == {state.value for state in AidState}
    states = made.by_state
    assert sum(states[state] for state in HELD if state in states) >= 14


def _everybody(view):
    return (view.form.owner, *(member.person for member in view.form.members))


def _told(view):
    persons = [(person.name, person.id_no, person.mobile) for person in _everybody(view)]
    return view.number, view.state, view.class_name, view.figures.year_income_fen, persons
