"""Write a large portal to measure with: `python -m benchmarks.portals 10000 DIR`."""

import argparse
from datetime import date
from pathlib import Path

from benchmarks.portals import portal
from benchmarks.portals.town import LARGEST


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portals", description=__doc__)
    parser.add_argument("cases", type=int, metavar="N", help=f"how many cases, up to {LARGEST}")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=portal.TODAY, metavar="DATE",
                        help=f"the last day of the three years ({portal.TODAY})")  # fmt: skip
    parser.add_argument("--git", action="store_true", help="with a history: each day a commit")
    args = parser.parse_args()
    if not 1 <= args.cases <= LARGEST:
        parser.error(f"N is from 1 to {LARGEST}")
    if args.folder.exists() and any(args.folder.iterdir()):
        parser.error(f"{args.folder} is not empty")
    made = portal.lay(args.folder, args.cases, args.seed, args.today, args.git)
    print(f"{args.folder}: {made} files; deskboard -C {args.folder} build --today {args.today}")


if __name__ == "__main__":
    main()
