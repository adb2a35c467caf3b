-- contracts: dialect=postgresql
BEGIN;
CREATE TABLE orders (id bigint);
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE orders ADD COLUMN status text;
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
COMMIT;
