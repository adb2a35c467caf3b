-- contracts: dialect=postgresql
CREATE DOMAIN amount AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, total amount);
