"""``retally completion``: the script that teaches a shell to complete retally's words."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    eval "$(retally completion bash)"        # in ~/.bashrc
    eval "$(retally completion zsh)"         # in ~/.zshrc
    retally completion fish | source         # in config.fish
    """  # noqa: D301
    from click.shell_completion import get_completion_class

    from retally.cli.main import cli

    found = get_completion_class(shell)
    if found is None:  # pragma: no cover - click knows the three shells of the choice
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(cli, {}, "retally", "_RETALLY_COMPLETE").source())
