-- contracts: dialect=postgresql
CREATE TABLE t (id bigint PRIMARY KEY, a int, data int);
CREATE VIEW v AS SELECT id, a FROM t WHERE a > data;
