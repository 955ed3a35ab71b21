"""A hardship file goes from paper to the store by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from tests.desk.helpers import settle
from tests.hardship.screen import Typist, make_desk, make_services, make_window, number
from union_desk.desk.field import Field
from union_desk.desk.widgets import GridEdit
from union_desk.hardship.area import AT_ONCE
from union_desk.hardship.page.life.sheets import SHEETS
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.values import FileFilter, FileForm
from union_desk.people.values import PersonCard

WIFE = number("19780312", "452")
HUSBAND = number("19750608", "123")
SON = number("20101105", "221")


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def filled_inputs(page) -> int:
    """Count the inputs of the sections that hold something."""
    places = [widget for section in page.sections for widget in section.widget.findChildren(QWidget)]
    fields = [widget for widget in places if isinstance(widget, Field) and not isinstance(widget, GridEdit)]
    lines = [field for field in fields if isinstance(field, QLineEdit) and field.text()]
    others = [
        field for field in fields if not isinstance(field, QLineEdit) and field.value() not in (None, (), "")
    ]
    return len(lines) + len(others)


def type_basics(typist: Typist) -> None:
    typist.enter(WIFE, "王芳")
    assert typist.named() == "民族", "sex follows from the number and is passed over"
    typist.enter("hz")
    assert typist.named() == "政治面貌"
    typist.enter("qz", "exzl", "", "", "bx", "flm")
    typist.enter("zflzf", "46.5", "13800000000", "", "310018", "1998-09", "dzyb", "yh")
    typist.enter("nzj", "330114", "zgyb", "f")
    typist.enter("白杨街道某某社区教工公寓12幢3单元602室", "杭州某某电子科技有限公司", "mysy", "wl")


def type_family(typist: Typist) -> None:
    assert typist.named() == "姓名", "Enter begins the first row of an empty table"
    typist.enter("李建国", "f")
    typist.enter(HUSBAND)
    assert typist.named() == "政治面貌", "sex and birth follow from the number and are passed over"
    typist.enter("qz", "lh", "cxjm", "1500", "lhjy", "打零工")
    assert typist.named() == "姓名", "Enter in the last cell begins the next row"
    typist.enter("李䶮", "z", SON, "gqty", "lh", "cxjm", "", "zxxs", "某某中学高一(3)班")
    typist.press(Qt.Key.Key_Return)
    assert typist.named() == "本人月平均收入", "Enter in an empty row leaves the table"


def type_money(typist: Typist) -> None:
    typist.enter("2100", "s", "f")
    typist.control(Qt.Key.Key_Insert)
    typist.enter("cc", "fz", "", "200")
    typist.control(Qt.Key.Key_Return)
    assert typist.named() == "类别", (
        "Ctrl+Enter leaves a table; the next one is empty and begins its first row"
    )
    typist.enter("yb", "", "14400", "", "")
    assert typist.named() == "类别", "an outlay of the year has no number of months"
    typist.enter("yx")
    assert isinstance(typist.here, QCheckBox), "schooling asks for the stage"
    typist.enter("", "z", "3000")


def type_the_rest(typist: Typist) -> None:
    typist.section(4)
    typist.enter("6", "9")
    typist.write("本人确诊恶性肿瘤，先后住院治疗六次，自负较多。")
    typist.control(Qt.Key.Key_Return)
    typist.section(5)
    typist.enter("中国工商银行", "下沙支行", "6222000000000000000", "王芳")
    typist.control(Qt.Key.Key_S)


def test_a_three_person_file_is_entered_with_at_most_one_control_key_for_each_field(window, services):
    typist = Typist()
    typist.control(Qt.Key.Key_N)
    assert typist.named() == "身份证号"
    type_basics(typist)
    type_family(typist)
    type_money(typist)
    type_the_rest(typist)

    (uid,) = services.hardship.ids(services.actor, FileFilter())
    view = services.hardship.view(uid, services.actor)
    form = view.form
    assert (form.owner.name, form.owner.id_no, form.owner.sex) == ("王芳", WIFE, "2")
    assert [member.person.name for member in form.members] == ["李建国", "李䶮"]
    assert view.figures.year_income_fen == 4_560_000
    assert view.figures.rigid_outlay_fen == 1_740_000
    assert view.figures.net_percap_fen == 78_333
    assert view.missing == ()
    assert typist.controls <= filled_inputs(window.page)


def test_the_page_follows_the_cursor(window):
    typist = Typist()
    typist.control(Qt.Key.Key_N)
    type_basics(typist)
    for _field in range(12):
        typist.press(Qt.Key.Key_Return)
        QTest.qWait(1)
        here = typist.here
        seen = window.page.scroller.viewport()
        assert seen.rect().contains(here.mapTo(seen, here.rect().center())), typist.named()


def test_a_class_is_decided_by_keys_and_enter_never_leads_to_the_refusal(window, services):
    uid = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳"))).uid
    window.desk.open("hardship_file", uid)
    settle()
    means = window.page.means
    window.page.goto("decision")
    typist = Typist()
    typist.enter("yw", "丈夫因工受伤")
    assert typist.here is means.decide
    typist.press(Qt.Key.Key_Return)
    view = services.hardship.view(uid, services.actor)
    assert (view.state, view.decision.class_code) == ("draft", "accidental")
    means.steps_fold.open()
    means.steps_of.setFocus()
    typist.press(Qt.Key.Key_Return)
    assert typist.here is not means.refuse


def test_tab_comes_to_the_refusal_after_all_that_decides(window, services):
    uid = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳"))).uid
    window.desk.open("hardship_file", uid)
    settle()
    means = window.page.means
    window.page.goto("decision")
    typist = Typist()
    stops = []
    for _stop in range(5):
        stops.append(typist.here)
        typist.press(Qt.Key.Key_Tab)
    assert stops == [means.choice, means.reason, means.decide, means.steps_fold, means.refuse]


def test_a_refusal_by_keys_needs_its_reason_and_then_its_button(window, services):
    uid = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳"))).uid
    window.desk.open("hardship_file", uid)
    settle()
    page = window.page
    page.goto("remark")
    page.ask_refusal()
    typist = Typist()
    page.step_sheet.button.click()
    assert typist.named() == "理由", "without a reason nothing is done"
    typist.enter("收入超过标准", "")
    assert typist.here is page.step_sheet.button
    assert services.hardship.view(uid, services.actor).state == "draft"
    typist.press(Qt.Key.Key_Escape)
    assert page.step_sheet.isHidden()
    assert page.focused_field() == "remark", "the cursor is back where it was"
    page.ask_refusal()
    assert typist.here.text() == "收入超过标准", "what was typed has waited"
    typist.enter("", "", "")
    assert services.hardship.view(uid, services.actor).state == "refused"
    assert page.scroller.hasFocus(), "a page to read keeps the cursor, so that arrows and keys go on"


def test_enter_on_cancel_refuses_nothing(window, services):
    uid = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳"))).uid
    window.desk.open("hardship_file", uid)
    settle()
    window.page.ask_refusal()
    typist = Typist()
    typist.write("收入超过标准")
    for _stop in range(3):
        typist.press(Qt.Key.Key_Tab)
    typist.press(Qt.Key.Key_Return)
    assert window.page.step_sheet.isHidden()
    assert services.hardship.view(uid, services.actor).state == "draft"


def test_a_step_that_asks_something_first_says_so_by_its_dots():
    assert {step.code for step in STEPS if step.code not in SHEETS} == AT_ONCE
