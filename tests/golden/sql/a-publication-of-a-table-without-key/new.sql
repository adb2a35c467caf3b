-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE log (at timestamptz, line text);
CREATE PUBLICATION good FOR TABLE orders;
CREATE PUBLICATION bad FOR TABLE log;
