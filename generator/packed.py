"""Values that are kept and sent by the hundred thousand."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def packed(kind: type[Kind]) -> type[Kind]:
    """A frozen dataclass of several values that is pickled by them.

    With slots a dataclass asks for its fields anew for each value that is pickled or read: five times the work.
    """
    values: Callable[[Any], tuple[Any, ...]] = attrgetter(*(field.name for field in fields(kind)))  # type: ignore[arg-type]
    kind.__reduce__ = lambda self: (kind, values(self))  # type: ignore[method-assign]
    return kind
