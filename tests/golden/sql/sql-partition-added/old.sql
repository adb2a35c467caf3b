-- contracts: dialect=mysql
CREATE TABLE m (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
