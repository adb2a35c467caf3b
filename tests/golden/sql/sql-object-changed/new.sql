-- contracts: dialect=postgresql
CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 2; $$;
