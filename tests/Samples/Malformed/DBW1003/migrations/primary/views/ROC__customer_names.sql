-- upgrade
CREATE VIEW customer_names AS SELECT name FROM customer;
-- rollback
DROP VIEW customer_names;
