-- contracts: dialect=postgresql
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
