-- contracts: dialect=sqlite
CREATE TABLE t (id integer PRIMARY KEY, n int) STRICT;
