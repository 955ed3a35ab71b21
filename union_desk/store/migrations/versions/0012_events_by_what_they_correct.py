"""Events by what they correct."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_event_corrects_uid"), "event", ["corrects_uid"], unique=False)
