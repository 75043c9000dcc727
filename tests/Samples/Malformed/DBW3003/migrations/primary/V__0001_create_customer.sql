-- upgrade
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
<<<<<<< HEAD
    name TEXT
=======
    full_name TEXT
>>>>>>> feature/names
);
-- rollback
DROP TABLE customer;
