CREATE TABLE orders (
  id serial PRIMARY KEY,
  note text
);
CREATE TABLE orders_archive (
  id serial PRIMARY KEY,
  note text
);
ALTER TABLE orders RENAME TO orders_next;
ALTER TABLE orders_archive RENAME TO orders;
ALTER TABLE orders_next RENAME TO orders_archive;
