-- contracts: dialect=mysql
CREATE TABLE t (id int PRIMARY KEY COMMENT 'number');
