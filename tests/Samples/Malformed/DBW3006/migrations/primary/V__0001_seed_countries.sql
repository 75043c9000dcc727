-- upgrade
COPY country (code, name) FROM STDIN;
CH	Schweiz
DE	Deutschland
-- rollback
DELETE FROM country;
