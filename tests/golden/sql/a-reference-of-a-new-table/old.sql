-- contracts: dialect=postgresql
CREATE TABLE parent (
    id bigint PRIMARY KEY,
    name text
);
