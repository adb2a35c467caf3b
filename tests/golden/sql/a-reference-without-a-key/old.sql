-- contracts: dialect=sqlite
CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE, name TEXT UNIQUE);
CREATE TABLE child (code TEXT REFERENCES parent (code), name TEXT REFERENCES parent (name));
