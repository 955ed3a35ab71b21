"""What a PostgreSQL server refuses, as a sentence that says what to do."""

from __future__ import annotations

from typing import Any, Final

from union_desk.core.errors import StoreProblem

_NOT_SAVED: Final = "请检查网线和网络，稍后再保存一次。已经填写的内容还在屏幕上。"
_KEEPER: Final = "请联系服务器管理员。"
_LOST: Final = ("与服务器的连接断了，这次没有保存。", _NOT_SAVED)
_AWAY: Final = ("连不上服务器。", "请检查网线和网络；别的电脑也连不上的，请联系服务器管理员。")
_LOGIN: Final = ("服务器不接受这个用户名或密码。", "请核对用户名和密码，再试一次。")
# By SQLSTATE, or by the class that its first two characters are.
_BY_STATE: Final = {
    "08": _LOST,
    "57P": _LOST,
    "25P03": ("保存中间停得太久，服务器已放弃，这次没有保存。", "请再保存一次。"),
    "28": _LOGIN,
    "3D000": ("服务器上没有这个数据库。", "请核对服务器地址里的数据库名。"),
    "40": ("与另一台电脑的保存撞在一起，这次没有保存。", "请再保存一次。"),
    "42501": ("服务器不许这个用户读写数据。", _KEEPER),
    "25006": ("服务器现在只能读，这次没有保存。", _KEEPER),
    "53100": ("服务器的磁盘已满，这次没有保存。", "请联系服务器管理员腾出空间。已经保存过的内容没有丢失。"),
    "53300": ("服务器上的连接已满。", "请关闭不用的窗口，稍后再试；一直这样的，请联系服务器管理员。"),
    "53": ("服务器太忙，这次没有保存。", "请稍后再保存一次；一直这样的，请联系服务器管理员。"),
    "55P03": ("另一台电脑正在保存，等了太久，这次没有保存。", "请稍后再保存一次。"),
    "58": ("服务器读写磁盘时出错，这次没有保存。", _KEEPER),
    "XX": ("服务器上的数据已损坏，不能读取。", "请不要继续录入，立即联系服务器管理员从备份恢复。"),
}
# While a connection is made, the server's state does not reach us: only what it says.
_BY_WORDS: Final = (
    ("password authentication failed", _LOGIN),
    ("no password supplied", _LOGIN),
    ('role "', _LOGIN),
    ("no pg_hba.conf entry", ("服务器不让这台电脑连接。", _KEEPER)),
    ("does not exist", _BY_STATE["3D000"]),
    ("too many c", _BY_STATE["53300"]),
    ("remaining connection slots", _BY_STATE["53300"]),
    ("does not support SSL", ("服务器没有开加密连接，没有连上。", "请联系服务器管理员打开 TLS。")),
    ("channel binding", ("服务器没有证明自己的身份，没有连上。", _KEEPER)),
    ("certificate", ("服务器的证书不对，没有连上。", f"它可能不是要连的服务器。{_KEEPER}")),
)


def server_problem(error: Any) -> StoreProblem | None:
    """Return the sentence for an error of the driver, or None if it is a bug of ours."""
    state = getattr(error, "sqlstate", None) or ""
    for length in (5, 3, 2):
        if found := _BY_STATE.get(state[:length]):
            return _told(found)
    if state or type(error).__name__ != "OperationalError":
        return None
    text = str(error)
    if getattr(error, "pgconn", None) is None and "resolve host" not in text:
        return _told(_LOST)
    return _told(next((found for words, found in _BY_WORDS if words in text), _AWAY))


def _told(found: tuple[str, str]) -> StoreProblem:
    return StoreProblem(found[0], advice=found[1])
