-- contracts: dialect=sqlite
CREATE TABLE t (a integer);
CREATE TABLE n (a integer, b integer);
INSERT INTO n (a) SELECT a FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
