"""What each need of a step rests on, and what puts it right: for the answer 为什么不能办."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from union_desk.core.packs import Pack
from union_desk.hardship.rules.needs import Need

_FILES: Final = "《困难职工档案管理办法》（总工办发〔2016〕36号）"
# Article or practice, and what helps. A key in braces is a basis of the pack file_process.
_GROUNDS: Final[Mapping[Need, tuple[str, str]]] = {
    Need.APPLICATION: (_FILES, "请带身份证原件，到单位工会或街道总工会填写申请。"),
    Need.VISIT: ("{visit}", "请等工会工作人员上门核查，或约定时间。"),
    Need.APPRAISAL: ("本地的评议规定", "请等单位评议会议。"),
    Need.CONSENT: (
        "《个人信息保护法》第二十五条、第二十九条",
        "本人签署公示同意书后才能公示；不同意的可以撤回申请。",
    ),
    Need.PUBLICITY: ("{publicity}", "请等公示期满。"),
    Need.OBJECTION: ("{objection}", "请先登记异议。"),
    Need.OBJECTIONS_SETTLED: ("{objection}", "请等异议核实处理完毕。"),
    Need.FIELDS: (_FILES, "请补齐档案表中带 * 的项目和证明。"),
    Need.CLASS: (_FILES, "请等工会对照收入和支出认定类别。"),
    Need.NOT_EXCLUDED: ("各地困难职工认定的负面清单", "情况不实的，请提供证明，由工会改正。"),
    Need.REVIEW_OPINION: ("{review}", "请等街道（产业）工会审核。"),
    Need.AUTHORISATION: (
        "《浙江省社会救助条例》第四十九条，《个人信息保护法》第二十三条",
        "请全体成年家庭成员签核对授权书。",
    ),
    Need.MEANS_ANSWER: (
        "《浙江省社会救助条例》第四十九条",
        "请等民政部门的核对结果；结果不符的，请说明情况。",
    ),
    Need.APPROVAL_OPINION: ("{approval}", "请等区总工会审批。"),
    Need.RECHECK: ("{recheck}", "请配合本年度复核。"),
    Need.NEW_CLASS: (_FILES, "请等工会按复核情况重新认定类别。"),
    Need.MONTHS_ABOVE: (
        "江苏省总工会 2019 年规定（本地规定）：人均收入连续六个月高于低保标准",
        "收入稳定后再办。",
    ),
    Need.LIFTING_PUBLICITY: ("{publicity}", "请等脱困公示期满。"),
    Need.EXIT_REASON: (_FILES, "请写明注销的原因。"),
    Need.RECEIVER: ("《困难职工档案管理办法》第十四条", "请先与接收单位联系。"),
    Need.NOT_RECEIVED: ("《困难职工档案管理办法》第十四条", "请到接收单位办理。"),
}


def ground_of(need: Need, pack: Pack) -> tuple[str, str]:
    """Return what a need rests on, by the pack in force, and what puts it right."""
    basis, remedy = _GROUNDS[need]
    key = basis[1:-1] if basis.startswith("{") else ""
    return (pack.data["bases"][key] if key else basis), remedy
