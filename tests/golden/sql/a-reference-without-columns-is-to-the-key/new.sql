-- contracts: dialect=postgresql
CREATE TABLE t (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES t);
