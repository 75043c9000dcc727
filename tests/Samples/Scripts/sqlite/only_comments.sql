-- Nothing; at all.
/* Not even; here ' */
;
-- the end
