-- contracts: dialect=postgresql
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE notes (
    id integer PRIMARY KEY,
    mood mood NOT NULL
);
