-- contracts: dialect=postgresql
CREATE TABLE t (id bigserial PRIMARY KEY, a int NOT NULL, b int);
