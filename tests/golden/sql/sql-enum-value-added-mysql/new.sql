-- contracts: dialect=mysql
CREATE TABLE t (id int PRIMARY KEY, state enum('a','b','c'));
