-- contracts: dialect=mysql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    grade tinyint unsigned DEFAULT 256,
    state varchar(4) DEFAULT 'opened',
    rate decimal(3, 1) DEFAULT 99
);
