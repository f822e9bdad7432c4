"""The house rules that a machine can hold: rooms, names, sizes, pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import retally
from retally.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "retally"
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
BANNED = {"utils", "util", "helpers", "common", "misc", "core", "manager"}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_stands_in_architecture_docs_and_contract(package):
    assert f"`{package}/`" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert f"retally.{package}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    page = "commands" if package == "cli" else package
    assert (ROOT / "docs" / f"{page}.md").is_file()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module_is_named_after_what_it_holds_and_is_not_too_long(path):
    assert path.stem not in BANNED
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module_says_what_it_holds(path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or text.startswith('"""')


def test_packages_are_at_most_two_deep():
    assert max(len(path.relative_to(PACKAGE).parts) for path in MODULES) <= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_a_section_in_the_docs(command):
    assert f"## retally {command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in retally.__all__ if name != "__version__"])
def test_public_name_has_a_section_in_the_docs_and_can_be_imported(name):
    assert f"## {name}\n" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert getattr(retally, name).__doc__


def test_at_most_twenty_public_names():
    assert len(retally.__all__) <= 20


def test_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = retally.nonsense


def test_links_between_pages_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
