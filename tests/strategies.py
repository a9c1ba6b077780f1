"""Hypothesis strategies for the values that travel through the system."""

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from standpunkt.extract.records import RELATIONS, Precision
from standpunkt.graph.networks import Stand

# Debates as networks see them ------------------------------------------------------------------------------------


@st.composite
def networked(draw: st.DrawFn) -> Stand:
    """A stand of one of six actors on one of four topics, dated or not."""
    actor, topic = draw(st.sampled_from("ABCDEF")), draw(st.sampled_from(["T1", "T2", "T3", "T4"]))
    relation = draw(st.sampled_from(sorted(RELATIONS)))
    return Stand(
        actor_id=actor,
        actor_name=actor,
        topic_id=topic,
        topic_label=topic,
        relation=relation,
        polarity=RELATIONS[relation],
        document=draw(st.sampled_from("xyz")),
        stated_on=draw(st.none() | st.dates(date(2023, 12, 1), date(2025, 2, 1))),
        precision=draw(st.sampled_from(get_args(Precision))),
    )


def debates() -> st.SearchStrategy[list[Stand]]:
    """Up to thirty stands."""
    return st.lists(networked(), max_size=30)
