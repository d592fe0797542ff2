"""What a build did, and how long each part of it took."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

WITHIN = "其中"
"""So begins the name of what is a part of a part."""


def _cpu() -> float:
    """Seconds that this process and its children have reckoned."""
    return sum(os.times()[:4])


@dataclass
class Tally:
    """`seconds`: by part, of the clock and of all processors together. `rendered`: the URLs of the pages made anew.

    `read`, `folded`: files that were read, cases that were put together; `kept`: files of the site that stay.
    """

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    rendered: list[str] = field(default_factory=list)
    read: int = 0
    folded: int = 0
    kept: int = 0
    written: int = 0
    begun: float = field(default_factory=time.monotonic)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Add the time that the block takes."""
        clock, cpu = time.monotonic(), _cpu()
        before = self.seconds.setdefault(name, (0.0, 0.0))
        try:
            yield
        finally:
            self.seconds[name] = before[0] + time.monotonic() - clock, before[1] + _cpu() - cpu

    def lines(self) -> Iterator[str]:
        """In words."""
        yield f"读了 {self.read} 份文件，核对了 {self.folded} 件事"
        yield f"做了 {len(self.rendered)} 个网页；写了 {self.written} 个文件，{self.kept} 个没有变"
        whole = time.monotonic() - self.begun, _cpu()
        parts = [each for name, each in self.seconds.items() if not name.startswith(WITHIN)]
        others = tuple(all_ - sum(each) for all_, each in zip(whole, zip(*parts, strict=True), strict=True))
        for name, (clock, cpu) in [*self.seconds.items(), ("别的", others), ("一共", whole)]:
            yield f"{name} {clock:.2f} 秒（处理器 {cpu:.2f} 秒）"
