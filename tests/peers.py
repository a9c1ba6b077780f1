"""Programs that tests talk to: a test without one is skipped and says what is missing; in CI it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def unavailable(what: str) -> NoReturn:
    """Skip with the reason, or fail where everything must be there."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(what)
    pytest.skip(what)


def program(name: str, package: str) -> str:
    """The path of a program that comes with a Debian package."""
    path = shutil.which(name)
    if not path:
        unavailable(f"{name} is needed here: install the package `{package}`")
    return path
