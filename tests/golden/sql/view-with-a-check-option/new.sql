-- contracts: dialect=postgresql
CREATE TABLE t (id bigint PRIMARY KEY, a int, data int);
CREATE VIEW v WITH (security_invoker) AS SELECT id, a FROM t WHERE a < data WITH CHECK OPTION;
ALTER VIEW v ALTER COLUMN a SET DEFAULT 5;
