"""Build what browsers load into static/vendor: styles from Sass, scripts, type and drawings, each under a name
that carries the hash of its bytes, so that browsers may keep it for a year. The manifest maps plain names to them."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from node import ROOT, find_node

STATIC = ROOT / "static"
BUILT = STATIC / "vendor"
MODULES = ROOT / "node_modules"
FONTS = [
    MODULES / "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
    MODULES / "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
]


def install(npm: list[str], node: list[str]) -> None:
    """`npm ci`, only when package-lock.json is not what was last installed."""
    mark, lock = MODULES / ".installed", (ROOT / "package-lock.json").read_bytes()
    wanted = hashlib.sha256(lock).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    path = os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])
    subprocess.run([*npm, "ci", "--loglevel=error"], cwd=ROOT, check=True, env={**os.environ, "PATH": path})
    mark.write_text(wanted)


def hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"


def build() -> None:
    node, npm = find_node()
    install(npm, node)

    fresh = BUILT.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    manifest: dict[str, str] = {}

    def keep(name: str, content: bytes) -> None:
        manifest[name] = hashed(name, content)
        (fresh / manifest[name]).write_bytes(content)

    for font in FONTS:
        keep(font.name, font.read_bytes())
    for source in sorted([*(STATIC / "js").glob("*.js"), *(STATIC / "img").glob("*.*")]):
        keep(source.name, source.read_bytes())
    css = subprocess.run(
        [
            *node,
            str(MODULES / "sass/sass.js"),
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            f"--load-path={STATIC / 'css'}",
            f"--load-path={MODULES}",
            str(STATIC / "css/app.scss"),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    # Sass knows files by their plain names; the page needs the hashed ones.
    for name in list(manifest):
        css = css.replace(f"url(fonts/{name})", f"url({manifest[name]})")
        css = css.replace(f'url("fonts/{name}")', f"url({manifest[name]})")
    keep("app.css", css.encode())
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))

    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


if __name__ == "__main__":
    try:
        build()
    except subprocess.CalledProcessError as error:
        print(error.stderr or "", file=sys.stderr)
        sys.exit(f"Building styles and scripts stopped at: {' '.join(map(str, error.cmd))[:200]}")
