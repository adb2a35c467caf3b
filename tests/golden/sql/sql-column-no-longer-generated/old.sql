-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    price integer,
    gross integer GENERATED ALWAYS AS (price * 2) STORED
);
