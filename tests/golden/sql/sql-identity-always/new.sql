-- contracts: dialect=postgresql
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
