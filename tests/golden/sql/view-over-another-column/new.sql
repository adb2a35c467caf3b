-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    total text,
    note text
);
CREATE VIEW v AS SELECT id, note FROM orders;
