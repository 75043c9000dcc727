CREATE TABLE t (id INT);
SELECT DATABASE() INTO @d;
USE mysql
SELECT 1 FROM user LIMIT 0;
use `information_schema`;
SELECT 1 FROM tables LIMIT 0; use mysql; SELECT 1 FROM db LIMIT 0;
