-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
GRANT SELECT ON items TO reporting;
GRANT SELECT ON orders TO reporting;
REVOKE ALL ON orders FROM reporting;
