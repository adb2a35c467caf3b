-- contracts: dialect=postgresql
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE notes (
    id integer PRIMARY KEY,
    mood mood NOT NULL
);
