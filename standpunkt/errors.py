"""Every error a user can meet, in one small tree.

Each message is one line that says what was expected, what was found and what to do::

    StandpunktError
    ├── InputError      a file, a record or an option that cannot be used
    ├── StoreError      the graph store is missing, locked or unreadable
    ├── QueryError      SPARQL that is wrong or not allowed
    └── ModelError      the language model is missing or does not fit

The rooms `extract` and `graph` know nothing of the front door, so the classes they raise live in
`extract.records`; this page is their public address.
"""

from standpunkt.extract.records import (
    InputError,
    ModelError,
    QueryError,
    StandpunktError,
    StoreError,
)

__all__ = ["InputError", "ModelError", "QueryError", "StandpunktError", "StoreError"]
