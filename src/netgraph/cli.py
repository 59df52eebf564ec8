"""The command line: `netgraph demo`, `read`, `build`, `introduce`, `brokers`, `map` and so on.

Every command prints an answer for a person; ``--json`` prints the same for a machine. Exit code
0: answered. 1: could not be answered (no such person, nothing readable). 2: wrong use. 130:
stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

import netgraph as ng
from netgraph.decisions import FILE
from netgraph.edge_lists import read_edges
from netgraph.errors import AmbiguousPersonError, NetgraphError
from netgraph.graph import Graph
from netgraph.identity import resolve
from netgraph.notebook.lab import FOLDER, lab
from netgraph.printing import listed, reading_as_dict, reading_as_text, wrapped
from netgraph.readers import read as read_exports
from netgraph.records import BANDS, BASES
from netgraph.sample import sample_folder
from netgraph.tables import own_lines

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # names of all scripts, whatever the code page
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = _parser().parse_args(argv)
    try:
        args.run(args)
    except NetgraphError as error:
        print(f"netgraph: {error}", file=sys.stderr)
        if isinstance(error, AmbiguousPersonError):
            print("\n".join(f"  {one}" for one in error.candidates), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("netgraph: stopped.", file=sys.stderr)
        return 130  # as shells say of a program that Ctrl-C ended
    except BrokenPipeError:  # `netgraph … | head` is no error
        sys.stderr.close()
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"netgraph: {where}{error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="netgraph",
        description="Who do I know who can introduce me? Everything stays on this machine.",
    )
    parser.add_argument("--version", action="version", version=f"netgraph {ng.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (run, options) in _COMMANDS.items():
        text = (run.__doc__ or "").splitlines()[0]
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        for option in options:
            option(command)
    return parser


# --- options that several commands share -------------------------------------------------

Option = Callable[[argparse.ArgumentParser], object]


def _from(least: int) -> Callable[[str], int]:
    """Make a reader of whole numbers that are no smaller."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"“{text}” is no whole number from {least} on")
        return int(text)

    return number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-11-22") from None


def _exports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="an export (folder, zip, file) or a saved graph"
    )
    parser.add_argument("--encoding", default="", help="read every text in this encoding")
    parser.add_argument(
        "--dates",
        default="",
        choices=["dmy", "mdy"],
        help="what 3/4/24 means where no file proves it",
    )


def _paths(parser: argparse.ArgumentParser) -> None:
    _exports(parser)
    parser.add_argument("--me", default="", help="whose network it is: a name, e-mail or profile")
    parser.add_argument("--as-of", default="", metavar="DATE", help="ties decay from this day")
    parser.add_argument(
        "--infer", action="store_true", help="add ties between people at one organisation at once"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _table(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--csv", metavar="FILE", help="write the table as CSV")
    parser.add_argument(
        "-n", type=_from(1), default=20, metavar="N", help="print N rows (default 20)"
    )


def _seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=0, help="start of all random choices")


def _out(default: str) -> Option:
    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "-o", "--output", default=default, metavar="FILE", help=f"default: {default}"
        )

    return add


def _introduce_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", help='a name, "anyone at ORGANISATION", an e-mail, a profile')
    parser.add_argument("-k", type=_from(1), default=5, help="how many ways in (default 5)")
    parser.add_argument("--via", action="append", default=[], help="only through this person")
    parser.add_argument("--letters", action="store_true", help="draft the messages as well")
    parser.add_argument("--templates", metavar="FOLDER", help="draft them in your own words")
    parser.add_argument("--map", metavar="FILE", help="write a map with the paths lit up")


def _way_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--max-hops", type=_from(1), default=3, help="ties on the way (default 3)")
    parser.add_argument("--avoid", action="append", default=[], help="never through this person")
    parser.add_argument("--min-band", choices=BANDS, default="unknown", help="the least of a tie")
    parser.add_argument(
        "--recorded-only", action="store_true", help="no stated and no inferred ties"
    )


def _ways(args: argparse.Namespace) -> dict[str, Any]:
    """Give what `_way_options` asked for, as `introductions` and `plan` take it."""
    basis = ("recorded",) if args.recorded_only else BASES
    return {
        "max_hops": args.max_hops, "avoid": args.avoid, "min_band": args.min_band, "basis": basis,
    }  # fmt: skip


