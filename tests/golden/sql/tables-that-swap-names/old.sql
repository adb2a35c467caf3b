CREATE TABLE orders (
  id serial PRIMARY KEY,
  note text
);
CREATE TABLE orders_archive (
  id serial PRIMARY KEY,
  note text
);
