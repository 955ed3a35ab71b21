"""更换恢复密钥: the same sheet as on the first day, but one may leave it: then the old key stays."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from union_desk.desk.recovery_key import RecoveryKey


class NewRecoveryKey(RecoveryKey):
    def reject(self) -> None:
        """Go away; nothing was changed yet."""
        QDialog.reject(self)
