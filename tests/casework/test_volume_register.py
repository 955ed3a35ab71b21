"""卷宗登记: closed cases with their volumes, where each stands and until when it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.casework.binding import BY, CASE, DISPUTE, FILE, XS, attach, bind
from tests.paper.conftest import page_text
from union_desk.casework.history import accesses
from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.casework.print_log import VOLUME_FORM
from union_desk.casework.volume_register import render_lines
from union_desk.core.rights import Actor
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish, services_on


@pytest.fixture
def services(database, clock):
    furnish(database, (BY, XS), BY, {"王芳": (BY, SOLE_ROLES)})
    return services_on(database, "王芳", clock)


@pytest.fixture
def case(services):
    return DISPUTE, services.disputes.save(services.actor, CASE).uid


def close(database, case, day=date(2026, 11, 22), **more):
    kind, state = {DISPUTE: (DisputeCaseRecord, "closed"), FILE: (HardshipFileRecord, "lifted")}[case[0]]
    with database.write("结案", Actor("王芳", "BY", "BY", SOLE_ROLES)) as work:
        record = work.session.get_one(kind, case[1])
        for name, value in {"state": state, "closed_on": day, **more}.items():
            setattr(record, name, value)


def lines(services, actor=None):
    return services.volumes.register(actor or services.actor)


def test_a_closed_case_stands_in_the_register_until_it_is_bound_and_then_with_its_pages(
    services, case, database, tmp_path
):
    assert not lines(services), "an open case has no volume yet"
    close(database, case)
    (line,) = lines(services)
    assert (line.state_label, line.kind_label) == ("未装订", "劳动争议调解卷")
    assert line.name == "张𧒽芬 与 杭州某某电子科技有限公司"
    assert (line.closed_on, line.retention.until_on, line.over) == (
        date(2026, 11, 22),
        date(2036, 11, 22),
        False,
    )
    bound = bind(services, case, tmp_path / "卷.pdf")
    (line,) = lines(services)
    assert (line.state_label, line.pages, line.bound_by) == ("已装订", bound.pages, "王芳")
    assert line.bound_on == date(2026, 11, 23)


def test_what_is_written_about_a_volume_stands_in_its_line_and_in_its_case(services, case, database):
    close(database, case)
    view = services.volumes.view(services.actor, *case)
    keeping = replace(view.keeping, number="2026-调-012", shelf="3 柜 2 层")
    services.volumes.save(services.actor, *case, keeping, view.items)
    (line,) = lines(services)
    assert (line.number, line.shelf) == ("2026-调-012", "3 柜 2 层")
    form = services.disputes.form(services.actor, case[1])
    assert (form.binder, form.shelf) == ("2026-调-012", "3 柜 2 层"), "it is typed once"


def test_a_number_that_is_changed_in_the_case_is_that_of_its_volume(services, case, database):
    view = services.volumes.view(services.actor, *case)
    services.volumes.save(services.actor, *case, replace(view.keeping, number="一号"), view.items)
    form = services.disputes.form(services.actor, case[1])
    services.disputes.save(services.actor, replace(form, binder="二号"), case[1])
    assert services.volumes.view(services.actor, *case).keeping.number == "二号"


def test_a_volume_whose_case_was_changed_since_wants_to_be_bound_again(
    services, case, database, tmp_path, clock
):
    close(database, case)
    bind(services, case, tmp_path / "卷.pdf")
    later = services_on(database, "王芳", lambda: clock() + timedelta(hours=1))
    attach(later, case, "身份证.jpg", "id_card")
    assert lines(later)[0].state_label == "已变动"
    after = services_on(database, "王芳", lambda: clock() + timedelta(hours=2))
    bind(after, case, tmp_path / "卷.pdf")
    assert lines(after)[0].state_label == "已装订"


def test_a_volume_that_was_looked_through_and_is_the_same_is_as_it_was_bound(
    services, case, database, tmp_path, clock
):
    close(database, case)
    bind(services, case, tmp_path / "卷.pdf")
    later = services_on(database, "王芳", lambda: clock() + timedelta(hours=1))
    later.disputes.note(later.actor, case[1], date(2026, 11, 23), "phone", "来电询问")
    assert lines(later)[0].state_label == "已变动"
    after = services_on(database, "王芳", lambda: clock() + timedelta(hours=2))
    assert bind(after, case, tmp_path / "卷.pdf").same
    assert lines(after)[0].state_label == "已装订"


def test_a_volume_that_is_archived_is_as_it_was_bound(services, case, database, tmp_path, clock):
    close(database, case)
    bind(services, case, tmp_path / "卷.pdf")
    later = services_on(database, "王芳", lambda: clock() + timedelta(hours=1))
    later.disputes.note(later.actor, case[1], date(2026, 11, 23), "note", "已上架")
    close(database, case, state="archived", archived_on=date(2026, 11, 23))
    assert lines(later)[0].state_label == "已装订"


def test_volumes_of_every_kind_stand_in_one_register(services, case, database):
    form = FileForm(owner=PersonCard(name="李𬭊梅"), applied_on=date(2010, 3, 1))
    file = FILE, services.hardship.save(services.actor, form).uid
    close(database, case)
    close(database, file, date(2015, 3, 1))
    by_kind = {line.kind: line for line in lines(services)}
    assert set(by_kind) == {"dispute", "hardship"}
    assert by_kind["hardship"].retention.until_on == date(2025, 3, 1)
    assert by_kind["hardship"].over, "its years are over"
    close(database, file, state="destroyed")
    assert {line.kind for line in lines(services)} == {"dispute"}


def test_an_office_sees_its_own_volumes_and_the_district_all(services, case, database):
    close(database, case)
    stranger = Actor("沈佳", "XS", "XS", SOLE_ROLES)
    assert not lines(services, stranger)
    assert lines(services, Actor("区", "QZ", DISTRICT_AUDIENCE, SOLE_ROLES))


def test_binding_stands_in_the_print_log_and_in_the_history_of_its_case(services, case, tmp_path):
    for _ in range(2):
        bind(services, case, tmp_path / "卷.pdf")
    printed = services.disputes.prints(services.actor, case[1])
    assert [(line.form_id, line.first_copy) for line in printed] == [(VOLUME_FORM, 2), (VOLUME_FORM, 1)]
    told = services.disputes.history(services.actor, case[1])
    assert any(line.subject == "卷宗" and "王芳" in line.after for line in told)


def test_the_register_is_printed_and_who_did_it_is_kept(services, case, database, clock):
    close(database, case)
    printed = render_lines(services.actor, lines(services), BY.name, clock())
    text = page_text(printed.pdf, 0)
    assert "卷宗登记簿" in text
    assert "张𧒽芬" in text
    assert "2036-11-22" in text
    services.volumes.log_register(services.actor, lines(services), into_file=False)
    with database.read() as session:
        assert [look.kind for look in accesses(session, table=DISPUTE, uid=case[1])] == ["print"]
    assert "卷宗登记簿" in page_text(render_lines(services.actor, (), BY.name, clock()).pdf, 0)


def test_a_file_that_was_handed_over_has_its_list_in_the_volume(services, database):
    form = FileForm(owner=PersonCard(name="李𬭊梅"), applied_on=date(2026, 3, 1))
    file = FILE, services.hardship.save(services.actor, form).uid
    close(database, file, state="transferred")
    items = services.volumes.view(services.actor, *file).items
    assert "困难职工档案移交清单" in [item.title for item in items]


def test_volumes_that_bear_one_number_are_marked(services, case, database):
    other = DISPUTE, services.disputes.save(services.actor, replace(CASE, binder="一号")).uid
    for each in (case, other):
        close(database, each)
    assert not any(line.twice for line in lines(services))
    view = services.volumes.view(services.actor, *case)
    services.volumes.save(services.actor, *case, replace(view.keeping, number="一号"), view.items)
    assert all(line.twice for line in lines(services)), "one number was typed in the case, one in the volume"


@pytest.mark.parametrize(
    ("given", "follows"),
    [
        ((), ""),
        (("2026-调-009",), "2026-调-010"),
        (("2026-调-099", "2026-调-012"), "2026-调-100"),
        (("7",), "8"),
        (("第三柜",), ""),
        (("2025-调-140", "2026-调-001"), "2026-调-002"),
    ],
)
def test_the_number_that_follows_is_told(services, given, follows):
    actor, day = services.actor, date(2026, 1, 1)
    for order, number in enumerate(given):
        case = DISPUTE, services.disputes.save(actor, CASE).uid
        view = services.volumes.view(actor, *case)
        keeping = replace(view.keeping, number=number, compiled_on=day + timedelta(days=order))
        services.volumes.save(actor, *case, keeping, view.items)
    other = DISPUTE, services.disputes.save(actor, CASE).uid
    assert services.volumes.view(actor, *other).number_next == follows