def _load(args: argparse.Namespace) -> Graph:
    return ng.load(
        *args.paths, me=args.me, as_of=args.as_of, encoding=args.encoding, dates=args.dates,
        infer=args.infer,
    )  # fmt: skip


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _print_answer(args: argparse.Namespace, answer: Any) -> None:
    _print_json(answer.to_dict()) if args.json else print(wrapped(str(answer)))


def _print_table(args: argparse.Namespace, table: pd.DataFrame) -> None:
    if args.csv:
        ng.to_csv(table, args.csv)
        print(f"{len(table)} rows written to {args.csv}", file=sys.stderr)
    if args.json:
        _print_json(json.loads(table.to_json(orient="records", force_ascii=False)))
    elif not args.csv:
        print(wrapped(listed(table.head(args.n))))
        if (more := len(table) - args.n) > 0:
            print(f"… and {more} more (-n {len(table)} shows them all)")
    for caveat in table.attrs.get("caveats", ()):  # beside JSON and CSV, not in them
        print(f"\nNote: {caveat}", file=sys.stderr if args.csv or args.json else sys.stdout)


# --- the commands: each docstring's first line is the help ---------------------------------


def _demo(args: argparse.Namespace) -> None:
    """Show the whole job on the invented sample: summary, introduction, brokers, map."""
    folder = sample_folder()
    truth = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    people = {one["id"]: one["name"] for one in truth["people"]}
    graph = ng.load(folder / "exports", me=people[truth["me"]])
    found = ng.introductions(graph, to=people[truth["targets"][0]["id"]])
    parts = (
        ng.summary(graph),
        found,
        f"Who links groups that are otherwise apart\n\n{listed(ng.brokers(graph).head(5))}",
        f"The groups\n\n{listed(ng.clusters(graph))}",
    )
    print(wrapped("\n\n".join(map(str, parts))))
    written = ng.draw(graph, paths=found.paths, title="The sample world").save(args.output)
    print(f"\nThe map is in {written}: open it in a browser.")


def _read(args: argparse.Namespace) -> None:
    """Say what each file yields, what was skipped and why, and what it cannot show."""
    reading = read_exports(*args.paths, encoding=args.encoding, dates=args.dates)
    if args.json:
        _print_json(reading_as_dict(reading))
    else:
        print(wrapped(reading_as_text(reading)))


def _build(args: argparse.Namespace) -> None:
    """Build the graph and save it (.json, .graphml or .gexf)."""
    graph = _load(args)
    written = ng.save(graph, args.output)
    print(f"{len(graph):,} people and {graph.number_of_edges():,} ties written to {written}")


def _summary(args: argparse.Namespace) -> None:
    """Say what was read and what the graph can and cannot tell."""
    _print_answer(args, ng.summary(_load(args)))


def _find(args: argparse.Namespace) -> None:
    """Find people by name, organisation, title or key."""
    _print_table(args, ng.find(_load(args), args.text))


def _introduce(args: argparse.Namespace) -> None:
    """Find who can introduce me to TARGET, and say why and how sure that is."""
    graph = _load(args)
    found = ng.introductions(graph, to=args.target, k=args.k, via=args.via, **_ways(args))
    drafts = None
    if (args.letters or args.templates) and found.paths:
        drafts = ng.letters(graph, found.paths[0], templates=args.templates)
    if args.json:
        _print_json(found.to_dict() | ({"letters": drafts.to_dict()} if drafts else {}))
    else:
        print(wrapped("\n\n".join(str(one) for one in (found, drafts) if one)))
    if args.map:
        written = ng.draw(graph, paths=found.paths).save(args.map)
        print(f"The map is in {written}", file=sys.stderr)


def _brokers(args: argparse.Namespace) -> None:
    """List the people who link groups that are otherwise apart."""
    graph = _load(args)
    if args.leaving:
        table = ng.losses(graph, person=args.leaving)
    elif args.key_players:
        table = ng.key_players(graph, k=args.key_players, goal=args.goal)
    elif args.between:
        table = ng.connectors(graph, between=tuple(args.between), by=args.by or "location")
    elif args.by:
        table = ng.roles(graph, by=args.by, seed=args.seed)
    else:
        table = ng.brokers(graph, seed=args.seed)
    _print_table(args, table)


