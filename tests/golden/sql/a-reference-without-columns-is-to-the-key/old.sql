-- contracts: dialect=postgresql
CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES t (id));
