"""The notebooks run from top to bottom, without a network and without a warning."""

import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.py"))
FIRST = """
import socket, warnings
warnings.simplefilter("error")
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
"""


@pytest.fixture
def notebook(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The notebook, executed, with its temporary files in a folder of the test."""
    jupytext, nbclient, nbformat = map(pytest.importorskip, ("jupytext", "nbclient", "nbformat"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = jupytext.read(request.param)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(FIRST))
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(request.param.parent)}})
    return client.execute()


@pytest.mark.skipif(sys.platform == "win32", reason="the kernel's event loop warns on Windows")
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem, indirect=True)
def test_notebook(notebook: Any) -> None:
    """Every cell with a last value or a print shows something, nothing goes wrong."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    text = "".join(output.text for output in outputs if output.get("name") == "stdout")
    assert "12 Artikel" in text and "12 schon bekannt, 0 geändert" in text
    assert "Arkadi Belosjorow gegen NATO-Truppen" in text and "Korbinian Haslpeter" in text
    assert "kongruenz.gexf" in text
    [drawing] = [output.data["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert drawing.count("<circle") > 5 and drawing.count("<line") > 3


def test_there_is_a_tour() -> None:
    """At least one notebook, with short cells of prose between those of code."""
    assert NOTEBOOKS and all("# %% [markdown]" in path.read_text("utf-8") for path in NOTEBOOKS)
