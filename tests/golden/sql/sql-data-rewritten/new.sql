-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    note text NOT NULL,
    total integer NOT NULL
);
ALTER TABLE orders ALTER COLUMN total TYPE bigint USING total::bigint;
ALTER TABLE orders ALTER COLUMN total TYPE bigint USING total * 100;
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
ALTER TABLE orders ALTER COLUMN note TYPE text;
