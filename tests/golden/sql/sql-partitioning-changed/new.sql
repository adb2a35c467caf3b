-- contracts: dialect=postgresql
CREATE TABLE m (id int, at date) PARTITION BY HASH (id);
