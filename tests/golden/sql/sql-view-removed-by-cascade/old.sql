-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
CREATE TABLE customers (
    id bigint PRIMARY KEY
);
CREATE VIEW all_customers AS SELECT id FROM customers;
