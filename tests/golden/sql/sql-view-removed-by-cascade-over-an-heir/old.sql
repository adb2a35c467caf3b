-- contracts: dialect=postgresql
CREATE TABLE customers (
    id bigint PRIMARY KEY
);
CREATE TABLE members (
    since date
) INHERITS (customers);
ALTER TABLE members ADD UNIQUE (id);
CREATE VIEW all_members AS SELECT id, since FROM members;
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    member bigint REFERENCES members (id)
);
