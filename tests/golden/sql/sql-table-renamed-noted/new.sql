-- contracts: dialect=postgresql
CREATE TABLE purchases ( -- contracts: renamed_from=orders
    id bigint PRIMARY KEY,
    status text NOT NULL
);
