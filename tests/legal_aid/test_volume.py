"""The volume of a case of legal aid: its papers and scans in the order of the archive, bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from tests.casework.binding import attach, bind, picture
from tests.legal_aid.test_process import LAWYER, Road
from tests.paper.conftest import page_text
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.values import Assignment, Consultation, Decision, Ending, Provider, Rating
from union_desk.services import services_on

D = date
PAPERS = [
    "法律援助申请审批表",
    "给予法律援助决定书",
    "法律援助指派通知书",
    "法律援助公函",
    "法律援助申请表",
    "委托代理协议",
    "授权委托书（法律援助）",
    "法律援助案件结案报告表",
]


@pytest.fixture
def services(store, clock):
    return services_on(store, "王芳", clock)


@pytest.fixture
def road(services, aid_form):
    services.providers.save(services.actor, LAWYER)
    return Road(services.legal_aid, services.actor, aid_form)


def items(services, road):
    return services.volumes.view(services.actor, AID_ENTITY, road.uid).items


def titles(services, road):
    return [item.title for item in items(services, road) if item.included]


def test_its_papers_and_scans_stand_in_the_order_of_the_archive(services, road):
    road.reported()
    case = AID_ENTITY, road.uid
    assert titles(services, road) == PAPERS
    for number, (name, kind) in enumerate(
        (
            ("裁决书", "judgment"),
            ("庭审笔录", "hearing_record"),
            ("工资条", "wage_slips"),
            ("仲裁申请书", "pleading"),
            ("身份证", "id_card"),
            ("低保证", "dibao_cert"),
        )
    ):
        attach(services, case, f"{name}.jpg", kind, picture((number * 20, 0, 0)))
    assert titles(services, road) == [
        *PAPERS[:5],
        "身份证",
        "低保证",
        *PAPERS[5:7],
        "仲裁申请书",
        "工资条",
        "庭审笔录",
        "裁决书",
        PAPERS[7],
    ]
    numbers = {item.title: item.number for item in items(services, road)}
    assert numbers["给予法律援助决定书"] == "钱塘工援决字〔2026〕第1号"
    assert numbers["法律援助指派通知书"] == "指1"


def test_what_is_not_signed_or_not_there_is_said_before_it_is_bound(services, road):
    road.reported()
    lacks = services.volumes.view(services.actor, AID_ENTITY, road.uid).lacks
    assert "还没有结案（离档），现在装订的不是最后的一卷。" in lacks
    assert "缺：身份证明。" in lacks
    assert "《委托代理协议》没有签字的扫描件，装订进去的是程序打印的一份。" in lacks
    attach(services, (AID_ENTITY, road.uid), "授权委托书（签字）.jpg", "mandate")
    lacks = services.volumes.view(services.actor, AID_ENTITY, road.uid).lacks
    assert not any("《授权委托书" in lack for lack in lacks)


def test_it_is_bound_with_its_own_cover_and_stands_in_the_register(services, road, tmp_path):
    road.reported()
    road.write(Rating(rating="very", on=D(2026, 11, 4)))
    road.step("close", D(2026, 11, 5))
    case = AID_ENTITY, road.uid
    attach(services, case, "身份证.jpg", "id_card")
    path = tmp_path / "卷.pdf"
    bound = bind(services, case, path)
    cover, note = page_text(path.read_bytes(), 0), page_text(path.read_bytes(), bound.sheets - 2)
    assert "法律援助卷宗" in cover
    assert "FY-15" in cover
    assert "张𧒽芬" in cover
    assert "FY-17" in note
    assert bind(services, case, path).same
    (line,) = services.volumes.register(services.actor)
    assert (line.kind_label, line.state_label, line.pages) == ("法律援助卷", "已装订", bound.pages)
    assert line.name == "张𧒽芬 对 杭州某某电子科技有限公司"
    assert line.retention.until_on == D(2036, 11, 5)
    told = road.told()
    assert any(text.startswith("装订卷宗") for text in told)


def test_each_who_was_given_the_case_has_his_notice_and_the_change_its_papers(services, road):
    road.handling()
    other = Provider(uid="other", name="李律", kind="lawyer", firm="又一律师事务所", licence_no="1330120101")
    services.providers.save(services.actor, other)
    (old,) = road.life.assignments
    left = replace(old, ended_on=D(2026, 10, 26), change_reason="生病住院")
    new = Assignment(uid="second", provider=other, number="指2", assigned_on=D(2026, 10, 26))
    road.step("change", D(2026, 10, 26), act=(left, new))
    shown = titles(services, road)
    names = [LAWYER.name, other.name]
    assert [title for title in shown if "指派通知书" in title] == [
        f"法律援助指派通知书（{name}）" for name in names
    ]
    assert "更换承办人申请审批表" in shown
    assert "更换承办人通知书" in shown


def test_a_refusal_leaves_its_paper(services, road):
    road.examining()
    refused = Decision(
        granted=False, on=D(2026, 10, 15), reason="scope", text="属于家事纠纷。", examiner="王芳"
    )
    road.step("refuse", D(2026, 10, 15), act=refused)
    assert titles(services, road) == ["法律援助申请审批表", "不予法律援助决定书", "法律援助申请表"]
    lacks = services.volumes.view(services.actor, AID_ENTITY, road.uid).lacks
    assert not any("结案报告" in lack for lack in lacks), "what was never given has no report"


def test_an_end_before_its_time_leaves_its_papers(services, road):
    road.handling()
    road.step("terminate", D(2026, 10, 20), act=Ending(on=D(2026, 10, 20), termination="own_agent"))
    assert titles(services, road)[-2:] == ["终止法律援助决定书", "终止法律援助公函"]


def test_the_call_that_a_case_came_of_stands_in_its_volume(services, tmp_path):
    call = Consultation(
        came_on=D(2026, 11, 20), way="hotline", name="张𧒽芬", question="两个月没有发工资", minutes=12
    )
    saved = services.advice.save(services.actor, call)
    uid = services.advice.as_aid(services.actor, saved.uid).uid
    items = services.volumes.view(services.actor, AID_ENTITY, uid).items
    assert "法律咨询登记表" in [item.title for item in items]
    path = tmp_path / "卷.pdf"
    bind(services, (AID_ENTITY, uid), path)
    with pikepdf.open(path) as opened:
        texts = [page_text(path.read_bytes(), page) for page in range(len(opened.pages))]
    assert any("两个月没有发工资" in text for text in texts)
