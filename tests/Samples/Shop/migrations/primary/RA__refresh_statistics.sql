-- dbwarden: nothing-to-undo statistics only
-- upgrade
ANALYZE;

-- rollback
