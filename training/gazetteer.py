"""Build the shipped actor tables and ``ontologies/actors.ttl`` from open data.

    python training/gazetteer.py SOURCE [FAKER]

SOURCE is a folder with the Wikidata, Bundestag, Party Facts and world-leader tables named below, FAKER the folder
`faker/providers/person` of the package of that name (MIT). Written are

* ``people.csv``            members and speakers of the Bundestag, heads of state and government (CC0, official data)
* ``memberships.csv``       offices in which speakers addressed the Bundestag, first day to last (official data)
* ``people_cc-by-sa.csv``   current leaders (CC BY-SA 4.0): a table of its own, never mixed into another
* ``parties.csv``           parties of Europe and its neighbours (Party Facts: MIT; Wikidata: CC0)
* ``given_names.csv``       first names with the sex of their bearers (Faker: MIT; members of the Bundestag: CC0)
* ``ontologies/actors.ttl`` states, Länder, organisations, parties and seats of government as RDF

The hand-kept tables beside them (states, laender, organisations, metonyms, offices, spellings) are input only.
"""

import ast
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from standpunkt.extract.names import fold

TABLES = Path(__file__).resolve().parents[1] / "extract" / "lexicon" / "actors"
ONTOLOGY = Path(__file__).resolve().parents[1] / "ontologies" / "actors.ttl"

PEOPLE = ("qid", "name", "aliases", "country", "party", "born")
MEMBERSHIPS = ("qid", "role", "since", "until")
PARTIES = ("qid", "name", "aliases", "country")

#: ISO 3166 codes of the states whose parties German news writes about.
ISO3 = {
    "AUT": "Q40", "BEL": "Q31", "BGR": "Q219", "CHE": "Q39", "CZE": "Q213", "DEU": "Q183", "DNK": "Q756617",
    "ESP": "Q29", "EST": "Q191", "FIN": "Q33", "FRA": "Q142", "GBR": "Q145", "GEO": "Q230", "GRC": "Q41",
    "HRV": "Q224", "HUN": "Q28", "IRL": "Q27", "ISL": "Q189", "ISR": "Q801", "ITA": "Q38", "LTU": "Q37",
    "LUX": "Q32", "LVA": "Q211", "MDA": "Q217", "MKD": "Q221", "NLD": "Q29999", "NOR": "Q20", "POL": "Q36",
    "PRT": "Q45", "ROU": "Q218", "RUS": "Q159", "SRB": "Q403", "SVK": "Q214", "SVN": "Q215", "SWE": "Q34",
    "TUR": "Q43", "UKR": "Q212", "USA": "Q30", "XKX": "Q1246",
}  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(path: Path, header: tuple[str, ...], table: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(table, key=lambda row: (row["name"], row["qid"])))


def first(value: Any) -> str:
    """The data writes one value bare and several as a list."""
    if isinstance(value, list):
        return "|".join(str(item) for item in value if item)
    return str(value or "")


def members(source: Path) -> Iterator[dict[str, str]]:
    for member in json.loads((source / "bundestag_members_wikidata.json").read_text(encoding="utf-8")):
        name = re.sub(r"\s*\([^)]*\)$", "", first(member["label"]))
        if re.fullmatch(r"Q\d+", name):
            continue
        born = first(member.get("birthDate")).split("|")[0][:4]
        yield {"qid": member["id"], "name": name, "country": "Q183", "party": first(member["partyID"]), "born": born}


def speakers(source: Path) -> Iterator[dict[str, str]]:
    for speaker in json.loads((source / "bundestag_speakers_2017-2026.json").read_text(encoding="utf-8")):
        parts = (speaker["vorname"], speaker.get("zusatz"), speaker["nachname"])
        if speaker.get("wikidata") and speaker["vorname"]:
            yield {"qid": speaker["wikidata"], "name": " ".join(part for part in parts if part), "country": "Q183"}


#: Offices of the government; what else stands in the role (presiding, "zur Geschäftsordnung") is none.
OFFICE = re.compile(r"(Bundes(kanzler|minister)|Staatsminister|Parl\. Staatssekretär|Beauftragte|Ministerpräsident)")


