"""Accounts of several users."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("must_change", sa.Boolean(), nullable=True))
    op.add_column("account", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True))
