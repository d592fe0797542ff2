"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` give the same site as `deskboard`.

The engine's own run builds the shells into the cache; when it is done, the pages are stamped and
committed into the folder that MkDocs was asked for.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from generator import build, engine, heard, making, report, site
from generator.drafts import Draft
from generator.problem import DONE, WRONG_USE
from generator.settings import EngineError


class _WrongUse(Abort):
    exit_code = WRONG_USE


class DeskboardPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Registered as `deskboard`."""

    def __init__(self) -> None:
        self._serving = False
        self._draft: Draft | None = None
        self._served: Draft | None = None
        self._asked = ("", "")
        self._said: list[str] = []
        self._during = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Being here keeps this object alive between the builds of `mkdocs serve`."""
        self._serving = command == "serve"
        heard.keep_discreet()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        folder, cache = self._folders(config)
        self._during.close()
        self._asked = (config.docs_dir, config.site_dir)

        def work() -> None:
            site.refuse(Path(config.site_dir), folder)
            known = self._during.enter_context(build.alone(folder))
            try:
                drafted = build.draft(folder, known=known)
            except BaseException:
                known.undo()  # what was done by half
                raise
            engine.write_docs(engine.given(folder, drafted.outputs.shells(), drafted.facts), cache)
            engine.validate(cache)
            self._said = self._during.enter_context(heard.listening())
            self._draft = drafted

        status = report.reported(work)
        if status != DONE:
            self._draft = None
            self._during.close()
        drafted = self._draft or self._served
        if drafted is None:
            raise self._aborted(status)
        given = {"extra": dict(config.extra), "markdown_extensions": config.markdown_extensions}
        changed = engine.adapted(given, cache, drafted.facts)
        config.docs_dir, config.site_dir = changed["docs_dir"], changed["site_dir"]
        config.extra, config.markdown_extensions = changed["extra"], changed["markdown_extensions"]
        config.site_url = drafted.view.site_url
        return config

    def on_post_build(self, config: MkDocsConfig) -> None:
        config.docs_dir, config.site_dir = self._asked  # for what comes after: `serve` and `gh-deploy`
        folder, cache = self._folders(config)
        drafted = self._draft
        if drafted is None:  # what is wrong has been said; the site that is served stays
            return

        def work() -> None:
            if self._said:
                raise EngineError("", heard.explained(self._said, cache / "docs"))
            engine.redraw(cache)
            built = engine.collect(folder, cache, drafted.outputs.shells())
            with site.stage(Path(config.site_dir)) as stage:
                making.finish(drafted, built, stage, build.silent)

        with self._during:
            status = report.reported(work)
        if status == DONE and self._serving:
            self._served = drafted
        elif status != DONE and self._served is None:
            raise self._aborted(status)

    def on_build_error(self, *, error: Exception) -> None:
        self._during.close()
        if isinstance(error, TemplateError):
            words = heard.template_words(error)
            report.say(f"页面没有做成：{words}\n")
            raise Abort("模板有错，见上面。") from None

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        folder, _ = self._folders(config)
        for name in ("content", "templates"):
            server.watch(str(folder / name))
        engine.let_reload(server)
        return server

    @staticmethod
    def _folders(config: MkDocsConfig) -> tuple[Path, Path]:
        folder = Path(config.config_file_path).parent.resolve()
        return folder, folder / build.CACHE / "plugin"

    @staticmethod
    def _aborted(status: int) -> Abort:
        sys.stderr.flush()
        return (_WrongUse if status == WRONG_USE else Abort)("有要改的地方，见上面。")
