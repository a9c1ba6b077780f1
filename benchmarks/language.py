"""Speed and memory of the language room: `python -m benchmarks.language TEXTS… [--threads N]`.

Rates are words a second, taken in one run one after the other and repeated: the whole pipeline (`nlp.pipe`)
and the bare encoder on the very same chunks. On a noisy machine only their ratio is comparable between runs.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from spacy.language import Language

from standpunkt.extract import analysis
from standpunkt.extract.language import load


def texts_of(paths: Iterable[Path], words: int) -> list[str]:
    """Running text of about `words` words from plain-text files, repeated if need be."""
    texts = [path.read_text("utf-8") for path in paths]
    chosen: list[str] = []
    count = 0
    while count < words:
        for text in texts:
            chosen.append(text)
            count += len(text.split())
    return chosen


def timed(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def bare(nlp: Language, texts: list[str], threads: int) -> Callable[[], object]:
    """The encoder alone on the chunks of `texts`, everything else prepared beforehand."""
    analyser = nlp.get_pipe("standpunkt_analysis").analyser  # type: ignore[attr-defined]
    works = [analyser._prepare(nlp.make_doc(text)) for text in texts]
    inputs = [analysis.encode(work.pieces[chunk.start : chunk.end]) for work in works for chunk in work.chunks()]

    def run() -> None:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(lambda arrays: analyser.session.run(None, arrays), inputs):
                pass

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--words", type=int, default=15_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    load_time = timed(lambda: load(threads=options.threads)("Warm."))
    nlp = load(threads=options.threads)
    texts = texts_of(options.texts, options.words)
    words = sum(1 for text in texts for token in nlp.make_doc(text) if not token.is_space)
    encoder = bare(nlp, texts, options.threads)
    whole = lambda: [None for _ in nlp.pipe(texts)]  # noqa: E731
    rounds = [(timed(encoder), timed(whole)) for _ in range(options.rounds)]
    fastest_bare, fastest_whole = min(b for b, _ in rounds), min(w for _, w in rounds)
    print(f"load and first sentence  {load_time:6.2f} s")
    print(f"bare encoder             {words / fastest_bare:6.0f} words/s on {options.threads} core(s)")
    print(f"whole pipeline           {words / fastest_whole:6.0f} words/s, ratio {fastest_bare / fastest_whole:.2f}")
    print(f"peak memory              {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
