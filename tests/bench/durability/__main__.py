"""``python -m tests.bench.durability [--interviews 50] [--kills 6] [--seed 1]``: fails when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.durability.storm import storm

LIMIT_S = 290


async def _bounded(folder: Path, options: argparse.Namespace) -> int:
    async with asyncio.timeout(LIMIT_S):
        report = await storm(folder, options.interviews, seed=options.seed, kills=options.kills)
    print(report)
    print("turns: " + ", ".join(f"{kind} {count}" for kind, count in report.kinds.most_common()))
    for fault in report.faults[:40]:
        print(fault)
    return int(bool(report.faults))


def main() -> int:
    """Runs the storm in a folder of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--interviews", type=int, default=50)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server is ended on the way out
    with tempfile.TemporaryDirectory(prefix="vivavoce-", ignore_cleanup_errors=True) as folder:
        return asyncio.run(_bounded(Path(folder), options))


if __name__ == "__main__":
    sys.exit(main())
