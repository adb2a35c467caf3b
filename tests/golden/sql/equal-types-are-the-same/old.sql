-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    a int4,
    b character varying(20),
    c decimal(10,2),
    d timestamptz
);
