-- contracts: dialect=mysql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    grade tinyint unsigned DEFAULT 255,
    state varchar(4) DEFAULT 'open',
    rate decimal(3, 1)
);
