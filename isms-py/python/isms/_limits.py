"""How much of a hostile text is read."""

from __future__ import annotations

from dataclasses import dataclass

from . import _native

_BYTES, _TEXT_BYTES, _ENTITIES = _native.default_limits()


@dataclass(frozen=True)
class Limits:
    """What a record may hold at most; beyond it reading stops with an error of the code ``limit``."""

    bytes: int = _BYTES
    """Bytes of the whole document; 1 GiB by default."""
    text_bytes: int = _TEXT_BYTES
    """Bytes of one text as written; 16 MiB by default."""
    entities: int = _ENTITIES
    """Entities of all kinds together; 10 million by default."""
