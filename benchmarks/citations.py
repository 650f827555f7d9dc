"""Row 15: how fast citations are found in legal prose, the lessons of the starter curriculum, in MB/s of UTF-8 and processor time."""

import time
from pathlib import Path
from statistics import median
from typing import Any

MUST, AIM = 0.3, 1.0
CONTENT = Path(__file__).resolve().parent.parent / "curriculum" / "content"


def row(rounds: int) -> dict[str, Any]:
    """The median of the rounds after one that is thrown away; here more is better."""
    from curriculum.citations import extract_citations

    text = "\n".join(path.read_text() for path in sorted(CONTENT.rglob("*.md")))
    size = len(text.encode()) / 1e6
    speeds = sorted([size / _seconds(lambda: extract_citations(text)) for _ in range(rounds + 1)][1:])
    typical = median(speeds)
    return {
        "row": 15, "task": "citations in prose", "floor": "MB/s", "ratio": round(typical, 2), "must": MUST, "aim": AIM,
        "spread": [round(speeds[0], 2), round(speeds[-1], 2)], "sql": 0, "sql_must": None, "kb": round(1000 * size), "kb_must": None,
        "must_met": typical >= MUST, "aim_met": typical >= AIM,
    }  # fmt: skip


def _seconds(act: Any) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun
