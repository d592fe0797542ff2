"""`deskboard serve`: build, serve on loopback, rebuild at every save, reload the browser."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from generator import build, engine, report
from generator.problem import DONE, PROBLEMS


def serve(folder: Path, port: int, today: date | None) -> int:
    """Serve until interrupted. A build that finds problems says so; the last good site stays."""
    with tempfile.TemporaryDirectory(prefix="deskboard-") as home:
        site = Path(home) / "site"

        def rebuild() -> None:
            changes = build.build(folder, site, today)
            sys.stdout.write(f"更新了 {len(changes)} 个文件。\n")

        if report.reported(rebuild) != DONE:
            return PROBLEMS

        def again() -> None:
            report.reported(rebuild)

        sys.stdout.write(f"请打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 结束。\n")
        sys.stdout.flush()
        watched = [folder / name for name in ("content", "templates", engine.CONFIG)]
        engine.live(again, site, watched, port)
    return DONE
