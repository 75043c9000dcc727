-- Strings and names with something in them that would end a statement elsewhere.
CREATE TABLE t (id INT PRIMARY KEY, v TEXT, b BLOB);
INSERT INTO t VALUES (1, 'a;b', NULL), (2, 'it''s; ''', NULL), (3, 'it\'s; \\', NULL), (4, "say ""x;""", NULL), (5, "it's; \"", NULL), (6, '\\', NULL);
INSERT INTO t VALUES (7, '"', NULL), (8, "'", NULL), (9, '`', NULL), (10, '-- x; # y; /* z', NULL), (11, '*/', x'3B'), (12, _utf8mb4'a;b', b'101'), (13, N'c;d', 0x3B27);
INSERT INTO t VALUES (20, 'line
-- upgrade
;two
DELIMITER //
# three', NULL), (21, 'tab	and Grüße, 日本語; 😀 ''', NULL), (22, 'joined; '
    "with; 'this'"   -- and a comment; 'between'
    ' and that', NULL);
CREATE TABLE `odd; ``name`` -- x` (`col;'umn` INT DEFAULT 1, `a"b` VARCHAR(9) DEFAULT ';' COMMENT 'it''s; "x"', `back\` INT);
INSERT INTO `odd; ``name`` -- x` VALUES (1, '\'', 2); SELECT `col;'umn` AS ';', `back\` AS "a;b" FROM `odd; ``name`` -- x`;
SELECT 1 AS delimiter, 2 AS `;`, 'x' 'y;' "z"; SELECT '\N;', \N; SELECT 'a\
b;'
