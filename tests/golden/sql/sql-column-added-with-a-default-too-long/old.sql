-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
