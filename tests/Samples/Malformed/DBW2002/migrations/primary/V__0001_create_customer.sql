-- description: the customers of the shop
-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);
