-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    country varchar(2) DEFAULT 'ITA',
    currency varchar(3) DEFAULT 'EUR ',
    grade smallint DEFAULT 70000,
    least smallint DEFAULT -32768,
    rate numeric(3, 1) DEFAULT 100,
    weight real DEFAULT 1e30
);
