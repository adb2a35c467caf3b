-- contracts: dialect=postgresql
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    state text, -- contracts: renamed_from=status
    total integer
);
