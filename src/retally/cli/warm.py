"""Compiles the change kernel into the user's cache folder, so that no command waits for it.

``make`` runs it once after an installation: ``python -m retally.cli.warm``.
"""

from __future__ import annotations


def main() -> None:
    """Compile what is not compiled yet."""
    from retally.measure.compiled import warm

    warm()


if __name__ == "__main__":
    main()
