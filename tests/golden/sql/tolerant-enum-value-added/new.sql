-- contracts: dialect=postgresql
CREATE TYPE mood AS ENUM ('sad', 'happy', 'ok');
CREATE TABLE notes (
    id integer PRIMARY KEY,
    mood mood NOT NULL
);
