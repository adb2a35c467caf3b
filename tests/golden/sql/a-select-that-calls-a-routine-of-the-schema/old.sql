-- contracts: dialect=postgresql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE FUNCTION wipe() RETURNS void LANGUAGE sql AS $$ DELETE FROM orders $$;
