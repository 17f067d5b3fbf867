"""`make test`: every check in turn. All run, whatever the earlier ones said; any red one makes the whole red."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"

CHECKS = {
    "ruff": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "pytest": [BIN / "python", "-m", "pytest", "-n", "2"],
}


def main() -> None:
    red = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        print(f"── {name}", flush=True)
        if subprocess.run([str(part) for part in command], cwd=ROOT).returncode:
            red.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    if red:
        sys.exit(f"Not green: {', '.join(red)}")


if __name__ == "__main__":
    main()
