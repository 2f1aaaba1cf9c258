"""Join codes: Crockford's base32 (crockford.com/base32.html), read kindly, kept only as digests."""

import hmac
import re
import secrets
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KIND = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_CODE = re.compile(r"[0-9A-Z]{8,40}")


def new(bits: int = 128) -> str:
    """A fresh random code; 128 bits are 26 characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(-(-bits // 5)))


def clean(text: str) -> str:
    """A code as it was meant: case, hyphens and spaces do not count, O is 0, I and L are 1; at most 40 characters."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:40].translate(_KIND)


def looks_like(code: str) -> bool:
    """Whether a cleaned text can be a code at all."""
    return _CODE.fullmatch(code) is not None and any(one.isdecimal() for one in code)


def digest(code: str) -> str:
    """What is kept of a code."""
    return sha256(clean(code).encode()).hexdigest()


def same(kept: str | None, code: str) -> bool:
    """Compare with an event's own code in constant time."""
    return bool(kept) and hmac.compare_digest(clean(kept or ""), clean(code))
