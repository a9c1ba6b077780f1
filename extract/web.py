"""Pages and feeds fetched over HTTP, only where the user gives their address.

>>> [link.url for link in links(b"<rss><channel><item><link>https://beispiel.de/a</link></item></channel></rss>")]
['https://beispiel.de/a']
"""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from standpunkt.extract.dates import parse_date
from standpunkt.extract.raw import NO_FIELDS, Fields, Source, from_bytes
from standpunkt.extract.records import InputError

_TIMEOUT = 30.0
_MOST_BYTES = 64 * 1024 * 1024
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/rss+xml": ".feed",
    "application/xml": ".feed",
    "text/xml": ".feed",
    "application/atom+xml": ".feed",
}
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)


class Link(NamedTuple):
    """One entry of a feed: the article's address and what the feed says about it."""

    url: str
    fields: Fields


def is_address(name: str) -> bool:
    """Whether a path that the user gave is an address to be fetched."""
    return name.lower().startswith(("http://", "https://"))


def fetch(url: str, fields: Fields = NO_FIELDS) -> Source:
    """The page or file at `url`, in memory; the suffix ".feed" marks an RSS or Atom feed. Raises `InputError`."""
    if not is_address(url):
        raise InputError(f"expected an address that begins with http:// or https://, got {url[:80]!r}")
    request = urllib.request.Request(url, headers={"User-Agent": "standpunkt/0.1", "Accept": "text/html,*/*;q=0.8"})
    try:
        with _opener().open(request, timeout=_TIMEOUT) as answer:
            data = answer.read(_MOST_BYTES + 1)
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(f"expected a page, got {_reason(error)}; check the address and the connection") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"expected a page of at most {_MOST_BYTES >> 20} MB, got more; download it and give the file")
    source = from_bytes(data, url, slug(url), _suffix(kind, url, data))
    return Source(url, source.id, source.suffix, source.open, charset, fields)


def _opener() -> urllib.request.OpenerDirector:
    """An opener that knows HTTP only, so that no redirection leads to local files or elsewhere."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return f"HTTP status {error.code}"
    return str(getattr(error, "reason", error)) or type(error).__name__


def _suffix(kind: str, url: str, data: bytes) -> str:
    """The format by content type, the look of the bytes, and last the address."""
    if kind in ("text/xml", "application/xml", "text/html", "application/rss+xml", "text/plain") and _FEED.match(
        data[:4096]
    ):
        return ".feed"
    path = re.sub(r"\.gz\Z", "", urlsplit(url).path.lower())
    return _SUFFIXES.get(kind) or (re.search(r"\.[a-z]{2,7}\Z", path) or [""])[0]


def slug(url: str) -> str:
    """A readable id for an address: host and path in letters, digits, dots and hyphens."""
    parts = urlsplit(url)
    path = re.sub(r"\.(?:html?|php|txt|pdf|jsonl?|csv)\Z", "", unquote(parts.path))
    words = f"{(parts.hostname or '').removeprefix('www.')}{path} {parts.query}"
    return re.sub(r"[^\w.]+", "-", words).strip("-.")[:120]


def links(data: bytes, base: str = "") -> Iterator[Link]:
    """The entries of an RSS or Atom feed in the order they stand in. Raises `InputError`."""
    if b"<!ENTITY" in data:
        raise InputError("expected a feed, got XML that declares entities; it was not read")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise InputError(f"expected an RSS or Atom feed, got XML that is broken ({error})") from error
    found = [entry for entry in root.iter() if _name(entry) in ("item", "entry") and _link(entry)]
    if not found:
        raise InputError("expected an RSS or Atom feed with links, got XML without any; give the address of an article")
    for entry in found:
        yield Link(urljoin(base, _link(entry) or ""), _fields(entry))


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _link(entry: ElementTree.Element) -> str | None:
    """The address of the article: text of `link` in RSS, its `href` in Atom."""
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            if url := (child.get("href") or child.text or "").strip():
                return url
    return None


def _fields(entry: ElementTree.Element) -> Fields:
    """Title, day and author of an entry; the day of a change is not the day of publication."""
    words = {_name(child): " ".join("".join(child.itertext()).split()) for child in entry}
    return Fields(
        title=words.get("title") or None,
        published_on=_mail_day(words.get("pubDate", ""))
        or parse_date(words.get("published") or words.get("date") or ""),
        author=words.get("creator") or words.get("author") or None,
    )


def _mail_day(written: str) -> date | None:
    """The day in the notation of mails and RSS ("Sat, 03 Jan 2026 05:37:00 +0100"), as it is written there."""
    try:
        return parsedate_to_datetime(written).date()
    except ValueError:
        return None
