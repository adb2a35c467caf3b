-- contracts: dialect=postgresql
CREATE SCHEMA shop;
