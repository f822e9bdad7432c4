"""Write or check the parts of docs/ that come from the code: commands and definitions.

python tools/generated_docs.py            writes them
python tools/generated_docs.py --check    fails where a page is not what the code gives
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from retally.cli.main import COMMANDS, cli
from retally.series.definitions import definitions

DOCS = Path(__file__).resolve().parent.parent / "docs"


def commands_page() -> str:
    """Every command with its help, as one page."""
    parts = [
        "# Commands\n",
        "Made by `python tools/generated_docs.py` from the commands themselves.",
        "The same functions are there in Python: [api.md](api.md).\n",
    ]
    context = click.Context(cli, info_name="retally")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts += _section(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(parts)


def _section(command: click.Command, context: click.Context) -> list[str]:
    """The help of one command and of the commands below it."""
    context.terminal_width = 80
    context.max_content_width = 80
    parts = [f"## {context.command_path}\n", "```", command.get_help(context), "```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            parts += _section(below, click.Context(below, info_name=name, parent=context))
    return parts


def definitions_page() -> str:
    """The shipped definitions as a table."""
    lines = [
        "# Definitions\n",
        "Made by `python tools/generated_docs.py` from `src/retally/reference/definitions.toml`.\n",
        "| definition | what it means | sources | party | statuses | area | day rule |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{one.name}` | {one.sentence} | {', '.join(one.sources)} | {one.party} "
        f"| {' + '.join(sorted(one.statuses))} | {one.area_model} | {one.day_rule} |"
        for one in definitions(()).values()
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the pages, or with --check compare them."""
    pages = {"commands.md": commands_page(), "definitions.md": definitions_page()}
    stale = []
    for name, text in pages.items():
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run python tools/generated_docs.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
