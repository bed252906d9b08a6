"""`python -m taskgen` is the `taskgen` command."""

from taskgen.cli import main

if __name__ == "__main__":
    main()
