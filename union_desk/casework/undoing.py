"""撤销 by right: one's own works, or any for those who decide."""

from __future__ import annotations

import sqlalchemy as sa

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.store.database import Database
from union_desk.store.tables import change_set
from union_desk.store.undo import undo


def take_back(database: Database, actor: Actor, work_uid: str) -> str:
    """Take a work back and return the new one; RuleBroken when something was built on it."""
    require(actor, Right.UNDO)
    with database.read() as session:
        by = session.scalar(sa.select(change_set.c.user).where(change_set.c.work_uid == work_uid).limit(1))
    if by is not None and by != actor.user and not actor.may(Right.DECIDE):
        raise RuleBroken(f"这一步是{by}做的，请由本人或有“经办”角色的同事撤销。")
    return undo(database, work_uid, actor)
