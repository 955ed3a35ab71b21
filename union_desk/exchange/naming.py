"""What rows are called: the kinds of rows, their titles, and the record that a row belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.casework.fields import words_of
from union_desk.casework.history import shown
from union_desk.casework.offices import offices_in
from union_desk.dispute.rules.causes import cause_shown
from union_desk.store.codec import DELETED, LoggedTable, logged_table
from union_desk.store.pointing import pointers_of
from union_desk.store.records import LOGGED

_KINDS: Final[Mapping[str, str]] = {
    "aid_assignment": "指派",
    "aid_case": "法律援助案件",
    "aid_event": "援助案件的事件",
    "aid_grant": "帮扶记录",
    "aid_item": "援助请求",
    "aid_member": "申请人的家庭成员",
    "aid_paper": "援助文书编号",
    "aid_progress": "办理进展",
    "aid_provider": "承办人",
    "aid_service": "援助服务",
    "aid_step": "办理步骤",
    "aid_subsidy": "办案补贴",
    "attached_file": "材料",
    "consent": "同意书",
    "consultation": "咨询",
    "dispute_agent": "代理人",
    "dispute_agreement": "调解协议",
    "dispute_agreement_item": "调解协议的给付项",
    "dispute_calculation": "赔偿测算",
    "dispute_case": "劳动争议",
    "dispute_claim": "请求",
    "dispute_event": "争议的事件",
    "dispute_evidence": "证据",
    "dispute_follow_up": "回访",
    "dispute_hearing": "调解会",
    "dispute_limitation_event": "时效事由",
    "dispute_mediator": "案件的调解员",
    "dispute_minute": "笔录",
    "dispute_offer": "调解方案",
    "dispute_paper": "文书编号",
    "dispute_party": "当事人",
    "dispute_payment": "付款",
    "dispute_service": "送达",
    "dispute_step": "办理步骤",
    "employer": "用人单位",
    "employer_event": "职情",
    "event": "办理记录",
    "exchange_site": "交换单位",
    "hardship_asset": "财产",
    "hardship_attachment": "附件清单",
    "hardship_decision": "认定",
    "hardship_destruction": "销毁清册",
    "hardship_exclusion": "负面清单",
    "hardship_exit": "退出",
    "hardship_file": "困难职工档案",
    "hardship_income": "收入",
    "hardship_means_check": "经济核对",
    "hardship_merger": "档案合并",
    "hardship_objection": "公示异议",
    "hardship_outlay": "刚性支出",
    "hardship_plan": "一户一策",
    "hardship_publicity": "公示",
    "hardship_recheck": "复核",
    "hardship_step": "办理步骤",
    "hardship_transfer": "移交",
    "hardship_visit": "入户核查",
    "household": "家庭",
    "household_member": "家庭成员",
    "import": "表格导入",
    "incident_report": "重大争议呈报",
    "mediator": "调解员",
    "number_block": "号段",
    "office": "单位",
    "office_version": "标准和文本",
    "opinion": "意见",
    "person": "人员",
    "print": "打印记录",
    "report_template": "报表样式",
    "same_as": "同一人认定",
    "subsidy_rate": "补贴标准",
    "supervision_letter": "监督文书",
    "threshold": "标准线",
    "volume": "卷宗",
    "volume_item": "卷内文件",
}
_OTHER: Final = "其他资料"
# The record that a caseworker opens for a row, in the order in which it is looked for.
ROOTS: Final = ("hardship_file", "dispute_case", "aid_case", "consultation", "employer", "person")
_DEEPEST: Final = 4
# What a link shows, where its table has another name.
_TARGETS: Final = {"member": "household_member", "provider": "aid_provider"}

Values = Mapping[str, Any]


def kind_title(table: str) -> str:
    return _KINDS.get(table, _OTHER)


def field_label(table: str, field: str) -> str:
    """Return the Chinese name of a field, the parts of a group joined; "" for one that nobody need see."""
    if field == DELETED:
        return "删除"
    if table not in LOGGED:
        return ""
    known = logged_table(LOGGED[table])
    words = (words_of(known.table, column) for column in known.fields.get(field, ()))
    return "、".join(word.label for word in words if word is not None)


def is_text(table: str, field: str) -> bool:
    """Tell whether a field is one column of free words."""
    if table not in LOGGED:
        return False
    known = logged_table(LOGGED[table])
    columns = known.fields.get(field, ())
    if len(columns) != 1:
        return False
    words = words_of(known.table, columns[0])
    is_plain = words is not None and not words.terms and words.shown in {"", "phone"}
    return is_plain and isinstance(known.table.columns[columns[0]].type, sa.String)


class Naming:
    """Finds what rows are called; rows that are only planned are asked first."""

    def __init__(self, session: Session, planned: Callable[[str, str], Values | None] | None = None) -> None:
        self._session = session
        self._planned = planned or (lambda _table, _uid: None)
        self._known: dict[tuple[str, str], Values] = {}
        self._offices: dict[str, str] = {}

    def office(self, code: str) -> str:
        """Return how an office is called: 下沙, not XS."""
        if not self._offices:
            self._offices = {one.code: one.short_name for one in offices_in(self._session).values()}
        return self._offices.get(code) or code

    def row(self, table: str, uid: str) -> Values:
        key = (table, uid)
        if key not in self._known:
            found = self._planned(table, uid)
            if found is None and table in LOGGED:
                columns = logged_table(LOGGED[table]).table
                rows = self._session.execute(sa.select(columns).where(columns.c.uid == uid)).mappings().all()
                found = dict(rows[0]) if rows else None
            self._known[key] = found or {}
        return self._known[key]

    def title(self, table: str, uid: str) -> str:
        """Return what a list shows of a row: number and name, or those of the record it belongs to."""
        row = self.row(table, uid)
        own = self._own_title(table, row)
        if own:
            return own
        root_table, root_uid = self.root(table, uid)
        if root_uid and (root_table, root_uid) != (table, uid):
            return self._own_title(root_table, self.row(root_table, root_uid))
        return ""

    def _own_title(self, table: str, row: Values) -> str:
        match table:
            case "hardship_file" | "aid_case":
                whose = row.get("owner_uid" if table == "hardship_file" else "person_uid")
                person = self.row("person", whose) if whose else {}
                return " ".join(filter(None, (row.get("number"), person.get("name"))))
            case "dispute_case":
                return " ".join(filter(None, (row.get("number"), row.get("matter"))))
            case "dispute_party":
                pointed = (("person", row.get("person_uid")), ("employer", row.get("employer_uid")))
                return next((self.row(kind, uid).get("name") or "" for kind, uid in pointed if uid), "")
            case "household_member":
                person = self.row("person", row["person_uid"]) if row.get("person_uid") else {}
                return person.get("name") or ""
            case "office":
                return row.get("short_name") or row.get("name") or ""
        for column in ("name", "title", "file_name"):
            if isinstance(row.get(column), str):
                return str(row[column])
        return ""

    def root(self, table: str, uid: str, depth: int = 0) -> tuple[str, str]:
        """Return the record that a caseworker opens for a row; empty where there is none."""
        if table in ROOTS:
            return table, uid
        row = self.row(table, uid)
        if row.get("subject") in ROOTS and row.get("subject_uid"):
            return str(row["subject"]), str(row["subject_uid"])
        if table == "household":
            return self._file_of(uid)
        if table in LOGGED and depth < _DEEPEST:
            targets = [one for one in pointers_of(table) if row.get(one.column)]
            order = (
                *("hardship_file", "hardship_publicity", "household", "household_member"),
                *(
                    "dispute_case",
                    "dispute_hearing",
                    "dispute_agreement",
                    "dispute_party",
                    "aid_case",
                    "person",
                ),
            )
            targets.sort(key=lambda one: order.index(one.target) if one.target in order else len(order))
            for pointer in targets:
                found = self.root(pointer.target, str(row[pointer.column]), depth + 1)
                if found[1]:
                    return found
        return "", ""

    def _file_of(self, household_uid: str) -> tuple[str, str]:
        if "hardship_file" not in LOGGED:
            return "", ""
        files = logged_table(LOGGED["hardship_file"]).table.c
        query = sa.select(files.uid).where(files.household_uid == household_uid).limit(1)
        uid = self._session.scalar(query)
        return ("hardship_file", str(uid)) if uid else ("", "")

    def value_shown(self, table: LoggedTable, field: str, value: Any) -> str:
        """Write the value of a field as a screen shows it; numbers of persons stay masked."""
        parts = []
        for column, held in table.columns(field, value).items():
            words = words_of(table.table, column)
            if words is None or held is None:
                continue
            if words.shown == "cause":
                parts.append(cause_shown(str(held)))
            elif words.shown in {"person", "employer", "member", "mediator", "provider"}:
                target = _TARGETS.get(words.shown, words.shown)
                parts.append(self.title(target, str(held)))
            elif words.shown == "office":
                parts.append(self.office(str(held)))
            else:
                parts.append(shown(words, column, held, {}))
        return " ".join(part for part in parts if part)
