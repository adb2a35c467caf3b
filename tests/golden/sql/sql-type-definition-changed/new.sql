-- contracts: dialect=postgresql
CREATE TYPE r AS RANGE (subtype = float4);
