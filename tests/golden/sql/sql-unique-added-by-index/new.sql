-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
CREATE UNIQUE INDEX by_status ON orders (status);