def memberships(source: Path) -> Iterator[dict[str, str]]:
    """Offices with the days of the first and last speech in them; those of the last months may go on."""
    speakers = json.loads((source / "bundestag_speakers_2017-2026.json").read_text(encoding="utf-8"))
    newest = max(role["bis"] for speaker in speakers for role in speaker["rollen"])
    for speaker in speakers:
        for role in speaker["rollen"]:
            if speaker.get("wikidata") and OFFICE.match(role["rolle"]) and role["von"] < role["bis"]:
                ended = date.fromisoformat(newest) - date.fromisoformat(role["bis"]) > timedelta(days=180)
                yield {
                    "qid": speaker["wikidata"], "name": speaker["nachname"], "role": role["rolle"],
                    "since": role["von"], "until": role["bis"] if ended else "",
                }  # fmt: skip


#: Of which state somebody is head first of all who is head of several.
HOME = {"Q3052772": "Q142", "Q9682": "Q145", "Q43274": "Q145"}


def leaders(source: Path) -> Iterator[dict[str, str]]:
    """Heads of state and government of 2022, each under one state."""
    for row in rows(source / "world-leaders-2022-wikidata.csv"):
        home = HOME.get(row["officeholder"], row["countryid"])
        if not row["officeholderLabel"].startswith("Q") and row["countryid"] == home:
            yield {"qid": row["officeholder"], "name": row["officeholderLabel"], "country": row["countryid"]}


def current_leaders(source: Path, known: dict[str, str]) -> Iterator[dict[str, str]]:
    """Leaders of the CC BY-SA table whose ids no other table contradicts; unions are left out: theirs are wrong."""
    names = {name: qid for qid, name in known.items()}
    table = json.loads((source / "world-leaders-current-2026-08-22.json").read_text(encoding="utf-8"))
    countries = {row["code"]: row["qid"] for row in rows(source / "territories_qid_de.csv")}
    for state in table["countries"].values():
        country = countries.get(state["country"]["iso_code"].lower())
        for office in state["positions"].values():
            holder = office.get("current_holder")
            if not country or not holder or holder["wikidata_id"] in known or holder["name_en"] in names:
                continue
            yield {"qid": holder["wikidata_id"], "name": holder["name_en"], "country": country}


def merged(*tables: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """One row a person: the first name found is the name, the others are aliases; hand-kept spellings win."""
    people: dict[str, dict[str, str]] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for row in table:
            person = people.setdefault(row["qid"], {})
            names[row["qid"]].append(row["name"])
            person.update({key: value for key, value in row.items() if value and not person.get(key)})
    for row in rows(TABLES / "spellings.csv"):
        if row["qid"] in people:
            names[row["qid"]] = [row["name"], *row["aliases"].split("|"), *names[row["qid"]]]
    for qid, person in people.items():
        person["name"], *others = dict.fromkeys(filter(None, names[qid]))
        person["aliases"] = "|".join(others)
    return list(people.values())


def parties(source: Path) -> Iterator[dict[str, str]]:
    """Parties that the hand-kept table lacks, under neither their id nor one of their names."""
    hand_kept = list(rows(TABLES / "organisations.csv"))
    taken = {
        (fold(name), row["country"]) for row in hand_kept for name in (row["name"], *row["aliases"].split("|")) if name
    }
    for row in _parties(source, {row["qid"] for row in hand_kept}):
        if (fold(row["name"]), row["country"]) not in taken:
            yield row


def _parties(source: Path, kept: set[str]) -> Iterator[dict[str, str]]:
    for party in json.loads((source / "german_parties_wikidata.json").read_text(encoding="utf-8")):
        name = first(party["label"])
        if party["id"] not in kept and not re.fullmatch(r"Q\d+", name) and "fraktionslos" not in name:
            kept.add(party["id"])
            yield {
                "qid": party["id"],
                "name": name,
                "country": "Q183",
                "aliases": _short(first(party.get("labelAlternative"))),
            }
    for row in rows(source / "partyfacts_wikidata.csv"):
        if row["country"] in ISO3 and row["wikidata_id"] not in kept:
            kept.add(row["wikidata_id"])
            native = [row["name_native"]] if re.match(r"[A-Za-zÀ-ž]", row["name_native"]) else []
            name, *others = [re.sub(r"\s*\(.*", "", part) for part in (*native, row["name"])]
            yield {
                "qid": row["wikidata_id"], "name": name, "country": ISO3[row["country"]],
                "aliases": "|".join(filter(None, [*others, _short(row["name_short"])])),
            }  # fmt: skip


def _short(text: str) -> str:
    """Abbreviations are marked with ``~``: they count only where the document is about their country."""
    return "|".join(f"~{part}" for part in text.split("|") if re.match(r"[A-Za-zÀ-ž]", part))


#: Locales of Faker whose names German news writes in Latin letters, and those that it transliterates.
LATIN = (
    "cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_US es_ES et_EE fi_FI fr_FR hr_HR hu_HU it_IT lt_LT lv_LV nl_NL no_NO "
    "pl_PL pt_PT ro_RO sk_SK sl_SI sv_SE tr_TR"
).split()
CYRILLIC = ("ru_RU", "uk_UA", "bg_BG")
LETTERS = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch  y  e ju ja i ji je g".split(" "),
    strict=True,
))  # fmt: skip


