-- contracts: dialect=sqlite
CREATE TABLE t (a integer, b text);
CREATE TABLE n (a integer, b text);
INSERT INTO n SELECT * FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
