"""What the computer does by itself: units of systemd, and a line for cron where there is none.

The rebuild at night, for what depends on the date; and nginx reads anew which policies there are, when one is new.
"""

import os
import shlex
import sys
from pathlib import Path

from generator import intake, read
from generator.host.home import Home
from generator.pages import headers
from generator.records.portal import Portal

_SERVICE = """# deskboard
[Unit]
Description=流动办公桌公开栏：按今天的日期重新生成
After=local-fs.target

[Service]
Type=oneshot
User={user}
ExecStart={command}
TimeoutStartSec=1h
Nice=5
# 它只写自己的文件夹，不上网，不要别的权限。
ReadWritePaths={folder}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
PrivateNetwork=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX
RestrictSUIDSGID=yes
RestrictNamespaces=yes
LockPersonality=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
SystemCallFilter=@system-service
"""
_TIMER = """# deskboard
[Unit]
Description=流动办公桌公开栏：每天夜里

[Timer]
OnCalendar=*-*-* 00:05:00 {zone}
Persistent=true

[Install]
WantedBy=timers.target
"""
_WATCH = """# deskboard
[Unit]
Description=流动办公桌公开栏：网页的安全策略变了没有

[Path]
PathChanged={policies}

[Install]
WantedBy=multi-user.target
"""
_RELOAD = """# deskboard
[Unit]
Description=流动办公桌公开栏：安全策略变了，请 nginx 重新读

[Service]
Type=oneshot
ExecStart=/usr/bin/systemctl reload nginx
"""
_CRON = """# deskboard
# 每小时看一次：日期没有变、记录没有变，什么也不做。服务器的钟是哪个时区都行。
7 * * * * {command}
"""


PYTHON = ("-I", "-X", "utf8", "-m", "generator")
"""How the program is called: never one that lies where it runs, and with names of files as they are."""


def files(home: Home) -> dict[str, str]:
    """The texts by file name: service and timer of the night, path and service for nginx, the line for cron."""
    # Windows has neither of them, nor user numbers.
    import pwd

    words = [Path(sys.executable).as_posix(), *PYTHON, "host", str(home.folder), "--refresh"]
    given = {"user": pwd.getpwuid(os.getuid()).pw_name, "zone": _zone(home.portal)}
    service = {"command": _for_systemd(*words), "folder": _for_systemd(str(home.folder))}
    return {
        f"{home.name}.service": _SERVICE.format(**given, **service),
        f"{home.name}.timer": _TIMER.format(**given),
        f"{home.name}-nginx.path": _WATCH.format(policies=str(home.www / headers.POLICIES).replace("%", "%%")),
        f"{home.name}-nginx.service": _RELOAD,
        f"{home.name}.cron": _CRON.format(command=shlex.join(words).replace("%", "\\%")),
    }


def _for_systemd(*words: str) -> str:
    """Words for a line of a unit, in which % and $ have a meaning (systemd.service, "Command lines")."""
    return " ".join(
        '"' + each.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"'
        for each in words
    )


def _zone(portal: Path) -> str:
    record = read.read("portal.yml", intake.raw(portal / "content", "portal.yml")).record
    return record.timezone if isinstance(record, Portal) else "Asia/Shanghai"