def given_names(source: Path, faker: Path) -> Iterator[dict[str, str]]:
    """First names of one part and the sex of those who bear them; none where both bear it, no German noun."""
    borne: dict[str, set[str]] = defaultdict(set)
    for locale in (*LATIN, *CYRILLIC):
        for sex, names in _faker(faker / locale / "__init__.py"):
            for name in names:
                borne[_latin(name.replace("и", "y") if locale == "uk_UA" else name)].add(sex)
    for member in json.loads((source / "bundestag_members_wikidata.json").read_text(encoding="utf-8")):
        if member.get("gender") in ("male", "female"):
            borne[first(member["label"]).split()[0]].add(member["gender"][0])
    nouns = set(_nouns(source.parent / "treebank"))
    for name, sexes in borne.items():
        if re.fullmatch(r"[A-ZÀ-Ž][a-zà-ž]{2,}(-[A-ZÀ-Ž][a-zà-ž]+)?", name) and name not in nouns | {"The"}:
            yield {"qid": "", "name": name, "sex": sexes.pop() if len(sexes) == 1 else ""}


def _faker(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lists of male and female first names that a locale's module writes down."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            match = re.fullmatch(r"first_names_(male|female)\w*", node.targets[0].id)
            if match:
                values = [one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)]
                yield match[1][0], [value for value in values if isinstance(value, str)]


def _latin(name: str) -> str:
    """A Cyrillic name as German writes it: "Сергей" becomes "Sergej"."""
    text = "".join(LETTERS.get(letter, letter) for letter in name.lower())
    return text.title() if re.search("[а-яієїґ]", name.lower()) else name


def _nouns(treebanks: Path) -> Iterator[str]:
    for path in treebanks.glob("*.conllu"):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 10 and fields[3] == "NOUN":
                yield fields[1]


def main(source: Path, faker: Path | None = None) -> None:
    people = merged(members(source), speakers(source), leaders(source))
    write(TABLES / "people.csv", PEOPLE, people)
    write(TABLES / "memberships.csv", MEMBERSHIPS, memberships(source))
    known = {row["qid"]: row["name"] for row in people} | {
        row["qid"]: row["holder"] for row in rows(TABLES / "offices.csv") if row["qid"]
    }
    english = {row["name"]: row["qid"] for row in leaders(source)}
    known |= {qid: name for name, qid in english.items()}
    write(TABLES / "people_cc-by-sa.csv", PEOPLE, merged(current_leaders(source, known)))
    write(TABLES / "parties.csv", PARTIES, parties(source))
    if faker:
        write(TABLES / "given_names.csv", ("name", "sex"), given_names(source, faker))
    from actors_ttl import turtle  # noqa: PLC0415  (same folder)

    ONTOLOGY.write_text(turtle(TABLES), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not all(Path(folder).is_dir() for folder in sys.argv[1:]):
        sys.exit("expected the folder with the source tables: python training/gazetteer.py SOURCE [FAKER]")
    main(*map(Path, sys.argv[1:]))
