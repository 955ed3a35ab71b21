"""Who may do what: roles of a person at the desk, the rights they carry, and the actor of an act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from union_desk.core.errors import RuleBroken


class Role(StrEnum):
    READ = "read"
    ENTER = "enter"
    HANDLE = "handle"
    REVIEW = "review"
    ADMINISTER = "administer"


class Right(StrEnum):
    VIEW = "view"
    PRINT = "print"
    NOTE = "note"
    EDIT = "edit"
    REVEAL = "reveal"
    DECIDE = "decide"
    UNDO = "undo"
    EXPORT = "export"
    REVIEW = "review"
    CONFIGURE = "configure"
    KEEP_STORE = "keep_store"
    ACCOUNTS = "accounts"


ROLE_LABELS: Final[Mapping[Role, str]] = {
    Role.READ: "只读",
    Role.ENTER: "录入",
    Role.HANDLE: "经办",
    Role.REVIEW: "审核",
    Role.ADMINISTER: "管理",
}
ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.READ: "查找和查看，不能改动。",
    Role.ENTER: "录入、修改、记事、打印；不显示完整证件号，不认定类别。",
    Role.HANDLE: "录入的全部，加上显示敏感信息、认定和办理、导出。",
    Role.REVIEW: "查看、记事、显示敏感信息、审核；不改资料。",
    Role.ADMINISTER: "管理用户、设置、备份和恢复；不录入、不办理。",
}
RIGHT_LABELS: Final[Mapping[Right, str]] = {
    Right.VIEW: "查看",
    Right.PRINT: "打印",
    Right.NOTE: "记录",
    Right.EDIT: "录入和修改",
    Right.REVEAL: "显示敏感信息",
    Right.DECIDE: "认定和办理",
    Right.UNDO: "撤销",
    Right.EXPORT: "导出",
    Right.REVIEW: "审核",
    Right.CONFIGURE: "设置",
    Right.KEEP_STORE: "备份和恢复",
    Right.ACCOUNTS: "管理用户",
}

_READ: Final = frozenset({Right.VIEW})
_ENTER: Final = _READ | {Right.PRINT, Right.NOTE, Right.EDIT, Right.UNDO}
_HANDLE: Final = _ENTER | {Right.REVEAL, Right.DECIDE, Right.EXPORT}
_REVIEW: Final = _READ | {Right.PRINT, Right.NOTE, Right.REVEAL, Right.EXPORT, Right.REVIEW}
# Separation of duties: who keeps the store and its users does not thereby decide files.
_ADMINISTER: Final = _READ | {Right.PRINT, Right.CONFIGURE, Right.KEEP_STORE, Right.ACCOUNTS}

RIGHTS_OF: Final[Mapping[Role, frozenset[Right]]] = {
    Role.READ: _READ,
    Role.ENTER: _ENTER,
    Role.HANDLE: _HANDLE,
    Role.REVIEW: _REVIEW,
    Role.ADMINISTER: _ADMINISTER,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user of an office (`BY`), whose rows go to the office's audience."""

    user: str
    office: str
    audience: str
    roles: frozenset[Role]

    def may(self, right: Right) -> bool:
        return any(right in RIGHTS_OF[role] for role in self.roles)


def lacking(actor: Actor, right: Right) -> str:
    """Say what an actor lacks for an act and who has it, as the tip of what is grey; "" when he may."""
    if actor.may(right):
        return ""
    holders = "、".join(ROLE_LABELS[role] for role, rights in RIGHTS_OF.items() if right in rights)
    return f"您没有“{RIGHT_LABELS[right]}”的权限，请由有“{holders}”角色的同事办理。"


def require(actor: Actor, right: Right) -> None:
    """Refuse an act that none of the actor's roles carries."""
    if reason := lacking(actor, right):
        raise RuleBroken(reason)
