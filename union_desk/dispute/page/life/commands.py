"""What is written down about a case, as commands of the window: found in its menu, by key and in the box."""

from __future__ import annotations

from typing import Final

from union_desk.desk.acts.commands import LifeCommand

_HANDLING, _AFTERWARDS = "办理", "履行与结案"
GROUP: Final = "调解过程"
LIFE_COMMANDS: Final = (
    LifeCommand("mediator", "指定调解员…", "zdtjy", _HANDLING, "mediators"),
    LifeCommand("hearing", "安排调解会…", "aptjh 开会", _HANDLING, "hearings", key="Ctrl+Shift+H"),
    LifeCommand(
        "minutes", "现在做笔录", "zbl tjbl 调解笔录", _HANDLING, "hearings", "begin_now", "Ctrl+Shift+J"
    ),
    LifeCommand("offer", "登记调解方案…", "djtjfa", _HANDLING, "offers"),
    LifeCommand("service", "登记送达…", "djsd 送达回证 sdhz", _HANDLING, "services", key="Ctrl+Shift+D"),
    LifeCommand("extension", "登记延期…", "djyq", _HANDLING, "extension"),
    LifeCommand("payment", "登记履行…", "djlx 付款 fk", _AFTERWARDS, "payments"),
    LifeCommand("follow_up", "登记回访…", "djhf", _AFTERWARDS, "follow_ups"),
    LifeCommand("event", "登记法院、仲裁等进展…", "djjz 起诉 立案", _AFTERWARDS, "events"),
    LifeCommand("limitation", "登记时效事实…", "djsxss 中断 zd", _AFTERWARDS, "limitation"),
)
