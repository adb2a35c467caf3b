-- contracts: dialect=postgresql
CREATE TABLE t (a double precision, b double precision);
