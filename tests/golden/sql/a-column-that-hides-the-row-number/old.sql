-- contracts: dialect=sqlite
CREATE TABLE notes (body TEXT);
CREATE TABLE tags (name TEXT);
