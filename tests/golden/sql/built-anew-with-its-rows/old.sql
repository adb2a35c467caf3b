-- contracts: dialect=sqlite
CREATE TABLE t (a integer);
