"""What matching keeps: a change sees whole tables or the rows it asked for, and the same is kept of it either way."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.matching.cache import Cache
from ingest.matching.working import Working

Tie = tuple[str, str, str, str]
WHO = st.sampled_from("abcd")
TIES = st.sets(st.tuples(WHO, WHO, WHO, st.just("mother")), max_size=12)
CHANGES = st.lists(st.tuples(WHO, st.sets(st.tuples(WHO, WHO), max_size=3)), max_size=6)


def replace(con: Working, source: str, said: set[tuple[str, str]]) -> None:
    """All that a record says about who cares for whom is replaced."""
    con.bring("tie", "source", f"SELECT '{source}'")
    con.delete("tie", "source = ?", [source])
    con.put("tie", [(source, adult, child, "mother") for adult, child in sorted(said)])


def children_of(con: Working, adult: str) -> set[Tie]:
    con.bring("tie", "adult", f"SELECT '{adult}'")
    return set(con.execute("SELECT * FROM tie WHERE adult = ?", [adult]).fetchall())


def begun(folder: Path, ties: set[Tie]) -> Cache:
    cache = Cache(folder, "model")
    with cache.change("whole", anew=True) as con:
        con.put("tie", sorted(ties))
    return cache


@settings(max_examples=25)
@given(ties=TIES, changes=CHANGES, asked=st.lists(WHO, max_size=6))
def test_rows_that_are_asked_for_are_those_of_the_whole_after_any_changes(
    tmp_path_factory: object,
    ties: set[Tie],
    changes: list[tuple[str, set[tuple[str, str]]]],
    asked: list[str],
) -> None:
    cache = begun(tmp_path_factory.mktemp("cache"), ties)  # type: ignore[attr-defined]
    wanted = set(ties)
    with cache.change("night") as con:
        assert not con.whole
        for step, (source, said) in enumerate(changes):
            if step < len(asked):
                adult = asked[step]
                assert children_of(con, adult) == {tie for tie in wanted if tie[1] == adult}
            replace(con, source, said)
            wanted = {tie for tie in wanted if tie[0] != source}
            wanted |= {(source, adult, child, "mother") for adult, child in said}
        for adult in asked:
            assert children_of(con, adult) == {tie for tie in wanted if tie[1] == adult}
    assert set(cache.store.all_rows("tie")) == wanted
    assert cache.stamp == "night"
    cache.close()


def test_a_change_brings_in_what_it_asks_for_and_no_more(tmp_path: Path) -> None:
    cache = begun(tmp_path, {(f"r{n}", f"a{n // 2}", f"c{n}", "mother") for n in range(500)})
    with cache.trial() as con:
        assert len(children_of(con, "a7")) == 2
        assert con.execute("SELECT count(*) FROM tie").fetchone() == (2,)
    cache.close()


def test_a_change_that_fails_or_is_only_looked_at_is_not_kept(tmp_path: Path) -> None:
    ties = {("r", "a", "c", "mother")}
    cache = begun(tmp_path, ties)
    with cache.trial() as con:
        replace(con, "r", set())
    with cache.change("looked at", keep=False) as con:
        replace(con, "r", {("b", "c")})
    try:
        with cache.change("failed") as con:
            replace(con, "r", {("b", "c")})
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert (cache.stamp, set(cache.store.all_rows("tie"))) == ("whole", ties)
    cache.close()
