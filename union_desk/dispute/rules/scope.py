"""What is a labour dispute, what is not and where that goes, and how grave a case is (B1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from union_desk.dispute.rules.collective import LEAST

SCOPE_LAW: Final = "《劳动争议调解仲裁法》第二条"
_JS1: Final = "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》"


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A matter that mediation of labour disputes does not take: why, where it goes, by which article."""

    code: str
    reason: str
    where: str
    law: str


NOT_OURS: Final = (
    NotOurs(
        *("insurance_benefit", "请求社会保险经办机构发放社会保险金"),
        *("社会保险经办机构；不服的申请行政复议或者提起行政诉讼", f"{_JS1}第二条第一项"),
    ),
    NotOurs(
        *("housing_reform", "因住房制度改革产生的公有住房转让纠纷"),
        *("用人单位和房改部门；可以向法院起诉", f"{_JS1}第二条第二项"),
    ),
    NotOurs(
        *("disability_grade", "对伤残等级或者职业病诊断鉴定结论有异议"),
        *("上一级劳动能力鉴定委员会或者职业病诊断鉴定委员会", f"{_JS1}第二条第三项"),
    ),
    NotOurs(
        *("household_help", "家庭或者个人与家政服务人员之间的纠纷"),
        *("人民调解委员会或者法院（按民事纠纷）", f"{_JS1}第二条第四项"),
    ),
    NotOurs(
        *("craftsman", "个体工匠与帮工、学徒之间的纠纷"),
        *("人民调解委员会或者法院（按民事纠纷）", f"{_JS1}第二条第五项"),
    ),
    NotOurs(
        *("farm_help", "农村承包经营户与受雇人之间的纠纷"),
        *("人民调解委员会或者法院（按民事纠纷）", f"{_JS1}第二条第六项"),
    ),
    NotOurs(
        *("insurance_arrears", "只要求补缴社会保险费"),
        *("社会保险费征收（税务）机关或者社会保险稽核", "《社会保险法》第六十三条"),
    ),
    NotOurs(
        *("housing_fund", "只要求补缴住房公积金"),
        *("住房公积金管理中心", "《住房公积金管理条例》第三十八条"),
    ),
    NotOurs(
        *("late_pay_damages", "只要求加付赔偿金，尚未经责令支付"),
        *("劳动保障监察（先责令限期支付，逾期再主张）", "《劳动合同法》第八十五条"),
    ),
    NotOurs(
        *("other", "其他不属于劳动争议的事项"),
        *("告知对应的部门或者法院", SCOPE_LAW),
    ),
)


def not_ours(code: str) -> NotOurs | None:
    """Return why a matter is not taken and where it goes."""
    return next((each for each in NOT_OURS if each.code == code), None)


def grade_of(headcount: int, *, plain: bool = False, risk: bool = False, harm: bool = False) -> str:
    """Return the grade: major from ten people on or with risk of a mass incident, injury, death or press.

    `plain`: facts are clear, one item, both wish to settle (简易).
    """
    if headcount >= LEAST or risk or harm:
        return "major"
    return "simple" if plain and headcount == 1 else "ordinary"
