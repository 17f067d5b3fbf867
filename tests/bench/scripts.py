"""Scripts for wrk: what a crowd of signed-in officers sends, one request after another."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

GET, POST = "GET", "POST"
REPORT = Path(__file__).with_name("report.lua")

# Each of wrk's threads walks through its own part of the requests.
WALK = """
local threads = 0
function setup(thread) thread:set("mine", threads); threads = threads + 1 end
local at, sent = nil, 0
function request()
  if at == nil then at = mine + 1 end
  local r = requests[at]
  at = at + 2
  if at > #requests then at = mine + 1 end
  sent = sent + 1
  local body = r[4]
  if r[5] then body = body .. "&event=" .. mine .. "-" .. sent .. "-" .. run end
  local headers = {["Cookie"] = r[3]}
  if r[1] == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  return wrk.format(r[1], r[2], headers, body)
end
"""


@dataclass(frozen=True)
class Request:
    """One request. `has_event`: a new event id is added each time it is sent."""

    method: str
    path: str
    cookie: str
    fields: dict[str, str] = field(default_factory=dict)
    has_event: bool = False


def script(path: Path, requests: list[Request]) -> Path:
    """Write a script that sends these requests in turn."""
    if len(requests) == 1:
        requests = requests * 2
    rows = ",\n".join(
        "{"
        + ", ".join(
            [*map(quoted, (one.method, one.path, one.cookie, urlencode(one.fields))), str(one.has_event).lower()]
        )
        + "}"
        for one in requests
    )
    # A run number of its own, so that no event id is one of an earlier run.
    path.write_text(f"requests = {{\n{rows}\n}}\nlocal run = os.time() .. os.clock()\n{WALK}\n{REPORT.read_text()}")
    return path


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
