-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders OWNER TO shop;
CREATE UNLOGGED TABLE scratch (id bigint PRIMARY KEY);
