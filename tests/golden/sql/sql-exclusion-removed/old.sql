-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    during tsrange,
    EXCLUDE USING gist (during WITH &&)
);
