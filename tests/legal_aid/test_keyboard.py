"""An application for legal aid goes from paper to the store by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desk.helpers import settle
from tests.hardship.screen import Typist
from tests.legal_aid.conftest import FIRM, number
from tests.legal_aid.desk import make_desk, make_services, make_window
from union_desk.desk.field import Field
from union_desk.desk.widgets import GridEdit
from union_desk.legal_aid.values import AidFilter

WORKER = number("19780312", "452")
SON = number("20101105", "221")


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    window.go_to("legal_aid")
    window.take_cursor()
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def inputs(page):
    """Count the inputs of the form."""
    places = [widget for section in page.sections[:3] for widget in section.widget.findChildren(QWidget)]
    return len([each for each in places if isinstance(each, Field) and not isinstance(each, GridEdit)])


def type_applicant(typist):
    assert typist.named() == "姓名"
    typist.enter("王芳", WORKER)
    assert typist.named() == "民族", "sex and birth follow from the number"
    typist.enter("hz", "13800000000", "", "cz", "lh", "330114", "白杨街道某某社区3幢602室", "310018")
    assert typist.named() == "农民工"
    typist.enter("n")
    assert typist.named() == "工作单位"
    typist.enter(FIRM.name, "某某电子工会", "装配工", "2024-03-01", "6000", "s", "330100001", "f")


def type_matter(typist):
    typist.section(2)
    assert typist.named() == "来访日期"
    typist.enter("", "", "2026-11-20", "", "追索两个月工资", "追索", "", "", "12000", "2026-10-15")
    typist.write("z")
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Return)
    assert typist.named() == "对方单位"
    typist.enter(FIRM.name, "", "0571-00000000", "杭州市钱塘区某某路1号", "赵某某", "")
    assert typist.named() == "请求项目", "Enter begins the first row of an empty table"
    typist.enter("tqgz", "12000", "")
    typist.press(Qt.Key.Key_Return)
    typist.write("二〇二六年九月、十月的工资没有发。")
    typist.control(Qt.Key.Key_Return)
    assert typist.named() == "身份证明"
    typist.enter("s")


def type_household(typist):
    typist.section(3)
    assert typist.named() == "经济困难依据"
    typist.enter("myhc", "nmgqqzfldbc", "z", "6000", "2", "72000", "3500", "工资条")
    assert typist.named() == "家庭成员", "Enter begins the first row of an empty table"
    typist.enter("李小强", "z", SON, "某某中学", "0")
    typist.control(Qt.Key.Key_S)


def test_an_application_is_entered_with_at_most_one_control_key_for_each_input(window, services):
    typist = Typist()
    typist.control(Qt.Key.Key_N)
    type_applicant(typist)
    type_matter(typist)
    type_household(typist)

    (uid,) = services.legal_aid.ids(services.actor, AidFilter())
    form = services.legal_aid.form(services.actor, uid)
    person = form.person
    assert (person.name, person.id_no, person.sex, person.union_member) == ("王芳", WORKER, "2", True)
    assert (person.address, person.hukou_division) == ("白杨街道某某社区3幢602室", "330114")
    assert (form.categories, form.wanted, form.papers_given) == (
        ("migrant",),
        ("arbitration",),
        ("identity",),
    )
    assert (form.employer.uid, form.post, form.monthly_wage_fen) == (form.opponent.uid, "装配工", 600_000)
    assert (form.matter, form.cause, form.claim_fen) == ("追索两个月工资", "186.5", 1_200_000)
    assert [(item.kind, item.claimed_fen) for item in form.items] == [("wages", 1_200_000)]
    assert (form.means_basis, form.exemption, form.income_kinds) == ("exempt", "migrant_pay", ("work",))
    assert [(one.name, one.relation, one.id_no) for one in form.members] == [("李小强", "20", SON)]
    assert form.applied_before is False
    assert typist.controls <= inputs(window.page)
