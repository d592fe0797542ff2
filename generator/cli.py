"""The command `deskboard`. `run` is the whole program, so that tests need no process.

Exit status: 0 done, 1 problems in the content, 2 wrong use. Heavy modules are imported by the
command that needs them.
"""

import argparse
import gc
import io
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from generator import __version__
from generator.forms import FORMS
from generator.problem import DONE, PROBLEMS, WRONG_USE

_SELDOM = 50_000, 20, 50
"""How often Python looks for what is no longer needed: a tenth of a build went into looking, and little was found."""


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese. Options are written in full."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"命令写得不对：{_chinese(message)}\n")
        sys.stderr.write(f"看用法：{self.prog} --help\n")
        raise SystemExit(WRONG_USE)

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in _HELP:
            text = text.replace(english, chinese)
        return text


_HELP = (
    ("usage: ", "用法："),
    ("positional arguments:", "要写的内容："),
    ("options:", "可以加的选项："),
    ("show this help message and exit", "显示这份说明"),
    ("show program's version number and exit", "显示版本号"),
)


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required: ", "还缺 "),
        ("unrecognized arguments: ", "不认识 "),
        ("expected one argument", "后面要跟一个值"),
        ("expected at least one argument", "后面至少要跟一个值"),
        ("ignored explicit argument ", "后面不能跟 "),
        ("argument ", ""),
    ):
        message = message.replace(english, chinese)
    if "invalid choice: " in message:
        before, _, after = message.partition("invalid choice: ")
        given, _, choices = after.partition(" (choose from ")
        return f"{before}没有 {given}，可以写 {choices.rstrip(')')}"
    return message


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text) else "")
    except ValueError:
        raise argparse.ArgumentTypeError("日期要写成 2025-04-17") from None


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("端口是 1 到 65535 之间的数字")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The command line, for `run` and for tests that walk it."""
    top = _Parser(prog="deskboard", description="流动办公桌公开栏：把记录变成网站。", add_help=True)
    top.add_argument("-C", dest="folder", type=Path, default=Path(), metavar="文件夹",
                     help="公开栏所在的文件夹，默认是当前文件夹")  # fmt: skip
    top.add_argument("--version", action="version", version=f"deskboard {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令")

    build = commands.add_parser("build", help="检查记录，生成网站")
    build.add_argument("--site", type=Path, metavar="文件夹", help="网站放在哪里，默认是 site")
    build.add_argument("--today", type=_day, metavar="日期", help="按哪一天算，默认是今天")
    build.add_argument("--clean", action="store_true", help="不用缓存，从头做起")
    build.add_argument("--timings", action="store_true", help="做完以后说：读了、做了、写了多少，哪一步用了多久")

    check = commands.add_parser("check", help="只检查记录，不生成网站")
    check.add_argument("--today", type=_day, metavar="日期", help="按哪一天算，默认是今天")
    check.add_argument("--format", choices=FORMS, default="text", metavar="格式",
                       help=f"结果的格式：{'、'.join(FORMS)}")  # fmt: skip
    check.add_argument("--staged", action="store_true", help="检查 git 里就要提交的，不是文件夹里的")

    commands.add_parser("hook", help="每次用 git 提交以前，自动先检查")

    serve = commands.add_parser("serve", help="在本机看网站，一保存就更新")
    serve.add_argument("--port", type=_port, default=8000, metavar="端口", help="端口，默认 8000")
    serve.add_argument("--today", type=_day, metavar="日期", help="按哪一天算，默认是今天")

    printing = commands.add_parser("print", help="用这台电脑上的浏览器，把要打印的做成 PDF")
    printing.add_argument("--place", dest="places", nargs="+", action="extend", default=[], metavar="地点",
                          help="只打这些地点的，可以写几个；默认打全部")  # fmt: skip
    printing.add_argument("--case", dest="cases", nargs="+", action="extend", default=[], metavar="编号",
                          help="打这些办结了的事的结果公示，可以写几个")  # fmt: skip
    printing.add_argument("--out", type=Path, metavar="文件夹", help="放在哪个文件夹，默认是 print")
    printing.add_argument("--today", type=_day, metavar="日期", help="按哪一天算，默认是今天")

    publish = commands.add_parser("publish", help="检查、生成，一步换成线上的网站")
    publish.add_argument("--to", dest="home", type=Path, required=True, metavar="文件夹",
                         help="放在哪个文件夹；网站服务器读里面的 live")  # fmt: skip
    publish.add_argument("--today", type=_day, metavar="日期", help="按哪一天算，默认是今天")
    publish.add_argument("--changes", type=Path, metavar="文件",
                         help="把要传到别处的、要从别处删的，写进这个文件；传完了，把它删掉")  # fmt: skip
    way = publish.add_mutually_exclusive_group()
    way.add_argument("--rollback", action="store_true", help="退回上一版")
    way.add_argument("--forget", action="store_true", help="不留上一版；不该公开的东西上过网，用这个")

    host = commands.add_parser("host", help="把这台电脑变成公开栏的服务器：收下推送，检查，上线")
    host.add_argument("home", type=Path, metavar="文件夹", help="服务器的东西都放在这个文件夹里；装过的，可以再装一次")
    host.add_argument("--refresh", action="store_true", help="记录或者日期变了，就重新上线；每天夜里用")
    host.add_argument("--forget", action="store_true", help="重新上线，不留上一版；不该公开的东西上过网，用这个")
    host.add_argument("--hook", choices=("pre-receive", "post-receive"), metavar="名称",
                      help="这是给 git 用的，人不用写")  # fmt: skip

    schema = commands.add_parser("schema", help="写出各种记录的 JSON Schema，给编辑器用")
    schema.add_argument("out", type=Path, metavar="文件夹", help="写到哪个文件夹")
    for each in commands.choices.values():
        each.set_defaults(parser=each)  # who knows what a stranger among its options should be
    return top


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    try:
        arguments, strangers = parser().parse_known_args(argv)
        if strangers:
            arguments.parser.error(f"unrecognized arguments: {' '.join(strangers)}")
    except SystemExit as stop:
        return int(stop.code or 0)
    folder: Path = arguments.folder
    if not folder.is_dir():
        sys.stderr.write(f"没有这个文件夹：{folder}\n")
        return WRONG_USE
    if arguments.command == "schema":
        return _schema(arguments.out)
    if arguments.command == "publish" and arguments.rollback:
        return _back(arguments.home, arguments.changes)
    if arguments.command == "host" and (arguments.refresh or arguments.forget or arguments.hook):
        return _hosted(arguments.home, arguments.hook, arguments.forget)
    if arguments.command == "host":
        return _host(folder, arguments.home)
    if not (folder / "content").is_dir():
        return _no_portal()
    if arguments.command == "check":
        return _check(folder, arguments.today, arguments.format, arguments.staged)
    if arguments.command == "hook":
        return _hook(folder)
    if arguments.command == "serve":
        return _serve(folder, arguments.port, arguments.today)
    if arguments.command == "print":
        return _print(folder, arguments.places, arguments.cases, arguments.out, arguments.today)
    if arguments.command == "publish":
        return _publish(folder, arguments.home, arguments.today, arguments.changes, arguments.forget)
    return _build(folder, arguments.site, arguments.today, arguments.clean, arguments.timings)


def _no_portal() -> int:
    sys.stderr.write("这里没有 content 文件夹，请到公开栏的文件夹里运行，或者用 -C 指定\n")
    return WRONG_USE


def main() -> NoReturn:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese is no reason to stop
    signal.signal(signal.SIGTERM, _interrupt)
    gc.set_threshold(*_SELDOM)
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # all goes now, and nobody need find out what can


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # asked to end, every command tidies up as after Ctrl+C


def _build(folder: Path, site: Path | None, today: date | None, clean: bool, timings: bool) -> int:
    from generator import build, report, settings
    from generator.tally import Tally

    def work() -> None:
        target = site or settings.site_dir(folder)
        if clean:
            build.clean(folder)
        tally = Tally()
        changes = build.build(folder, target, today, report.progress, report.remind, tally=tally)
        counts = {kind: sum(c.kind == kind for c in changes) for kind in ("new", "changed", "removed")}
        sys.stdout.write(
            f"网站做好了：{target}（新增 {counts['new']}，更新 {counts['changed']}，移除 {counts['removed']}）\n"
        )
        if timings:
            sys.stdout.write("".join(f"{line}\n" for line in tally.lines()))

    return report.reported(work)


def _check(folder: Path, today: date | None, form: str, staged: bool) -> int:
    if form == "text" and not staged:
        from generator import verdict

        if found := verdict.known(folder, today):
            sys.stdout.write(found.shown)
            sys.stderr.write(found.counted)
            return DONE
    return _checked(folder, today, form, staged)


def _checked(folder: Path, today: date | None, form: str, staged: bool) -> int:
    from generator import build, forms, hook, problem, report

    def work() -> int:
        with hook.staged(folder) if staged else nullcontext(folder) as there:
            problems = build.check(there, today, report.progress, folder)
        report.show(problems, form, folder)
        if form == "text":
            report.say(forms.concluded(problems))
        if staged and problem.stops(problems):
            report.say("还没有提交。改好以后，再提交一次。\n")
        return PROBLEMS if problem.stops(problems) else DONE

    return report.reported(work)


def _hook(folder: Path) -> int:
    from generator import hook, report

    def work() -> None:
        sys.stdout.write(f"装好了：{hook.install(folder)}\n以后每次提交、合并以前，都会先检查一遍。\n")

    return report.reported(work)


def _serve(folder: Path, port: int, today: date | None) -> int:
    from generator import serve

    return serve.serve(folder, port, today)


def _print(folder: Path, places: Sequence[str], cases: Sequence[str], out: Path | None, today: date | None) -> int:
    from generator import printing

    return printing.run(folder, places, cases, out or folder / "print", today)


def _publish(folder: Path, home: Path, today: date | None, todo: Path | None, forget: bool) -> int:
    from generator import publish

    return publish.run(folder, home, today, todo, forget)


def _back(home: Path, todo: Path | None) -> int:
    from generator import publish

    return publish.back(home, todo)


def _host(folder: Path, home: Path) -> int:
    from generator.host import command

    if not (folder / "content").is_dir() and not (home / "portal.git").is_dir():
        return _no_portal()
    return command.run(folder, home)


def _hosted(home: Path, hook: str | None, forget: bool) -> int:
    from generator.host import command

    return command.serve(home, hook, sys.stdin if hook else (), forget)


def _schema(out: Path) -> int:
    from generator import schema

    try:
        for path in schema.write(out):
            sys.stdout.write(f"{path}\n")
    except OSError:
        sys.stderr.write(f"写不进这个文件夹：{out}\n")
        return WRONG_USE
    return DONE
