"""The command that offers the graph to programs and browsers."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from standpunkt.console import plain_errors, say
from standpunkt.extract.records import InputError


def serve(
    store: Annotated[Path, typer.Option("--store", "-s", help="The folder of the graph store.")] = Path("kg"),
    host: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 lets the whole network in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8765,
    name: Annotated[list[str] | None, typer.Option(help="Another name it is called by, behind a proxy.")] = None,
    cors: Annotated[str | None, typer.Option(help="The pages that may read answers: https://example.org or *")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 60,
    memory: Annotated[int, typer.Option(min=128, help="Megabytes that a query may need.")] = 2048,
    limit: Annotated[int, typer.Option(min=1, help="Megabytes that an answer may have.")] = 256,
    show_it: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = False,
) -> None:  # fmt: skip
    """Offer the graph for reading: a SPARQL endpoint at /sparql, a page for questions at /.

    Example: `standpunkt serve --store kg --open`
    """
    from standpunkt.graph.pool import Limits
    from standpunkt.graph.serving import Options, Server

    limits = Limits(timeout=timeout, memory=memory, answer=limit)
    with plain_errors("stopped"):
        try:
            server = Server(store, Options(host=host, port=port, names=tuple(name or ()), cors=cors, limits=limits))
        except OSError as error:
            raise InputError(
                f"expected a free port, got {host}:{port} ({error.strerror}): choose another --port"
            ) from error
        with server:
            print(server.url, flush=True)
            say("Ctrl-C stops it; programs ask at /sparql")
            if show_it:
                webbrowser.open(server.url)
            server.serve_forever()
