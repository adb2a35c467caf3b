-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
ALTER TABLE orders DROP COLUMN status;
ALTER TABLE orders ADD COLUMN status text NOT NULL DEFAULT '';
