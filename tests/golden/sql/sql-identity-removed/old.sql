-- contracts: dialect=postgresql
CREATE TABLE t (id serial PRIMARY KEY);
