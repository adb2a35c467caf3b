-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    total text
);
CREATE VIEW v AS SELECT id, total AS sum FROM orders;
CREATE VIEW w AS SELECT sum FROM v;
