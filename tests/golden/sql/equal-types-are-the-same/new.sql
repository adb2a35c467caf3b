-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    a integer,
    b varchar(20),
    c numeric(10,2),
    d timestamp with time zone
);
