"""The wheel holds everything, and what it holds works without the repository and without a network."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = {
    "standpunkt": ["*.py", "py.typed"],
    "extract": ["*.py", "lexicon/**/*", "model/*"],
    "graph": ["*.py", "queries/*.rq", "templates/**/*"],
    "ontologies": ["*.py", "**/*.ttl"],
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree with the tools that are installed."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


def expected() -> set[str]:
    """The names that must be in the wheel."""
    names = set()
    for room, patterns in SHIPPED.items():
        home = "standpunkt" if room == "standpunkt" else f"standpunkt/{room}"
        for pattern in patterns:
            files = (path for path in (ROOT / room).glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
            names |= {f"{home}/{path.relative_to(ROOT / room).as_posix()}" for path in files}
    return names


def test_every_file_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        missing = expected() - set(archive.namelist())
    assert not missing


def test_the_metadata_name_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(next(n for n in archive.namelist() if n.endswith("METADATA"))).decode()
    assert "License-Expression: Apache-2.0 AND CC-BY-SA-4.0" in metadata
    assert metadata.count("License-File:") == 2


_SCRIPT = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked")
socket.socket.connect = refuse
import standpunkt.extract.language as language
assert "site" in language.__file__, language.__file__
doc = language.load()("Peskow lehnt NATO-Truppen in der Ukraine ab.")
print([(token.text, token.lemma_, token.dep_) for token in doc][:2])
"""


def test_the_language_room_works_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """In a clean environment that sees only the wheel and the libraries it needs, away from the repository."""
    home = tmp_path / "clean"
    venv.create(home, with_pip=True, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": ""}
    target = next((home / "lib").glob("python*/site-packages"))
    (target / "libraries.pth").write_text(libraries + "\n")
    done = subprocess.run(
        [python, "-I", "-c", _SCRIPT], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "('lehnt', 'lehnen', 'ROOT')" in done.stdout
