"""Prints the structure of the source as a table: rooms, floors, arrows, arrows back, circles.

A room is a module or package directly within a place; an arrow leads from a room to another that it
imports from; floors are counted along the longest chain of arrows. Arrows back are those that must
go before no circle is left, as grimp nominates them.

    python docs/structure.py              # the table of CONTRIBUTING.md
    python docs/structure.py bot.discord  # this place, with its arrows
"""

import sys
from collections import defaultdict
from graphlib import TopologicalSorter

import grimp

PLACES = ("bot", "bot.discord", "index", "corpus")
ROOTS = ("bot", "index", "corpus")

Arrow = tuple[str, str]


def main() -> None:
    """Print the table, or that of the places which are named, with their rooms and arrows."""
    graph = grimp.build_graph(*ROOTS)
    places = sys.argv[1:]
    lines = ["| Place | Rooms | Floors | Arrows | Arrows back | Rooms in circles |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [_row(graph, place) for place in places or PLACES]
    for place in places:
        lines += _sheet(graph, place)
    sys.stdout.write("\n".join(lines) + "\n")


def _row(graph: grimp.ImportGraph, place: str) -> str:
    arrows, back = arrows_of(graph, place), arrows_back(graph, place)
    rooms, high = len(graph.find_children(place)), len(floors(arrows - back))
    figures = (rooms, high, len(arrows), len(back), len(in_circles(arrows)))
    return f"| `{place}` | {' | '.join(map(str, figures))} |"


def _sheet(graph: grimp.ImportGraph, place: str) -> list[str]:
    """Return a line for each room, from the top floor down, with the rooms it imports from."""
    arrows, back = arrows_of(graph, place), arrows_back(graph, place)
    lines = []
    for number, floor in reversed([*enumerate(floors(arrows - back), 1)]):
        for room in sorted(floor):
            below = sorted(target for source, target in arrows if source == room)
            lines.append(f"{place} floor {number}: {room} -> {', '.join(below) or '-'}")
    return lines


def arrows_of(graph: grimp.ImportGraph, place: str) -> set[Arrow]:
    """Return each pair of rooms of a place of which the first imports from the second."""
    return {
        (source, target)
        for module in graph.modules
        if (source := _room(module, place))
        for imported in graph.find_modules_directly_imported_by(module)
        if (target := _room(imported, place)) and target != source
    }


def arrows_back(graph: grimp.ImportGraph, place: str) -> set[Arrow]:
    """Return the arrows that must go before no circle is left among the rooms of a place."""
    return {
        (source, target)
        for importer, imported in graph.nominate_cycle_breakers(place)
        if (source := _room(importer, place)) and (target := _room(imported, place))
    }


def floors(arrows: set[Arrow]) -> list[set[str]]:
    """Return the rooms of each floor, from the lowest up; the arrows must form no circle."""
    below: dict[str, set[str]] = defaultdict(set)
    for source, target in arrows:
        below[source].add(target)
    height: dict[str, int] = {}
    for room in TopologicalSorter(below).static_order():
        height[room] = max((height[target] + 1 for target in below.get(room, ())), default=0)
    return [
        {room for room, at in height.items() if at == floor}
        for floor in range(max(height.values(), default=-1) + 1)
    ]


def in_circles(arrows: set[Arrow]) -> set[str]:
    """Return the rooms from which a chain of arrows leads back to themselves."""
    reached: dict[str, set[str]] = defaultdict(set)
    for source, target in arrows:
        reached[source].add(target)
    for through in list(reached):
        for room in list(reached):
            if through in reached[room]:
                reached[room] |= reached[through]
    return {room for room, others in reached.items() if room in others}


def _room(module: str, place: str) -> str | None:
    if not module.startswith(f"{place}."):
        return None
    return module.removeprefix(f"{place}.").split(".")[0]


if __name__ == "__main__":
    main()
