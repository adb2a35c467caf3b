-- contracts: dialect=mysql
CREATE TABLE t (id int PRIMARY KEY, a text, b text, FULLTEXT KEY f (a, b), KEY k (id));
