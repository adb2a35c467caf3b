-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
REVOKE ALL ON orders FROM reporting;
GRANT SELECT ON orders TO reporting;
GRANT SELECT ON items TO reporting;
