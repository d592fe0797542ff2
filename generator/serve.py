"""`deskboard serve`: build, serve on loopback, rebuild at every save, reload the browser."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from generator import build, engine, report, settings
from generator.problem import DONE, WRONG_USE


def serve(folder: Path, port: int, today: date | None) -> int:
    """Serve until interrupted. A build that finds problems says so; the last good site stays."""
    with tempfile.TemporaryDirectory(prefix="deskboard-") as home:
        site = Path(home) / "site"

        def rebuild() -> None:
            changes = build.build(folder, site, today)
            _say(f"更新了 {len(changes)} 个文件。")

        def again() -> None:
            report.reported(rebuild)

        status = report.reported(rebuild)
        if status != DONE:
            return status
        address = settings.site_url(folder)
        _say(f"请打开 {engine.live_url(address, port)} ，按 Ctrl+C 结束。")
        watched = [folder / name for name in ("content", "templates", settings.CONFIG)]
        try:
            engine.live(again, site, watched, port, address)
        except OSError as error:
            sys.stderr.write(
                f"端口 {port} 用不了：{report.reason(error)}。换一个试试，比如 --port {port % 65535 + 1}\n"
            )
            return WRONG_USE
    return DONE


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
