"""`make bench`: every benchmark in turn, each printing ratios or figures measured in this one run."""

import subprocess
import sys

BENCHES = (
    ("answers: the whole bot beside a bare echo bot", ("tests.bench.answers", "--rounds", "3")),
    ("questions: understanding and answer", ("tests.bench.questions",)),
    ("broadcast: one announcement to 10,000 on a compressed limit", ("tests.bench.broadcast",)),
    ("reminders: from due to the outbox, and out", ("tests.bench.reminders",)),
)


def main() -> int:
    """Run all of them; the exit code is that of the worst."""
    worst = 0
    for title, command in BENCHES:
        print(f"== {title}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", *command], check=False).returncode)
    return worst


sys.exit(main())
