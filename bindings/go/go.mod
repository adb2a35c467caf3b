module contracts

go 1.19
