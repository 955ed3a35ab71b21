"""Links that are looked up."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_aid_grant_reverses_uid"), "aid_grant", ["reverses_uid"], unique=False)
    op.create_index(op.f("ix_hardship_asset_member_uid"), "hardship_asset", ["member_uid"], unique=False)
    op.create_index(op.f("ix_hardship_income_member_uid"), "hardship_income", ["member_uid"], unique=False)
    op.create_index(op.f("ix_hardship_outlay_member_uid"), "hardship_outlay", ["member_uid"], unique=False)
    op.create_index(
        op.f("ix_hardship_step_takes_back_uid"), "hardship_step", ["takes_back_uid"], unique=False
    )
