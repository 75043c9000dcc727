-- upgrade
CREATE TABLE visit (id INTEGER PRIMARY KEY);
-- rollback
DROP TABLE visit;
