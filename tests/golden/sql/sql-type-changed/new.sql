-- contracts: dialect=postgresql
CREATE DOMAIN a AS text;
