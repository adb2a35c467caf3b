-- contracts: dialect=sqlite
CREATE TABLE t (id integer PRIMARY KEY, name text);
