-- contracts: dialect=postgresql
CREATE TABLE parent (
    id bigint PRIMARY KEY,
    name text
);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    parent_id bigint
);
