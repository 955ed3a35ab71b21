"""疑似同一人 in a real window: pairs are decided by one key each, taken back, and parted again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk
from union_desk.casework.offices import Office
from union_desk.core.identity import check_digit
from union_desk.core.rights import Actor
from union_desk.desk.tasks import TaskHandle
from union_desk.hardship.values import FileFilter, FileForm
from union_desk.people.area import PeopleDesk
from union_desk.people.page.alike import COLUMNS, AlikeScreen
from union_desk.people.page.joined import JoinedBox
from union_desk.people.pairs import Entity, Verdict
from union_desk.people.records import EmployerRecord, PersonRecord
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish, services_on

QJ = Office("QJ", "钱塘区总工会", "钱塘区", "district")
BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
XS = Office("XS", "下沙街道总工会", "下沙", "street_office")
KEY = Qt.Key


def number(birth, order="452"):
    first = f"330199{birth}{order}"
    return first + check_digit(first)


@pytest.fixture
def services(database, clock):
    furnish(database, (QJ, BY, XS), QJ, {"虞一": (QJ, SOLE_ROLES)})
    services = services_on(database, "虞一", clock)
    for name, birth in (("王芳", "19780312"), ("李强", "19750608"), ("赵敏", "19800505")):
        services.hardship.save(services.actor, FileForm(owner=PersonCard(name=name, id_no=number(birth))))
        with database.write("登记名册", services.actor) as work:
            work.session.add(
                PersonRecord(audience="XS", name=name, id_no=number(birth), mobile="13800001234")
            )
            work.session.add(EmployerRecord(audience="shared", name=f"{name}面馆有限公司"))
            work.session.add(EmployerRecord(audience="shared", name=f"{name}面馆有限责任公司"))
    return services


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


def shown(desk, services, entity=Entity.PERSON):
    screen = AlikeScreen(desk, services.sameness, entity)
    screen.show()
    wait(desk)
    return screen


def wait(desk):
    while desk.tasks.running:
        QTest.qWait(2)
    settle()


def verdicts(services, entity=Entity.PERSON):
    return sorted(row.verdict for row in services.sameness.pairs(services.actor, entity).rows)


def test_three_pairs_are_decided_by_three_keys(desk, services):
    screen = shown(desk, services)
    assert len(screen.model.ids) == 3
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3):
        QTest.keyClick(screen.table, key)
        settle()
    assert verdicts(services) == [Verdict.DIFFERENT, Verdict.LATER, Verdict.SAME]
    assert screen.model.ids == []
    assert screen.nothing.isVisible()
    assert screen.told.text().endswith("以后再说。　撤销 (Ctrl+Z)")


def test_what_was_decided_is_taken_back_one_after_the_other(desk, services):
    screen = shown(desk, services)
    QTest.keyClick(screen.table, KEY.Key_1)
    QTest.keyClick(screen.table, KEY.Key_2)
    screen.undo()
    screen.undo()
    screen.undo()
    assert verdicts(services) == [Verdict.OPEN] * 3
    assert len(screen.model.ids) == 3


def test_marked_pairs_are_decided_together(desk, services):
    screen = shown(desk, services)
    QTest.keyClick(screen.table, KEY.Key_Space)
    QTest.keyClick(screen.table, KEY.Key_Space)
    QTest.keyClick(screen.table, KEY.Key_2)
    settle()
    assert verdicts(services) == [Verdict.DIFFERENT, Verdict.DIFFERENT, Verdict.OPEN]
    assert "已认定 2 对" in screen.told.text()


def test_both_cards_are_compared_and_what_differs_stands_first(desk, services):
    screen = shown(desk, services)
    signs = [screen.compare.item(row, 0).text() for row in range(screen.compare.rowCount())]
    labels = [screen.compare.item(row, 1).text() for row in range(screen.compare.rowCount())]
    assert signs == sorted(signs, key=["≠ 不同", "只有一方", ""].index)
    assert "手机号码" in labels
    assert "证件号码相同" in screen.reasons.text()
    assert "草稿" in screen.reasons.text()
    headings = {screen.compare.horizontalHeaderItem(column).text() for column in (2, 3)}
    assert {heading[2:] for heading in headings} == {"钱塘区", "下沙"}


def test_e_opens_the_file_of_a_card(desk, services):
    screen = shown(desk, services)
    opened = []
    desk.opening.connect(lambda entity, uid, beside: opened.append((entity, uid)))
    QTest.keyClick(screen.table, KEY.Key_E)
    QTest.keyClick(screen.table, KEY.Key_R)
    assert [entity for entity, _uid in opened] == ["hardship_file"]
    assert not screen.isVisible()
    screen.show()
    assert len(screen.model.ids) == 3


def test_a_no_is_taken_back_with_a_reason(desk, services):
    screen = shown(desk, services)
    QTest.keyClick(screen.table, KEY.Key_2)
    screen.tabs.button(3).click()
    settle()
    screen.part_button.click()
    assert "理由" in screen.told.text()
    screen.reason.setText("号码已经核对")
    screen.part_button.click()
    assert verdicts(services) == [Verdict.OPEN] * 3


def test_a_joined_person_shows_all_cards_and_one_timeline_and_is_parted(desk, services):
    screen = shown(desk, services)
    QTest.keyClick(screen.table, KEY.Key_1)
    (row,) = services.sameness.pairs(services.actor, Entity.PERSON).of(Verdict.SAME)
    people = PeopleDesk(desk, services.sameness, services.stories)
    (found,) = people.search(row.title, 6)
    assert set(found.detail.split("　")[0].split("、")) == {"钱塘区", "下沙"}
    found.act()
    (box,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, JoinedBox)]
    assert "2 张卡片" in box.heading.text()
    assert len(box.model.ids) == 1
    box.ask(row.link_uid)
    box.part()
    assert "理由" in box.told.text()
    box.reason.setText("户口本不同")
    box.part()
    assert "已拆开" in box.told.text()
    assert "1 张卡片" in box.heading.text()
    assert people.search(row.title, 6) == []


def test_the_person_of_the_page_is_shown_with_all_his_files(desk, services):
    people = PeopleDesk(desk, services.sameness, services.stories)
    command = next(each for each in people.commands() if each.name == "people.whole")
    assert not command.enabled()
    (uid, *_) = services.hardship.ids(services.actor, FileFilter())
    people.shown, people.whose = lambda: True, lambda: services.hardship.form(services.actor, uid).owner.uid
    assert command.enabled()
    command.run()
    (box,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, JoinedBox)]
    assert "1 张卡片" in box.heading.text()
    assert len(box.model.ids) == 1


def test_employers_have_the_same_work_list(desk, services):
    screen = shown(desk, services, Entity.EMPLOYER)
    assert len(screen.model.ids) == 3
    QTest.keyClick(screen.table, KEY.Key_1)
    settle()
    assert verdicts(services, Entity.EMPLOYER) == [Verdict.OPEN, Verdict.OPEN, Verdict.SAME]
    assert not screen.first_button.isVisible()


def test_who_may_not_decide_is_told_so_and_no_key_does_anything(desk, services):
    desk.actor = Actor("陈明", "BY", "BY", services.actor.roles)
    screen = shown(desk, services)
    assert not screen.same_button.isEnabled()
    assert "只有区总工会能认定" in screen.reasons.text()
    QTest.keyClick(screen.table, KEY.Key_1)
    assert verdicts(services) == [Verdict.OPEN] * 3


def test_looking_is_stopped_when_the_screen_is_closed(desk, services):
    screen = AlikeScreen(desk, services.sameness, Entity.PERSON)
    screen.show()
    (task,) = desk.tasks.running
    assert isinstance(task, TaskHandle)
    screen.close()
    assert task.cancelled()
    wait(desk)


def test_every_field_and_button_has_a_name(desk, services):
    screen = shown(desk, services)
    assert nameless(screen) == []
    assert COLUMNS[0].title == "名称"
