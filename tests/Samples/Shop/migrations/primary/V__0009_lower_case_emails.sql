-- dbwarden: nothing-to-undo the original spelling carried no meaning
-- upgrade
UPDATE customer SET email = lower(email);

-- rollback
