-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
CREATE TABLE copy AS SELECT * FROM orders WHERE id > 5;
