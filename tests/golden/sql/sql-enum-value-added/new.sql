-- contracts: dialect=postgresql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE notes (
    id integer PRIMARY KEY,
    mood mood NOT NULL
);
ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';
