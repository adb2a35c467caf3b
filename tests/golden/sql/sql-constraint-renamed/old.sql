-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    total integer CONSTRAINT a CHECK (total > 0)
);
