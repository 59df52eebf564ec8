"""A still picture of a map as SVG: what a notebook shows where it may not run scripts."""

from collections.abc import Iterator
from html import escape
from typing import Any, Final

WIDTH: Final = 1200
HEIGHT: Final = 640
MOST: Final = 3000
"""More people or ties than this make the picture heavy and no clearer."""
NAMED: Final = 24
LETTERS: Final = 34
SIZE: Final = 12

#: The same colours as the page's light theme (palette.js).
COLOURS: Final = (
    "#3f75aa", "#c66170", "#52b39f", "#c9a227", "#882255", "#007731",
    "#63a7d5", "#b43e80", "#8a8a2a", "#332288", "#e07b39", "#6d7f8c",
)  # fmt: skip
GREY: Final = "#9b9d9f"
PATH: Final = "#c8371d"


def svg(summary: dict[str, Any]) -> str:
    """Draw the people, their ties, the first introduction path, names where they have room."""
    people, ties = summary["people"], summary["ties"]
    at = _fitted(people["x"], people["y"])
    degree = [0] * len(at)
    for end in (*ties["a"], *ties["b"]):
        degree[end] += 1
    ranked = sorted(range(len(at)), key=lambda i: (-degree[i], i))
    best = max(degree, default=0) or 1
    coin = min(1.0, (200 / max(len(at), 1)) ** 0.4)
    kept = sorted(range(len(ties["a"])), key=lambda i: (-ties["strength"][i], i))[:MOST]
    lines = "".join(
        f'<path d="M{a[0]} {a[1]}L{b[0]} {b[1]}"/>'
        for a, b in ((at[ties["a"][i]], at[ties["b"][i]]) for i in kept)
    )
    path = summary["paths"][0]["people"] if summary["paths"] else []
    way = " ".join(f"{at[i][0]},{at[i][1]}" for i in path)
    radius = [coin * (2.5 + 5.5 * (ends / best) ** 0.5) for ends in degree]
    dots = "".join(
        f'<circle cx="{at[i][0]}" cy="{at[i][1]}" r="{radius[i]:.1f}" '
        f'fill="{colour(people["cluster"][i])}"/>'
        for i in reversed(ranked[:MOST])
    )
    names = "".join(_names(summary, at, path, ranked))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf7"/>'
        f'<g stroke="#6a7078" stroke-opacity=".25" stroke-width=".7">{lines}</g>'
        f'<polyline points="{way}" fill="none" stroke="{PATH}" stroke-width="4"/>{dots}'
        f'<g font-family="system-ui,sans-serif" font-size="{SIZE}" fill="#22262c" '
        f'stroke="#fbfaf7" stroke-width="2.5" paint-order="stroke">{names}</g>'
        f'<text x="20" y="32" font-family="system-ui,sans-serif" font-size="19" '
        f'font-weight="650" fill="#22262c">{escape(summary["title"])}</text></svg>'
    )


def _fitted(xs: list[float], ys: list[float]) -> list[tuple[float, float]]:
    """Positions in the picture, all of it used, nothing stretched."""
    if not xs:
        return []
    x0, y0 = min(xs), min(ys)
    wide, high = max(xs) - x0, max(ys) - y0
    scale = min((WIDTH - 160) / (wide or 1), (HEIGHT - 110) / (high or 1), 3.0)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT + 30 - high * scale) / 2
    return [
        (round((x - x0) * scale + left, 1), round((y - y0) * scale + top, 1))
        for x, y in zip(xs, ys, strict=True)
    ]


def colour(group: int) -> str:
    """Colour of a cluster; grey for those in none."""
    return COLOURS[group % len(COLOURS)] if group >= 0 else GREY


def _names(
    summary: dict[str, Any], at: list[tuple[float, float]], path: list[int], ranked: list[int]
) -> Iterator[str]:
    """Names of the path and the clusters, or of the best connected: each where none lies yet."""
    people, taken = summary["people"], list[tuple[float, float, float]]()
    members: dict[int, list[int]] = {}
    for i, group in enumerate(people["cluster"]):
        members.setdefault(group, []).append(i)
    wishes = [(*at[i], people["name"][i], "600") for i in path]
    for group, cluster in enumerate(summary["clusters"]):
        xs, ys = map(sorted, zip(*(at[i] for i in members[group]), strict=True))
        wishes.append((xs[len(xs) // 2] - 40, ys[len(ys) // 20] - 16, cluster["name"], "650"))
    if not summary["clusters"]:
        wishes += [(*at[i], people["name"][i], "400") for i in ranked[:NAMED] if i not in path]
    for x, y, name, weight in wishes:
        text = name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
        right = x + 0.6 * SIZE * len(text)
        if all(right < a or x > b or abs(y - c) > 1.3 * SIZE for a, b, c in taken):
            taken.append((x, right, y))
            place = f'x="{x + 8:.1f}" y="{y + 4:.1f}" font-weight="{weight}"'
            yield f"<text {place}>{escape(text)}</text>"
