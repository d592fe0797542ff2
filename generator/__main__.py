"""`python -m generator` is the command `deskboard`."""

from generator.cli import main

main()
