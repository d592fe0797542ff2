"""Deskboard beside other engines, on the same records, in one run: `python -m benchmarks.engines --cases 300`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.engines import measure, raw, table
from generator import press


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="of the portal that all engines build (10,000)")
    parser.add_argument("--small", type=int, default=1_000, help="of a second one, for deskboard alone (1,000)")
    parser.add_argument("--large", type=int, default=0, help="of a third one, when it is wanted (100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="an odd number (3)")
    parser.add_argument("--history", action=argparse.BooleanOptionalAction, default=True,
                        help="portals have a git history, as in use")  # fmt: skip
    parser.add_argument("--in", type=Path, dest="folder", metavar="DIR",
                        help="where all is laid and built: 3 GB for 10,000 cases, 20 GB for 100,000")  # fmt: skip
    parser.add_argument("--keep", action="store_true",
                        help=f"the raw output becomes {table.RAW.name}, the tables go into the README")  # fmt: skip
    args = parser.parse_args()
    if args.rounds % 2 == 0:
        parser.error("the median of an even number of rounds is none of them")
    press.find()  # or it would be missed only at the end
    with tempfile.TemporaryDirectory(prefix="deskboard-", dir=args.folder) as folder:
        out = Path(folder, "raw.jsonl")
        measure.measure(
            measure.Wanted(args.cases, args.small, args.large, args.rounds, args.history), Path(folder), out
        )
        found = raw.load(out)
        print(f"\n{table.tables(found)}")
        if args.keep:
            table.RAW.write_bytes(out.read_bytes())
            table.put(found)


if __name__ == "__main__":
    main()
