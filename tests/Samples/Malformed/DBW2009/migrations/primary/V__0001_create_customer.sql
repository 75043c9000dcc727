-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);

-- rollback
-- <write the statements that undo the upgrade in place of this line>
