-- contracts: dialect=postgresql
CREATE SEQUENCE numbers;
CREATE SEQUENCE other_numbers;
CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('other_numbers'));
CREATE TABLE items (id bigint NOT NULL PRIMARY KEY);
CREATE SEQUENCE items_id_seq AS bigint OWNED BY items.id;
ALTER TABLE items ALTER COLUMN id SET DEFAULT nextval('items_id_seq'::regclass);
