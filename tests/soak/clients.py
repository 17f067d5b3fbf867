"""Officers at their browsers, who repeat whatever was not answered, with the same event id, until it is."""

import http.client
import random
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from safeguarding.content.formats.scenario import Scenario
from tests.bench.loading import SignedInClient


@dataclass
class Memory:
    """What the server acknowledged to one officer."""

    looks: dict[tuple[str, str], str] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    has_finished: bool = False
    acknowledged: int = 0
    repeated: int = 0


class Refused(Exception):
    """The server answered, but not as it should."""


class Client(threading.Thread):
    """One browser at a time: does the scenario for one officer after another until told to stop."""

    in_flight = 0
    counting = threading.Lock()

    def __init__(
        self, port: int, officers: list[tuple[SignedInClient, str]], scenario: Scenario, address: str, seed: int
    ) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.officers = officers
        self.scenario = scenario
        self.address = address
        self.chance = random.Random(seed)
        self.memories: dict[int, Memory] = {}
        self.slowest = 0.0
        self.fault: BaseException | None = None
        self.stopping = threading.Event()
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            for number, (officer, attempt) in enumerate(self.officers):
                self.do_the_scenario(officer, attempt, finishes=number % 2 == 0)
                if self.stopping.is_set():
                    return
        except BaseException as fault:
            self.fault = fault
            raise

    def do_the_scenario(self, officer: SignedInClient, attempt: str, *, finishes: bool) -> None:
        """Look at things, take a way through, and reach an ending; every other officer stops before the ending."""
        memory = self.memories.setdefault(officer.officer_id, Memory())
        scene = self.scenario.scene(self.scenario.first)
        while True:
            for _ in range(6 if scene.objects else 0):
                thing = self.chance.choice(scene.objects).code
                state = self.chance.choice(["marked", "left"])
                self.post(officer, memory, "look", attempt=attempt, scene=scene.code, object=thing, state=state)
                memory.looks[scene.code, thing] = state
            choice = self.chance.choice(scene.choices)
            is_ending = choice.goes_to in {ending.code for ending in self.scenario.endings}
            if is_ending and not finishes:
                return
            self.post(officer, memory, "choose", attempt=attempt, scene=scene.code, choice=choice.code)
            if is_ending:
                memory.has_finished = True
                return
            scene = self.scenario.scene(choice.goes_to)

    def post(self, officer: SignedInClient, memory: Memory, what: str, **fields: str) -> None:
        """Send one event until it is acknowledged."""
        event = secrets.token_urlsafe(12)
        body = urlencode({**fields, "event": event, "csrf_token": officer.csrf})
        headers = {"Cookie": officer.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        while True:
            began = time.monotonic()
            try:
                with self.counting:
                    Client.in_flight += 1
                try:
                    answer = self.ask(f"{self.address}/{what}", body, headers)
                finally:
                    with self.counting:
                        Client.in_flight -= 1
            except (OSError, http.client.HTTPException):
                memory.repeated += 1
                self._connection = None
                time.sleep(0.05)
                continue
            self.slowest = max(self.slowest, time.monotonic() - began)
            if answer != 303:
                raise Refused(f"{what} was answered {answer}")
            # The app tells apart what one page's event was about.
            memory.events.add(
                ".".join([*(fields[name] for name in ("object", "state", "choice") if name in fields), event])
            )
            memory.acknowledged += 1
            return

    def ask(self, path: str, body: str, headers: dict[str, str]) -> int:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status
