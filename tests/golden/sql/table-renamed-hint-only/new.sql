-- contracts: dialect=postgresql
CREATE TABLE purchases (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
