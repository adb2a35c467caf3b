-- contracts: dialect=postgresql
CREATE TABLE t (id integer PRIMARY KEY);
