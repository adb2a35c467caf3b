-- contracts: dialect=postgresql
CREATE SEQUENCE numbers;
CREATE SEQUENCE other_numbers;
CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
CREATE TABLE items (id bigserial PRIMARY KEY);
