"""Where the page of a case of legal aid has what a step lacks."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.steps import StepWords

_LABELS: Final = {
    "person": "申请人",
    "application": "申请",
    "supplement": "补正",
    "urgency": "先行提供的理由",
    "means": "经济困难",
    "decision": "审查审批",
    "events": "异议",
    "assignment": "承办人",
    "progress": "办理进展",
    "ending": "办理结果",
    "report": "结案报告",
    "subsidies": "补贴",
    "volume": "卷宗",
}
WORDS: Final = StepWords(
    new="填写法律援助申请",
    not_ours="这是别的单位的援助案件，只能由那里或区总工会办理。",
    fields={"person": "person.name"},
    labels=_LABELS,
)
