-- rollback
DROP TABLE payment;
-- upgrade
CREATE TABLE payment (id INTEGER PRIMARY KEY);
