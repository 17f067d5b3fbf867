"""Starting a server as the product starts its own, and reading what it costs."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

THE_PRODUCT = "wsgi:app"
# The one that listens, and two that answer.
ITS_PROCESSES = 3
ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A gunicorn of two workers with four threads each, and the database processes whose work is its work."""

    port: int
    process: subprocess.Popen[bytes]
    database_processes: list[psutil.Process]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def processes(self) -> list[psutil.Process]:
        mine = psutil.Process(self.process.pid)
        return [mine, *mine.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time so far of all server processes, the database's included."""
        total = 0.0
        everyone = self.processes()
        for process in self.database_processes:
            everyone += [process, *process.children()]
        for process in everyone:
            try:
                total += with_ended_children(process)
            except psutil.NoSuchProcess:
                continue
        return total

    def memory_mb(self) -> float:
        """Proportional set size of all server processes, in MB: shared pages counted once."""
        return sum(process.memory_full_info().pss for process in self.processes()) / 1e6


def with_ended_children(process: psutil.Process) -> float:
    """Processor seconds of a process and of those it began that have ended, as a database's do with its connections."""
    return float(sum(process.cpu_times()[:4]))


@contextmanager
def served(
    app: str,
    *,
    environment: dict[str, str],
    until: str,
    database_processes: list[psutil.Process],
    log_level: str = "warning",
) -> Iterator[Server]:
    """Serve the product by its own command, or a floor (`module:app`) with the same settings, until the block ends."""
    port = free_port()
    ours = [*("-m", "safeguarding.cli", "serve", "--port", str(port))]
    floors = [
        *("-m", "gunicorn", app, "--preload", "--no-control-socket", "--log-level", log_level),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"),
        *("--worker-tmp-dir", "/dev/shm"),
    ]
    process = subprocess.Popen(
        [sys.executable, *(ours if app == THE_PRODUCT else floors)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if log_level == "critical" else sys.stderr,
    )
    server = Server(port, process, database_processes)
    try:
        wait_for(server.address + until, process)
        while len(server.processes()) < ITS_PROCESSES:
            time.sleep(0.02)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes], *, seconds: float = 60) -> float:
    """Seconds until the address first answers."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if process.poll() is not None:
            raise SystemExit(f"The server stopped by itself before {address} answered")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"{address} did not answer within {seconds} seconds")


@dataclass(frozen=True)
class Run:
    """One run of load. Times in milliseconds."""

    requests_per_second: float
    cpu_ms: float
    p50: float
    p99: float
    worst: float
    requests: int
    wrong: int


def where_wrk_is() -> str:
    """The program the load comes from; without it there is nothing to report."""
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit(
            "No figures: wrk is not on this machine (Debian: apt install wrk); a slower client changes them."
        )
    return program


def wrk(server: Server, path: str, *, script: Path | None = None, clients: int = 8, seconds: int = 3) -> Run:
    """Load from wrk; `wrong` counts answers that are not 2xx or 3xx, and socket errors."""
    report = Path(__file__).with_name("report.lua")
    before = server.cpu_seconds()
    answer = subprocess.run(
        [
            *(where_wrk_is(), "-t2", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s"),
            *("-s", str(script or report), server.address + path),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    spent = server.cpu_seconds() - before
    found = re.search(
        r"^FIGURES requests=(\d+) seconds=([\d.]+) p50=([\d.]+) p99=([\d.]+) max=([\d.]+) wrong=(\d+)$", answer, re.M
    )
    if found is None:
        raise SystemExit(f"wrk did not report as expected:\n{answer}")
    requests, took, p50, p99, worst, wrong = (float(part) for part in found.groups())
    return Run(requests / took, 1000 * spent / max(requests, 1), p50, p99, worst, int(requests), int(wrong))


@dataclass(frozen=True)
class Spread:
    """Median with least and most over the repeats."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        digits = 0 if self.median >= 100 else 1 if self.median >= 10 else 2
        return f"{self.median:,.{digits}f} ({self.least:,.{digits}f}–{self.most:,.{digits}f})"


def spread(values: list[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))
