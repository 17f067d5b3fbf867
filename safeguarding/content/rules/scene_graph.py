"""Whether every scene can be reached and every path ends.

An officer keeps one choice for each scene, so a path may not come back to a scene it has passed: it would never end.
"""

from collections.abc import Collection, Mapping, Sequence


def reachable_from(first: str, leads_to: Mapping[str, Collection[str]]) -> set[str]:
    """Every scene and ending a path from the first scene can come to, the first included."""
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting.extend(leads_to.get(code, ()))
    return seen


def cannot_finish(leads_to: Mapping[str, Collection[str]], endings: Collection[str]) -> set[str]:
    """The scenes from which no ending can be reached."""
    came_from: dict[str, set[str]] = {}
    for scene, targets in leads_to.items():
        for target in targets:
            came_from.setdefault(target, set()).add(scene)
    finishing: set[str] = set()
    waiting = list(endings)
    while waiting:
        for scene in came_from.get(waiting.pop(), set()) - finishing:
            finishing.add(scene)
            waiting.append(scene)
    return set(leads_to) - finishing


def rings(leads_to: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The ways round that come back to where they began, one for each choice that closes one: scenes in order."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in leads_to:
        if start in done:
            continue
        path = [start]
        ahead = [iter(leads_to[start])]
        while path:
            target = next(ahead[-1], None)
            if target is None:
                done.add(path.pop())
                ahead.pop()
            elif target in path:
                found.append(path[path.index(target) :])
            elif target in leads_to and target not in done:
                path.append(target)
                ahead.append(iter(leads_to[target]))
    return found
