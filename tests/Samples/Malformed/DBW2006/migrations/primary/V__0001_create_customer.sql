-- upgrade
CREATE TABLE customer (id INTEGER PRIMARY KEY);

  -- rollback
  -- not needed
