"""Every column that points at a person is declared, with what becomes of it when the person leaves."""

from forum.kernel.db import Base


def test_every_column_that_names_a_person_is_declared(whole_app):
    declared = {(t.table, t.column) for t in whole_app.extensions["forum.personal"].tables}
    pointing = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys)
        or (column.name in {"person_id", "owner_id", "actor_id"} and table.name != "people")
    }
    assert pointing - declared == set()
    assert declared - pointing == {("people", "id")}
