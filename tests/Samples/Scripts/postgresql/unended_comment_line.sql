CREATE TABLE t (v text); INSERT INTO t VALUES ('last');
-- no line end behind this; '