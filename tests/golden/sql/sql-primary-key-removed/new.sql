-- contracts: dialect=postgresql
CREATE TABLE t (id integer NOT NULL);
