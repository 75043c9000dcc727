-- Nothing; at all.
# it's
/* Not even; here ' */
;
-- the end
