-- contracts: dialect=postgresql
CREATE TABLE t (id int PRIMARY KEY);
