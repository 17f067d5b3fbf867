"""A headless Chromium: the one named by CHROMIUM, the machine's, or the one that npm brought along."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / ".tools" / "chromium"
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]

# A machine without any font stops Chromium at its first page; the package brings one along.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

UNPACK = """
const fs = require('fs'), zlib = require('zlib');
const [from, to] = process.argv.slice(1);
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)));
"""


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Test processes start together; only one of them unpacks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def find_chromium() -> tuple[str, dict[str, str]]:
    """The program to start, and the environment it needs beyond ours. Raises FileNotFoundError when there is none."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found, {}
    if not PACKED.exists():
        raise FileNotFoundError("No Chromium: none on this machine, and node_modules has none (run make test)")
    with one_at_a_time(TOOLS.with_suffix(".lock")):
        program = TOOLS / "chromium"
        if not program.exists():
            unpack(TOOLS)
    return str(program), {
        "LD_LIBRARY_PATH": str(TOOLS / "al2023" / "lib"),
        "FONTCONFIG_FILE": str(TOOLS / "fonts.conf"),
    }


def find_node() -> list[str]:
    """A node that Playwright and html-validate can use: the machine's, or the one from the wheel."""
    sys.path.insert(0, str(ROOT / ".ci"))
    from node import FOR_HTML_VALIDATE
    from node import find_node as find_node_and_npm

    return find_node_and_npm(FOR_HTML_VALIDATE)[0]


def unpack(folder: Path) -> None:
    """Unpack the Chromium of @sparticuz/chromium and the libraries it needs, with node's own brotli."""
    node = find_node()
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for packed in ["chromium", "al2023.tar", "swiftshader.tar", "fonts.tar"]:
        subprocess.run([*node, "-e", UNPACK, str(PACKED / f"{packed}.br"), str(fresh / packed)], check=True)
    for archive in ["al2023", "swiftshader", "fonts"]:
        into = fresh / archive if archive == "al2023" else fresh
        into.mkdir(exist_ok=True)
        shutil.unpack_archive(fresh / f"{archive}.tar", into)
        (fresh / f"{archive}.tar").unlink()
    (fresh / "fonts.conf").write_text(FONTS.format(fonts=folder / "fonts", cache=folder / "fonts-cache"))
    (fresh / "chromium").chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
