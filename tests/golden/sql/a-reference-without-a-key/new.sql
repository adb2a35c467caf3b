-- contracts: dialect=sqlite
CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT, name TEXT);
CREATE UNIQUE INDEX names ON parent (name);
CREATE TABLE child (code TEXT REFERENCES parent (code), name TEXT REFERENCES parent (name));
