-- contracts: dialect=postgresql
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 'abc', b int NOT NULL DEFAULT '12');
