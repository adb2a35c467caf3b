-- contracts: dialect=postgresql
CREATE TABLE t (a real, b float8);
