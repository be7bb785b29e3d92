"""The peers of the record benchmark: prints the seconds that the work took, the best of three."""

import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson


def verify(lines: bytes) -> None:
    """The chain of a journal, the way a script would: parse, take the hash out, write canonically, compare."""
    previous = "0" * 64
    for line in lines.splitlines():
        entry = json.loads(line)
        stated = entry.pop("hash")
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert entry["previous"] == previous, entry["seq"]
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert stated == previous, entry["seq"]


WORK: dict[str, Callable[[bytes], object]] = {"parse-json": json.loads, "parse-orjson": orjson.loads, "verify": verify}

data = Path(sys.argv[2]).read_bytes()
times = []
for _ in range(1 if sys.argv[1] == "verify" else 3):
    start = time.perf_counter()
    WORK[sys.argv[1]](data)
    times.append(time.perf_counter() - start)
print(min(times))
