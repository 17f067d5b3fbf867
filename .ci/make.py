"""The chores behind `make`, with nothing but the standard library: install, build, then hand over.

Each step is done only when what it depends on has changed, so a second run needs no network. Everything that can go
wrong for a person is said in one sentence.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)


def stop(sentence):
    sys.exit("Stopped: " + sentence)


def fingerprint(*paths):
    """One hash over files and folders, by name and content."""
    digest = hashlib.sha256()
    for path in paths:
        path = os.path.join(ROOT, path)
        files = [path]
        if os.path.isdir(path):
            files = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        for file in sorted(files):
            digest.update(os.path.relpath(file, ROOT).encode())
            with open(file, "rb") as content:
                digest.update(content.read())
    return digest.hexdigest()


def is_done(mark, wanted):
    try:
        with open(mark) as file:
            return file.read() == wanted
    except OSError:
        return False


def done(mark, wanted):
    with open(mark, "w") as file:
        file.write(wanted)


def check_python():
    if sys.version_info < OLDEST:
        stop(
            "this needs Python %d.%d or later, and python3 here is %d.%d. Try: make PYTHON=/path/to/newer/python3 %s"
            % (OLDEST + sys.version_info[:2] + (sys.argv[1],))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv")


def install(requirements):
    """Make .venv and install one requirements file into it, when that has not been done."""
    mark = os.path.join(VENV, "." + os.path.basename(requirements) + ".installed")
    wanted = fingerprint("requirements.txt", "requirements-lock.txt", requirements) + sys.version
    if is_done(mark, wanted):
        return
    if not os.path.exists(os.path.join(VENV, "bin", "pip")):
        print("Making .venv …", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
        if made.returncode:
            stop(
                "a virtual environment could not be made in .venv (%s)."
                % (made.stdout + made.stderr).strip().splitlines()[-1]
            )
    print("Installing %s …" % requirements, flush=True)
    log = os.path.join(VENV, "install.log")
    with open(log, "w") as output:
        code = subprocess.call(
            [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--retries",
                "2",
                "--timeout",
                "20",
                "-r",
                os.path.join(ROOT, requirements),
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if code:
        stop(
            "the packages in %s could not be installed. Is this machine connected? What pip said is in "
            ".venv/install.log." % requirements
        )
    done(mark, wanted)


def build_assets():
    mark = os.path.join(ROOT, "static", "vendor", ".built")
    wanted = fingerprint("static/css", "static/js", "static/img", "package-lock.json", ".ci/build_assets.py")
    if is_done(mark, wanted):
        return
    print("Building styles and scripts …", flush=True)
    code = subprocess.call([PYTHON, os.path.join(ROOT, ".ci", "build_assets.py")])
    if code:
        stop("styles and scripts could not be built. Is this machine connected?")
    done(mark, wanted)


def prepare(requirements="requirements.txt"):
    check_python()
    install(requirements)
    build_assets()


def hand_over(*command):
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, *command])


def run():
    prepare()
    hand_over("-m", "safeguarding.cli", "serve", *sys.argv[2:])


def test():
    prepare("requirements-dev.txt")
    hand_over(os.path.join(".ci", "check.py"))


def bench():
    prepare("requirements-dev.txt")
    hand_over("-m", "tests.bench")


def soak():
    prepare("requirements-dev.txt")
    hand_over("-m", "tests.soak")


def study():
    prepare("requirements-dev.txt")
    hand_over("-m", "tests.study")


CHORES = {"run": run, "install": prepare, "test": test, "bench": bench, "soak": soak, "study": study}

if __name__ == "__main__":
    try:
        CHORES[sys.argv[1]]()
    except KeyboardInterrupt:
        stop("interrupted.")
