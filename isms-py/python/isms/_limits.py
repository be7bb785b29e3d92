"""How much of a hostile text is read."""

from __future__ import annotations

from dataclasses import dataclass

from . import _native

_BYTES, _TEXT_BYTES, _ENTITIES, _ENTRIES, _LINE_BYTES = _native.default_limits()


@dataclass(frozen=True)
class Limits:
    """What a record or a journal may hold at most; beyond it reading stops with an error of the code ``limit``."""

    bytes: int = _BYTES
    """Bytes of a record; 1 GiB by default."""
    text_bytes: int = _TEXT_BYTES
    """Bytes of one text in a record as written; 16 MiB by default."""
    entities: int = _ENTITIES
    """Entities of a record, of all kinds together; 10 million by default."""
    journal_entries: int = _ENTRIES
    """Entries of a journal, read or appended; 10 million by default."""
    journal_line_bytes: int = _LINE_BYTES
    """Bytes of one line of a journal, read or appended; 256 MiB by default."""

    def _of_record(self) -> tuple[int, int, int]:
        return self.bytes, self.text_bytes, self.entities

    def _of_journal(self) -> tuple[int, int]:
        return self.journal_entries, self.journal_line_bytes
