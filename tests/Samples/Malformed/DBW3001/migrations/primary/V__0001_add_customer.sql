-- upgrade
INSERT INTO customer (name) VALUES ('André');
-- rollback
DELETE FROM customer;
