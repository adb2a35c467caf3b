-- contracts: dialect=postgresql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    status text NOT NULL
);
