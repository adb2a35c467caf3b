-- contracts: dialect=postgresql
CREATE TABLE t (id bigserial PRIMARY KEY, a int NOT NULL, b int);
ALTER TABLE t RENAME TO base;
ALTER TABLE base RENAME COLUMN a TO amount;
ALTER TABLE base ADD CHECK (amount > 100), ADD COLUMN c int NOT NULL;
CREATE VIEW t AS SELECT id, amount AS a, b FROM base;
