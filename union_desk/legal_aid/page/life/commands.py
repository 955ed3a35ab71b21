"""What is written down about a case of legal aid, as commands of the window: in its menu and by key."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.commands import LifeCommand

_DECIDING, _HANDLING, _CLOSING = "审查与决定", "承办", "结案与补贴"
GROUP: Final = "援助过程"
LIFE_COMMANDS: Final = (
    LifeCommand("assign", "指派承办人…", "zpcbr", _HANDLING, "assignments"),
    LifeCommand("progress", "登记办理进展…", "djbljz 会见 开庭", _HANDLING, "progress", key="Ctrl+Shift+H"),
    LifeCommand("service", "登记援助方式…", "djyzfs 次", _HANDLING, "services"),
    LifeCommand("event", "登记异议、仲裁、法院等事件…", "djsj 起诉 立案", _DECIDING, "events"),
    LifeCommand("item", "登记到账等结果…", "djdz djjg 到账", _CLOSING, "items", "ask_money"),
    LifeCommand("rating", "登记回访受援人…", "djhf 评价", _CLOSING, "rating"),
    LifeCommand("subsidy", "申报办案补贴…", "sbbabt", _CLOSING, "subsidies"),
)
# What of a list asks for an act that was put away half typed, by the kind of its code.
ASKS: Final = {
    "signed": "ask_contract",
    "won": "ask_result",
    "paid": "ask_payment",
    "approve": "ask_approval",
    "pay": "ask_payment",
}
