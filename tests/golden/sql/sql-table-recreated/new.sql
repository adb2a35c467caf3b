-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
DROP TABLE orders;
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
