-- contracts: dialect=postgresql
CREATE TYPE place AS (street text);
CREATE TABLE t (id integer PRIMARY KEY, home place);
