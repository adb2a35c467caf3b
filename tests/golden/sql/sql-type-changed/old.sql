-- contracts: dialect=postgresql
CREATE TYPE a AS ENUM ('x');
