"""Where the page of a dispute has what a step lacks, and what can be done beside the table of steps."""

from __future__ import annotations

from typing import Final

from union_desk.casework.offices import DISTRICT_AUDIENCE
from union_desk.core.rights import Actor
from union_desk.desk.acts.steps import StepWords
from union_desk.dispute.page.life.sheets import HAND_OVER
from union_desk.dispute.rules.states import OPEN, State
from union_desk.dispute.values import CaseView

_LABELS: Final = {
    "applicants": "来访人",
    "parties": "当事人",
    "application": "申请",
    "scope": "受理范围",
    "transfer": "转办单位",
    "mediators": "调解员",
    "consent": "对方意见",
    "extension": "调解期限",
    "hearings": "调解会记录",
    "agreement": "调解协议",
    "signing": "签名盖章",
    "roster": "各人同意",
    "performance": "履行",
    "documents": "书面告知",
    "closing": "结案登记",
    "follow_up": "回访",
    "volume": "卷宗",
}
WORDS: Final = StepWords(
    new="填写案件",
    not_ours="这是别的单位的案件，只能由那里或区总工会办理。",
    fields={
        "applicants": "applying.0.person.name",
        "parties": "applying.0.person.name",
        "scope": "not_ours",
    },
    labels=_LABELS,
    titles={HAND_OVER: "移交其他单位"},
)


def can_be_handed_over(view: CaseView, actor: Actor) -> bool:
    """Tell whether another office may go on with a case: the district hands over what is open."""
    return actor.audience == DISTRICT_AUDIENCE and State(view.state) in OPEN
