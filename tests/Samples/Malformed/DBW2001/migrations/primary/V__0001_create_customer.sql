-- The customers of the shop.
CREATE TABLE customer (id INTEGER PRIMARY KEY);
