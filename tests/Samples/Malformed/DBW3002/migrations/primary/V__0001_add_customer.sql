-- upgrade
INSERT INTO customer (city, name) VALUES ('Zürich 🏔', 'O''Brien);
-- rollback
DELETE FROM customer;
