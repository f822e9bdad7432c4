"""The command ``retally``: finds the subcommand, turns errors into one line and an exit code."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from retally import __version__
from retally.errors import RetallyError

COMMANDS = {
    "demo": "The whole thing on a made-up war whose truth is known; no network.",
    "add": "Add control maps to the archive.",
    "fetch": "Fetch control maps from a publisher into the archive.",
    "archive": "List, verify or release what the archive holds.",
    "definitions": 'List the named rules for "holds".',
    "held": "Measure the ground held on a day.",
    "gains": "Measure the ground gained, lost and net over windows.",
    "change": "Measure the change between any two polygon files.",
    "read": "Read a story: its parts, figures, statements and relations.",
    "check": "Recompute the figures of a story.",
    "ledger": "Keep who said which quantity when, with revisions.",
    "publish": "Write a static site of the ground.",
    "desk": "Serve the pages and a JSON API on this machine.",
    "verify": "Recompute published figures, misses first.",
    "completion": "Print the shell completion script.",
}
"""Every command with its one line of help. Each lives in ``retally.cli.<name>_command`` as
``command``, and is imported only when it is run: ``retally --help`` needs nothing but click."""


class LazyCommands(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"retally.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the names and lines above, without an import."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, but an unknown command names the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; retally --help lists them"
            raise click.UsageError(f"no command {args[0]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="retally")
def cli() -> None:
    """Measure who holds the ground, and recompute the figures that stories print about it."""


def main() -> NoReturn:
    """Run the command line; ends the process with the exit code of the contract."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; errors are one line on stderr."""
    try:
        result = cli.main(arguments, prog_name="retally", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo("retally: stopped", err=True)
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        # The help of a group that was given no command: lines, not one line.
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        return _say(error, _command_path(error), error.exit_code)
    except RetallyError as error:
        return _say(error, "retally", error.exit_code)
    except BrokenPipeError:
        # The reader of the pipe (head, less) has gone: nothing is left to say to it.
        sys.stderr.close()
        return 0
    except OSError as error:
        # A file that the user named and that cannot be written; what is read has its own errors.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"retally: {where}{error.strerror or error}", err=True)
        return 2
    except KeyboardInterrupt:
        click.echo("retally: stopped", err=True)
        return 130


def _command_path(error: click.ClickException) -> str:
    """``retally gains`` for an error of that command's options."""
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "retally"


def _say(error: Exception, prefix: str, code: int) -> int:
    """Print an error as one line; the exit code is handed through."""
    text = error.format_message() if isinstance(error, click.ClickException) else str(error)
    click.echo(f"{prefix}: {' '.join(text.split())}", err=True)
    return code
