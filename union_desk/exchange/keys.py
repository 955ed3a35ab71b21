"""The keys of a store: an Ed25519 pair signs its packages, an age pair opens those that are meant for it.

The private parts are kept inside the encrypted store alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.settings import read_setting, write_setting
from union_desk.core.errors import RuleBroken
from union_desk.store import recovery

_SETTING: Final = "exchange_keys"
_PERSON: Final = b"union-desk open"
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_IDENTITY: Final = "age-secret-key-"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What all offices know of a store: how its signature is checked, and how to lock for it."""

    sign: str  # 32 bytes in hex
    seal: str  # age1…


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What this store signs and opens with; `uid` is its row in the register."""

    uid: str
    sign: str
    seal: str

    @property
    def public(self) -> PublicKeys:
        import pyrage  # noqa: PLC0415 - slow to load

        identity = pyrage.x25519.Identity.from_str(self.seal)
        return PublicKeys(_signer(self.sign).public_key().public_bytes_raw().hex(), str(identity.to_public()))


def new_keys(uid: str) -> OwnKeys:
    import pyrage  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    sign = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return OwnKeys(uid, sign, str(pyrage.x25519.Identity.generate()))


def own_keys(session: Session) -> OwnKeys | None:
    """Return the keys of this store; None before it ever exchanged anything."""
    found = read_setting(session, _SETTING)
    return OwnKeys(found["uid"], found["sign"], found["seal"]) if found else None


def keep_keys(session: Session, keys: OwnKeys) -> None:
    write_setting(session, _SETTING, {"uid": keys.uid, "sign": keys.sign, "seal": keys.seal})


def new_opening_code() -> str:
    """Make a code to be read out or written down, which opens one package for a new store."""
    return recovery.new_key()


def opening_identity(code: str) -> str:
    """Return the age identity that an opening code stands for; RuleBroken names a mistyped group."""
    try:
        letters = recovery.read_key(code)
    except RuleBroken as broken:
        # It is written like a recovery key, and checked like one.
        raise RuleBroken(broken.message.replace("恢复密钥", "开通码"), field="code") from broken
    secret = blake2b(letters, digest_size=32, person=_PERSON).digest()
    return _bech32(_IDENTITY, secret).upper()


def lock(data: bytes, recipient: str) -> bytes:
    import pyrage  # noqa: PLC0415 - slow to load

    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def recipient_of(identity: str) -> str:
    import pyrage  # noqa: PLC0415 - slow to load

    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def unlock(data: bytes, identity: str) -> bytes | None:
    """Open what was locked for an identity; None for what was not."""
    import pyrage  # noqa: PLC0415 - slow to load

    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError:
        return None


def sign(data: bytes, key: str) -> bytes:
    return bytes(_signer(key).sign(data))


def is_signed(data: bytes, signature: bytes, key: str) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signer(key: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))


def _bech32(prefix: str, data: bytes) -> str:
    """Write bytes as age writes its keys (BIP 173, without its limit of length)."""
    bits = int.from_bytes(data, "big")
    spare = -len(data) * 8 % 5
    count = (len(data) * 8 + spare) // 5
    values = [(bits << spare) >> 5 * place & 31 for place in reversed(range(count))]
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    check = _polymod([*expanded, *values, *[0] * 6]) ^ 1
    values += [check >> 5 * place & 31 for place in reversed(range(6))]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> place & 1:
                check ^= generator
    return check
