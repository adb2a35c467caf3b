-- contracts: dialect=mysql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
ALTER TABLE orders CHANGE COLUMN status state varchar(20) NOT NULL;