def _broker_options(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--between", nargs=2, metavar=("A", "B"), help="who joins these two groups")
    which.add_argument(
        "--key-players", type=_from(1), metavar="K", help="K who matter most as a set"
    )
    which.add_argument(
        "--leaving", metavar="PERSON", help="whom you would lose without this person"
    )
    parser.add_argument(
        "--by", metavar="WHAT", help="roles between groups: organisation, location, title, cluster"
    )
    parser.add_argument(
        "--goal", choices=["fragment", "reach"], default="fragment",
        help="key players: without whom most fall apart, or who know most (default fragment)",
    )  # fmt: skip


def _bridges(args: argparse.Namespace) -> None:
    """List the ties that hold parts of the network together."""
    _print_table(args, ng.bridges(_load(args)))


def _clusters(args: argparse.Namespace) -> None:
    """List the groups: their names, their people, how tight they are."""
    graph, options = _load(args), {"seed": args.seed, "resolution": args.resolution}
    if args.by:
        table = ng.ei_index(graph, by=args.by, seed=args.seed)
    else:
        table = ng.cluster_ties(graph, **options) if args.ties else ng.clusters(graph, **options)
    _print_table(args, table)


def _cluster_options(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--ties", action="store_true", help="what ties the groups to one another")
    which.add_argument("--by", metavar="WHAT", help="how far organisations, locations … keep apart")
    parser.add_argument(
        "--resolution", type=float, default=1.0, help="above 1 for smaller groups (default 1)"
    )


def _portrait(args: argparse.Namespace) -> None:
    """Describe one network: its figures beside those of others, and the ties that sleep."""
    found = ng.portrait(_load(args), person=args.person, seed=args.seed)
    if args.csv:
        ng.to_csv(found.figures, args.csv)
    _print_answer(args, found)


def _portrait_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", default="", help="whose network (default: my own)")
    parser.add_argument("--csv", metavar="FILE", help="write the figures as CSV")


def _lenders(args: argparse.Namespace) -> None:
    """Say whose contact lists to ask for: they would reveal most friends of friends."""
    _print_table(args, ng.lenders(_load(args), k=args.k))


def _plan(args: argparse.Namespace) -> None:
    """Plan who is asked for whom, so that nobody is asked too often."""
    plan = ng.plan(
        _load(args),
        targets=_targets(args.targets),
        asks_per_introducer=args.asks,
        per_week=args.per_week,
        start=args.start,
        **_ways(args),
    )
    if args.csv:
        ng.to_csv(plan.table(), args.csv)
    _print_answer(args, plan)


def _targets(path: str) -> list[str]:
    """Take the first column of a list of names; a heading that says so is not a name."""
    lines, separator = own_lines(path)
    rows = csv.reader(lines, delimiter=separator)
    names = [row[0].strip() for row in rows if row and row[0].strip()]
    return names[1:] if names and names[0].casefold() in {"name", "target", "person"} else names


def _plan_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", metavar="TARGETS.csv", help="names in the first column")
    parser.add_argument(
        "--asks", type=_from(1), default=2, help="most asks per introducer (default 2)"
    )
    parser.add_argument("--per-week", type=_from(1), help="most requests in a week")
    parser.add_argument("--start", type=_day, default="", metavar="DATE", help="the first week")
    parser.add_argument("--csv", metavar="FILE", help="write the plan as CSV")


def _count(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-k", type=_from(1), default=5, help="how many (default 5)")


def _review(args: argparse.Namespace) -> None:
    """List pairs that may be one person; take answers back with --answers."""
    if args.answers:
        place = Path(args.paths[0])
        folder = place if place.is_dir() else place.parent
        answers = ng.read_review(args.answers)
        print(f"Your answers are in {ng.write_decisions(answers, folder / FILE)}")
        return
    _print_table(args, table := ng.review(_load(args)))
    if not (table.empty or args.json):
        file = args.csv or "doubts.csv"
        how = f"fill in its last column (same, different or unsure) and give it to --answers {file}"
        print(wrapped(f"\nTo answer: {how if args.csv else f'add --csv {file}, {how}'}."))


def _review_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answers", metavar="FILE", help="the CSV with its last column filled in: same, different"
    )


def _backtest(args: argparse.Namespace) -> None:
    """Replay dated events: would the ranking have named the introducer? Beside simple rules.

    PATH may also be an edge list: sender, receiver and time in each line.
    """
    edges = {path: read_edges(path) for path in args.paths}
    events = [event for found in edges.values() for event in found or ()]
    whose = {key: key for event in events for key in event.people}
    mine: tuple[str, ...] = ()
    if exports := [path for path, found in edges.items() if found is None]:
        reading = read_exports(*exports, encoding=args.encoding, dates=args.dates)
        events += reading.events
        people = resolve(reading.contacts, reading.events, me=args.me)
        whose |= people.person_of
        mine = people.me
    result = ng.backtest(
        events, person_of=whose, most=args.most or None, introducer=args.introducer,
        repeated=args.repeated, alone=args.alone, me=mine, within_days=args.within,
        start=args.start, end=args.end, seed=args.seed,
    )  # fmt: skip
    if args.json:
        tables = ("rankings", "closing", "reliability")
        _print_json({name: getattr(result, name).to_dict("records") for name in tables})
    else:
        print(wrapped(str(result)))


def _backtest_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--within", type=_from(1), default=180, metavar="DAYS",
        help="strict cases are those in which the two get in touch this soon",
    )  # fmt: skip
    parser.add_argument(
        "--most", type=_from(0), default=10, metavar="N",
        help="a message to more than N people introduces nobody; 0: any may",
    )  # fmt: skip
    parser.add_argument(
        "--introducer", choices=["sender", "anyone"], default="sender",
        help="who is to be named: the sender, or anyone on the message who knew both",
    )  # fmt: skip
    parser.add_argument(
        "--repeated", action="store_true",
        help="count every message to two people until they are in touch, not the first only",
    )  # fmt: skip
    parser.add_argument(
        "--alone", action="store_true",
        help="count as in touch only who writes to the other and to nobody else",
    )  # fmt: skip
    day: dict[str, Any] = {"type": _day, "default": "", "metavar": "DATE"}
    parser.add_argument("--start", help="judge only from this day on", **day)
    parser.add_argument("--end", help="judge only before this day", **day)


def _report(args: argparse.Namespace) -> None:
    """Write one offline page for a mentor: portrait, groups, brokers, ways to TARGETs, map."""
    page = ng.report(_load(args), targets=args.to, redact=args.redact, seed=args.seed)
    print(f"The report is in {page.save(args.output)}: open it in a browser.")


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", action="append", default=[], metavar="TARGET")
    parser.add_argument(
        "--redact", action="append", default=[], choices=["names", "organisations", "evidence"],
        help="leave this out of the file",
    )  # fmt: skip


def _lab(args: argparse.Namespace) -> None:
    """Open the notebooks in JupyterLab, offline, on this machine only."""
    lab(args.folder, browser=not args.no_browser, port=args.port)


def _lab_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=FOLDER, help=f"default: {FOLDER}")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--port", type=_from(1), default=8888)


