-- contracts: dialect=sqlite
CREATE TABLE t (a integer);
CREATE TABLE n (a integer);
INSERT INTO n (a) SELECT a FROM t WHERE a > 5;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
