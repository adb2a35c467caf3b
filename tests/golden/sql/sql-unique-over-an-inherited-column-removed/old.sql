CREATE TABLE customers (id integer NOT NULL, name text);
CREATE TABLE m (extra text, UNIQUE (id)) INHERITS (customers);
