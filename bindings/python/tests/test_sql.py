"""SQL schemas, from Python."""

import contracts

OLD = b"CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL);\n"
NEW = OLD + b"ALTER TABLE orders RENAME COLUMN status TO state;\n"


def test_a_rename_breaks_readers_and_writers():
    diff = contracts.diff(contracts.Source(OLD, file="1.sql"), contracts.Source(NEW, file="2.sql"))
    assert diff.format is contracts.Format.SQL
    assert diff.verdict is contracts.Verdict.INCOMPATIBLE
    finding = diff.findings[0]
    assert finding.rule == "sql-column-renamed"
    assert finding.part == "orders.status"
    assert "readers and writers" in finding.message
    assert (finding.new.file, finding.new.line) == ("2.sql", 2)
