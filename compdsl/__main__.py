"""Runs the command line as `python -m compdsl`."""

import sys

from compdsl.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
