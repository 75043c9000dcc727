-- dbwarden: nothing-to-undo the totals are computed
-- upgrade
UPDATE total SET amount = (SELECT sum(amount) FROM payment);
