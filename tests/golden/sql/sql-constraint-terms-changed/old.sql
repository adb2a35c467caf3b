CREATE TABLE accounts (
    id int PRIMARY KEY,
    email text,
    UNIQUE (email)
);
