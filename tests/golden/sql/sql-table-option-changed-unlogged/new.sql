-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders OWNER TO admin;
ALTER TABLE orders SET UNLOGGED;
CREATE TABLE scratch (id bigint PRIMARY KEY);
ALTER TABLE scratch OWNER TO admin;
