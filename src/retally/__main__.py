"""``python -m retally`` is the command ``retally``."""

from retally.cli.main import main

if __name__ == "__main__":
    main()
