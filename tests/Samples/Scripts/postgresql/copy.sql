CREATE TABLE t (id int, v text, "from" text);
COPY t (id, v) FROM stdin;
1	a;b
2	it's; "quoted" $$
3	-- rollback
4	\\.
5	\N
\.
COPY public.t FROM STDIN WITH (FORMAT csv, NULL '', DELIMITER ';') ;
6;"x;y";z
7;"multi
line;";
\.
copy t ("from", id) from stdin delimiter ',';
/* no comment,8
-- upgrade,9
\.
COPY t FROM stdin;
\.
COPY t (v) FROM STDIN WHERE v <> 'no';
yes
no
Grüße; 日本
\.

INSERT INTO t VALUES (99, 'after; the data');
