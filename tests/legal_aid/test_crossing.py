"""From a dispute to legal aid and back, with nothing typed once more; the money counts once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.desk.helpers import settle
from tests.legal_aid.conftest import FIRM, number
from tests.legal_aid.desk import make_services
from union_desk.areas import _employer_of, _owner_of, make_window
from union_desk.desk.preferences import Preferences
from union_desk.dispute.values import CaseForm, ClaimItem, Party
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.values import FileForm, MemberEntry
from union_desk.legal_aid.page.links import Links
from union_desk.legal_aid.records import AidCaseRecord
from union_desk.legal_aid.values import AidFilter
from union_desk.people.values import PersonCard

# The menu that asks for whom.
pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    window = make_window(services, Preferences())
    window.resize(1366, 768)
    window.show()
    settle()
    yield window
    window.close()
    window.deleteLater()
    settle()


WORKER = Party(person=PersonCard(name="张𧒽芬", id_no=number("19780312", "452"), mobile="13800000000"))
OTHER = Party(person=PersonCard(name="李强", id_no=number("19800101", "135")))


def dispute_of(services, *applicants):
    firm = Party(side="respondent", kind="employer", employer=FIRM)
    claim = ClaimItem(kind="wages", claimed_fen=1_200_000)
    form = CaseForm(parties=(*applicants, firm), claims=(claim,), cause="186.5", matter="拖欠工资")
    return services.disputes.save(services.actor, form).uid


def run(window, name):
    command = next(each for each in window.plan.commands if each.name == name)
    assert command.enabled()
    command.run()
    settle()


def aid_of(services):
    return services.legal_aid.ids(services.actor, AidFilter())


def links_on(window):
    return next(part for part in window.page.parts if isinstance(part, Links))


def test_a_dispute_becomes_a_case_of_legal_aid_and_both_tell_of_each_other(window, services):
    dispute = dispute_of(services, WORKER)
    window.desk.open("dispute_case", dispute)
    settle()
    run(window, "legal_aid.cross")
    (aid,) = aid_of(services)
    assert (window.page.entity, window.page.uid) == ("aid_case", aid)
    form = services.legal_aid.form(services.actor, aid)
    assert (form.person.name, form.opponent.name, form.cause) == ("张𧒽芬", FIRM.name, "186.5")
    assert [item.claimed_fen for item in form.items] == [1_200_000]
    assert form.dispute_uid == dispute
    window.desk.open("dispute_case", dispute)
    settle()
    (told,) = [each for each in window.page.notices.sentences if each.startswith("法律援助")]
    assert "白杨第0003号" in told
    run(window, "legal_aid.cross")
    assert (window.page.uid, len(aid_of(services))) == (aid, 1), "the one that there is is shown"
    window.undo()
    assert (window.page.entity, window.page.uid) == ("dispute_case", dispute)
    assert aid_of(services) == []


def test_of_several_who_apply_one_is_chosen(window, services):
    window.desk.open("dispute_case", dispute_of(services, WORKER, OTHER))
    settle()
    run(window, "legal_aid.cross")
    menu = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()
    )
    assert [action.text() for action in menu.actions()] == ["张𧒽芬", "李强"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    (aid,) = aid_of(services)
    assert services.legal_aid.form(services.actor, aid).person.name == "李强"


def test_who_has_a_hardship_file_applies_with_it_and_his_family_is_brought_in(window, services, database):
    son = MemberEntry(person=PersonCard(name="李小强"), relation="20", workplace="中学")
    form = FileForm(owner=WORKER.person, members=(son,), employer=FIRM)
    file = services.hardship.save(services.actor, form).uid
    with database.write("建档", services.actor) as work:
        work.session.get_one(HardshipFileRecord, file).state = "in_file"
    window.desk.open("hardship_file", file)
    settle()
    run(window, "legal_aid.cross")
    (aid,) = aid_of(services)
    assert window.page.uid == aid
    held = services.legal_aid.form(services.actor, aid)
    assert (held.file_uid, [one.name for one in held.members]) == (file, ["李小强"])
    window.desk.open("hardship_file", file)
    settle()
    assert any(each.startswith("法律援助") for each in window.page.notices.sentences)
    services.legal_aid.save(services.actor, replace(held, members=(), population=None), aid)
    window.desk.open("aid_case", aid)
    window.page.reload()
    household = window.page.household
    assert household.bring.isVisibleTo(window.page)
    household.bring.click()
    settle()
    assert household.members.isVisibleTo(window.page)
    assert window.page.save()
    assert services.legal_aid.form(services.actor, aid).population == 2


def test_a_case_of_legal_aid_becomes_a_dispute(window, services, aid_form):
    aid = services.legal_aid.save(services.actor, aid_form).uid
    window.desk.open("aid_case", aid)
    settle()
    run(window, "legal_aid.to_dispute")
    dispute = services.legal_aid.form(services.actor, aid).dispute_uid
    assert (window.page.entity, window.page.uid) == ("dispute_case", dispute)
    assert services.disputes.form(services.actor, dispute).applicants[0].name == "张𧒽芬"
    window.desk.open("aid_case", aid)
    settle()
    run(window, "legal_aid.to_dispute")
    assert window.page.uid == dispute, "the one that it belongs to is shown"


def test_an_archived_case_becomes_no_dispute_and_says_why(window, services, database, aid_form):
    aid = services.legal_aid.save(services.actor, aid_form).uid
    with database.write("归档", services.actor) as work:
        work.session.get_one(AidCaseRecord, aid).state = "archived"
    window.desk.open("aid_case", aid)
    settle()
    run(window, "legal_aid.to_dispute")
    assert services.legal_aid.form(services.actor, aid).dispute_uid == ""
    assert window.page.uid == aid


def test_a_dispute_is_linked_parted_and_its_money_counted_once(window, services, aid_form):
    dispute = dispute_of(services, WORKER)
    aid = services.legal_aid.save(services.actor, replace(aid_form, person=WORKER.person)).uid
    window.desk.open("aid_case", aid)
    settle()
    part = links_on(window)
    assert part.join.isVisibleTo(window.page)
    part.offer()
    menu = part.findChild(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert services.legal_aid.form(services.actor, aid).dispute_uid == dispute
    assert part.counted.isVisibleTo(window.page)
    part.counted.click()
    settle()
    assert services.legal_aid.form(services.actor, aid).counted_elsewhere
    (line,) = services.legal_aid.of_dispute(services.actor, dispute)
    assert not line.counted
    part._part(services.legal_aid.view(aid, services.actor).links[0])
    settle()
    form = services.legal_aid.form(services.actor, aid)
    assert (form.dispute_uid, form.counted_elsewhere) == ("", False)


def test_the_person_and_the_employer_on_the_screen_are_those_of_the_case(window, services, aid_form):
    aid = services.legal_aid.save(services.actor, aid_form).uid
    window.desk.open("aid_case", aid)
    settle()
    form = services.legal_aid.form(services.actor, aid)
    assert _owner_of(window, services) == form.person.uid
    assert _employer_of(window, services) == form.opponent.uid
