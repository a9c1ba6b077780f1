"""Which of the register's entries of one name a document means; an unsure answer is none.

>>> people = People("Kanzlerin Merkel sprach im Bundestag.", Gazetteer.load())
>>> choice = Choice(people, None, Gazetteer.load())
>>> choice.choose(Gazetteer.load().named("SPD")).name, choice.home() == GERMANY
('SPD', True)
"""

from datetime import date
from functools import cached_property

from standpunkt.extract.forms import Actor, form_of
from standpunkt.extract.gazetteer import GERMANY, Entry, Gazetteer, Match
from standpunkt.extract.mentions import People
from standpunkt.extract.names import fold, words

#: Words that show "Berlin" to be the Land.
BERLIN = ("Abgeordnetenhaus", "Senat", "Senats", "Senator", "Senatorin", "Bezirk", "Berliner")


class Choice:
    """The register as one document can mean it: by the countries it is about, its day, the party beside a name."""

    def __init__(self, people: People, on: date | None, gazetteer: Gazetteer) -> None:
        self._people = people
        self._on = on
        self._gazetteer = gazetteer

    def choose(self, matches: tuple[Match, ...], hints: tuple[str, ...] = ()) -> Entry | None:
        """The one entry that fits the document: local names need their country, people their time and party."""
        found = {match.entry.id: match.entry for match in matches if self._fits(match)}
        entries = list(found.values())
        if len(entries) > 1 and hints:
            entries = [entry for entry in entries if self._in_party(entry, hints)] or entries
        if len(entries) > 1:
            entries = self._by_country(entries)
        return entries[0] if len(entries) == 1 else None

    def actor(self, name: str) -> Actor | None:
        """The actor of the register that a name means here, under the form of its name that the text has."""
        entry = self.choose(self._gazetteer.named(name))
        return Actor(form_of(name, entry), entry.record()) if entry else None

    def _fits(self, match: Match) -> bool:
        entry = match.entry
        if entry.type == "person" and entry.born:
            age = (self._on.year if self._on else 2010) - entry.born
            return 20 <= age <= (85 if self._on else 75) and self.about(entry.country)
        return not match.local or self.about(entry.qid if entry.type == "state" else entry.country)

    @cached_property
    def in_bundestag(self) -> bool:
        """Whether a text speaks of the Bundestag and of no other parliament, so that a "SPD-Fraktion" sits there."""
        said = {word.text.lower() for word in self._people.words}
        others = tuple(words("parliaments"))
        return any(word.startswith("bundestag") for word in said) and not any(word.endswith(others) for word in said)

    def about(self, country: str) -> bool:
        counts = self._people.countries
        if country == GERMANY:
            return counts[GERMANY] > 0 or sum(counts.values()) < 3
        return counts[country] > 0

    def _by_country(self, entries: list[Entry]) -> list[Entry]:
        """The entries of the country the text speaks of most; Land and seat of government told apart by company."""
        if {entry.type for entry in entries} == {"state", "metonym"}:
            wanted = "state" if self._among_laender(entries) else "metonym"
            return [entry for entry in entries if entry.type == wanted]
        counts = self._people.countries
        ranks = [counts[entry.qid if entry.type == "state" else entry.country] for entry in entries]
        return [entry for entry, rank in zip(entries, ranks, strict=True) if rank == max(ranks)]

    def _among_laender(self, entries: list[Entry]) -> bool:
        """Whether "Berlin" stands among Länder or with Berlin's own bodies rather than among capitals."""
        own = next(entry.qid for entry in entries if entry.type == "state")
        laender = {state.qid for state in self._gazetteer.laender if state.qid != own}
        return sum(count for qid, count in self._people.countries.items() if qid in laender) > 0 or any(
            self._people.has(word) for word in BERLIN
        )

    def _in_party(self, entry: Entry, hints: tuple[str, ...]) -> bool:
        parties = {match.entry.qid for hint in hints for match in self._gazetteer.named(hint)}
        return bool(parties & set(entry.parties))

    def home(self, role: str = "") -> str | None:
        """The state that a bare "Außenminister" means: Germany, where the text is about German politics.

        A bare "Ministerpräsident" is that of the Land or state that the text speaks of most.
        """
        counts = self._people.countries
        if fold(role).startswith("ministerpräsident") or not counts[GERMANY]:
            ranks = [(qid, count) for qid, count in counts.most_common(4) if qid != GERMANY]
            clear = ranks and (len(ranks) == 1 or ranks[0][1] >= 2 * ranks[1][1])
            return ranks[0][0] if clear else None
        return GERMANY if counts[GERMANY] == max(counts.values()) else None

    def main_state(self) -> Entry | None:
        """The state a text is about, if one outweighs all others: then "Regierung" is its government."""
        ranks = [(qid, count) for qid, count in self._people.countries.most_common(3)]
        clear = ranks and ranks[0][1] > 2 and (len(ranks) == 1 or ranks[0][1] >= 2 * ranks[1][1])
        return self._gazetteer.entry(f"actor/{ranks[0][0]}") if clear else None
