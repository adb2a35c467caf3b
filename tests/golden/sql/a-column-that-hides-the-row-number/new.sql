-- contracts: dialect=sqlite
CREATE TABLE notes (body TEXT, rowid TEXT);
CREATE TABLE tags (name TEXT, row_id TEXT);
