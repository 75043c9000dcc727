-- Words that the client keeps for itself where a statement could begin, in places where none does.
CREATE TABLE t (
source INT,
status VARCHAR(40),
system INT,
help TEXT,
prompt TEXT,
connect INT
);
INSERT INTO t
(source,
status) VALUES (1, 'go'),
(2, 'use;
quit
exit;
'); SELECT
status
FROM t
