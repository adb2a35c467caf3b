-- contracts: dialect=postgresql
CREATE TABLE orders (
    id serial PRIMARY KEY,
    email text UNIQUE
);
