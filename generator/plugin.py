"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` give the same site as `deskboard`.

The engine's own run builds the shells into the cache; when it is done, the pages are stamped and
committed into the folder that MkDocs was asked for.
"""

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from generator import build, engine, plan, report
from generator.problem import DONE


class DeskboardPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Registered as `deskboard`."""

    def __init__(self) -> None:
        self._draft: build.Draft | None = None
        self._target = Path()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        folder = Path(config.config_file_path).parent
        self._target = Path(config.site_dir)
        cache = folder / build.CACHE / "plugin"

        def work() -> None:
            self._draft = build.draft(folder)
            keys = plan.shell_keys(self._draft.pages)
            engine.write_docs(folder, cache, keys, self._draft.facts)
            changed = engine.adapted({"extra": dict(config.extra)}, cache, self._draft.facts)
            config.docs_dir, config.site_dir = changed["docs_dir"], changed["site_dir"]
            config.extra = changed["extra"]
            config.site_url = engine.site_url(folder)

        self._or_abort(report.reported(work))
        return config

    def on_post_build(self, config: MkDocsConfig) -> None:
        drafted = self._draft
        assert drafted is not None

        def work() -> None:
            keys = plan.shell_keys(drafted.pages)
            folder = drafted.folder / build.CACHE / "plugin"
            built = engine.collect(drafted.folder, folder, keys)
            build.finish(drafted, built, self._target)

        self._or_abort(report.reported(work))

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        folder = Path(config.config_file_path).parent
        for name in ("content", "templates"):
            server.watch(str(folder / name))
        return server

    @staticmethod
    def _or_abort(status: int) -> None:
        if status != DONE:
            sys.stderr.flush()
            raise Abort("记录里有要改的地方，见上面。")
