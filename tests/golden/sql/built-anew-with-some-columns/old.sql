-- contracts: dialect=sqlite
CREATE TABLE t (a integer, b text);
