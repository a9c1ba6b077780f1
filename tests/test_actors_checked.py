"""Who is meant: mentions with a day, each checked by hand (`actors_checked.tsv`)."""

import csv
from datetime import date
from pathlib import Path

from standpunkt.extract.actors import Linker
from standpunkt.extract.records import Document, Span

TABLE = Path(__file__).with_name("actors_checked.tsv")


def test_the_checked_mentions_are_linked_as_a_reader_links_them() -> None:
    """At least 97 of 100 have the expected Wikidata id, or the expected name where no id is known."""
    linker, wrong = Linker(), []
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    for number, row in enumerate(rows):
        on = date.fromisoformat(row["date"]) if row["date"] else None
        text, start = row["sentence"], row["sentence"].index(row["mention"])
        reading = linker.read(Document(id=str(number), text=text, source="a.txt", published_on=on))
        found = linker.resolve(reading, row["mention"], at=Span(start, start + len(row["mention"])))
        if found is None or row["expected"] not in (found.record.wikidata, found.record.name):
            wrong.append((row["mention"], row["date"], row["expected"], found and found.record.name))
    assert len(rows) >= 200 and sum(row["expected"].startswith("Q") for row in rows) >= 150
    assert len(wrong) <= 0.03 * len(rows), wrong
