"""`python -m generator` is the command `deskboard`."""

import sys

from generator.cli import run

sys.exit(run(sys.argv[1:]))
