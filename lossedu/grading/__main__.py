"""The command line, ``lossedu COMMAND``: see ``lossedu --help``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from lossedu import __version__
from lossedu.grading import _author, _learner, _teacher
from lossedu.grading._exercise import FormatError, UnknownExercise, meant
from lossedu.grading._terminal import USAGE, Command, UsageError, show


class _Parser(argparse.ArgumentParser):
    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    try:
        chosen = _parsed(sys.argv[1:] if arguments is None else arguments)
        said, code = chosen.command(chosen)
    except (UsageError, UnknownExercise, FormatError) as error:
        print(f"lossedu: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 130
    show(said)
    return int(code)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser, known = _parser()
    if not arguments:
        raise UsageError(f"Which command? One of {', '.join(known)}.")
    given = arguments[0]
    if given not in known and not given.startswith("-"):
        raise UsageError(f"There is no command {given!r}.{meant(given, known)}")
    chosen, rest = parser.parse_known_args(arguments)
    if rest:
        raise UsageError(_unknown(known.get(given, parser), rest[0]))
    return chosen


def _unknown(parser: argparse.ArgumentParser, given: str) -> str:
    """Say that a command does not take this, and what it takes instead."""
    options = [o for a in parser._actions for o in a.option_strings]
    what = f"`{parser.prog}` takes no {given}."
    return f"{what}{meant(given, options)} See: {parser.prog} --help"


def _parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    parser = _Parser("lossedu", description="Exercises on loss functions.")
    parser.add_argument("--version", action="version", version=f"lossedu {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, function: Command, what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what.capitalize() + ".")
        made.set_defaults(command=function)
        return made

    _learner.add_commands(add)
    _teacher.add_commands(add)
    _author.add_commands(add)
    return parser, commands.choices


if __name__ == "__main__":
    sys.exit(main())
