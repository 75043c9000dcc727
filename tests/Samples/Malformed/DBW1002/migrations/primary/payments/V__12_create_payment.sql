-- upgrade
CREATE TABLE payment (id INTEGER PRIMARY KEY);
-- rollback
DROP TABLE payment;
