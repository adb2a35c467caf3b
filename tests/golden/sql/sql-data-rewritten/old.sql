-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    note text NOT NULL,
    total integer NOT NULL
);
