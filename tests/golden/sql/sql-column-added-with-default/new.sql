-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text,
    total integer NOT NULL DEFAULT 0
);
