CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('last');
-- no line end behind this; '