def _map(args: argparse.Namespace) -> None:
    """Write an HTML map that opens offline and asks nothing of the network."""
    graph = _load(args)
    found = ng.introductions(graph, to=args.to).paths if args.to else ()
    written = ng.draw(
        graph, paths=found, title=args.title, redact=args.redact, seed=args.seed
    ).save(args.output)
    print(f"The map is in {written}: open it in a browser.")


def _map_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="TARGET", help="light up the introduction paths to them")
    parser.add_argument("--title", default="", help="heading of the page")
    parser.add_argument(
        "--redact",
        action="append",
        choices=("names", "organisations", "evidence", "contacts"),
        default=[],
        help="for a copy to share: leave these out of the file (may be given several times)",
    )


def _text(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", help="part of a name, organisation or title")


_COMMANDS: Final[dict[str, tuple[Callable[[argparse.Namespace], None], tuple[Option, ...]]]] = {
    "demo": (_demo, (_out("map.html"),)),
    "read": (_read, (_exports, _json)),
    "build": (_build, (_paths, _out("network.json"))),
    "summary": (_summary, (_paths, _json)),
    "find": (_find, (_text, _paths, _table)),
    "introduce": (_introduce, (_introduce_options, _way_options, _paths, _json)),
    "brokers": (_brokers, (_paths, _table, _seed, _broker_options)),
    "bridges": (_bridges, (_paths, _table)),
    "clusters": (_clusters, (_paths, _table, _seed, _cluster_options)),
    "portrait": (_portrait, (_paths, _json, _seed, _portrait_options)),
    "lenders": (_lenders, (_paths, _table, _count)),
    "plan": (_plan, (_plan_options, _way_options, _paths, _json)),
    "review": (_review, (_paths, _table, _review_options)),
    "backtest": (_backtest, (_paths, _json, _seed, _backtest_options)),
    "report": (_report, (_paths, _out("report.html"), _report_options, _seed)),
    "lab": (_lab, (_lab_options,)),
    "map": (_map, (_paths, _out("map.html"), _map_options, _seed)),
}
