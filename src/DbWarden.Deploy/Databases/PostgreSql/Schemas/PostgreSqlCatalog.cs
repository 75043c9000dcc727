namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

/// <summary>
/// The queries on PostgreSQL's catalogs (15 and later). Each is read by the method of the same name in <see cref="PostgreSqlSchemaReader"/>, column
/// by column. They run with an empty search_path, so that the server writes every name with its schema.
/// One-letter codes travel as text: our connections load no types, and the catalog's own one-byte type is not among the built-in ones.
/// </summary>
internal static class PostgreSqlCatalog
{
    /// <summary>A schema that users made, or <c>public</c>.</summary>
    private const string UserSchema = "left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'";

    public const string Namespaces = $"""
        SELECT n.nspname, obj_description(n.oid, 'pg_namespace')
        FROM pg_namespace AS n
        WHERE {UserSchema}
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C"
        """;

    /// <summary>plpgsql is in every database.</summary>
    public const string Extensions = """
        SELECT e.extname, n.nspname, e.extversion
        FROM pg_extension AS e
        JOIN pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname <> 'plpgsql'
        ORDER BY e.extname COLLATE "C"
        """;

    public const string Types = $"""
        SELECT n.nspname, t.typname, t.typtype::text, t.oid::bigint, obj_description(t.oid, 'pg_type'),
          CASE t.typtype
            WHEN 'e' THEN ARRAY(SELECT v.enumlabel::text FROM pg_enum AS v WHERE v.enumtypid = t.oid ORDER BY v.enumsortorder)
            WHEN 'd' THEN ARRAY(
              SELECT format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
              FROM pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname COLLATE "C")
            WHEN 'c' THEN ARRAY(
              SELECT format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                || CASE WHEN a.attcollation IN (0, b.typcollation) THEN '' ELSE ' COLLATE ' || a.attcollation::regcollation::text END
              FROM pg_attribute AS a JOIN pg_type AS b ON b.oid = a.atttypid
              WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
            ELSE ARRAY[]::text[]
          END,
          CASE t.typtype
            WHEN 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
              CASE WHEN t.typcollation <> (SELECT b.typcollation FROM pg_type AS b WHERE b.oid = t.typbasetype)
                THEN 'COLLATE ' || t.typcollation::regcollation::text END,
              CASE WHEN t.typnotnull THEN 'NOT NULL' END,
              'DEFAULT ' || t.typdefault)
            WHEN 'r' THEN (
              SELECT concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
                CASE WHEN NOT o.opcdefault THEN format('SUBTYPE_OPCLASS = %I.%I', s.nspname, o.opcname) END,
                CASE WHEN r.rngcollation <> b.typcollation THEN 'COLLATION = ' || r.rngcollation::regcollation::text END,
                CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical::regproc::text END,
                CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff::regproc::text END,
                'MULTIRANGE_TYPE_NAME = ' || format_type(r.rngmultitypid, NULL))
              FROM pg_range AS r JOIN pg_opclass AS o ON o.oid = r.rngsubopc JOIN pg_namespace AS s ON s.oid = o.opcnamespace
              JOIN pg_type AS b ON b.oid = r.rngsubtype
              WHERE r.rngtypid = t.oid)
          END
        FROM pg_type AS t
        JOIN pg_namespace AS n ON n.oid = t.typnamespace
        LEFT JOIN pg_class AS c ON c.oid = t.typrelid
        WHERE {UserSchema} AND (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"
        """;

    /// <summary>Those of identity columns (an internal dependency) belong to their column.</summary>
    public const string Sequences = $"""
        SELECT n.nspname, c.relname, c.oid::bigint, obj_description(c.oid, 'pg_class'), format_type(s.seqtypid, NULL),
          s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
          (SELECT format('%I.%I.%I', m.nspname, t.relname, a.attname)
           FROM pg_depend AS d
           JOIN pg_class AS t ON t.oid = d.refobjid
           JOIN pg_namespace AS m ON m.oid = t.relnamespace
           JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
           WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a')
        FROM pg_sequence AS s
        JOIN pg_class AS c ON c.oid = s.seqrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema}
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    public const string Relations = $"""
        SELECT c.oid::bigint, n.nspname, c.relname, c.relkind::text, obj_description(c.oid, 'pg_class'),
          array_remove(ARRAY[
            CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
            'partition of ' || (SELECT i.inhparent::regclass::text || ' ' || pg_get_expr(c.relpartbound, c.oid)
              FROM pg_inherits AS i WHERE i.inhrelid = c.oid AND c.relispartition),
            'inherits ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
              FROM pg_inherits AS i WHERE i.inhrelid = c.oid AND NOT c.relispartition),
            CASE WHEN c.relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(c.oid) END,
            CASE WHEN c.reloftype <> 0 THEN 'of ' || format_type(c.reloftype, NULL) END,
            CASE WHEN h.amname <> 'heap' THEN 'using ' || quote_ident(h.amname) END,
            'with (' || array_to_string(c.reloptions, ', ') || ')',
            'tablespace ' || (SELECT quote_ident(s.spcname) FROM pg_tablespace AS s WHERE s.oid = c.reltablespace),
            CASE WHEN c.relrowsecurity THEN 'row level security' END,
            CASE WHEN c.relforcerowsecurity THEN 'force row level security' END,
            CASE c.relreplident WHEN 'f' THEN 'replica identity full' WHEN 'n' THEN CASE WHEN c.relkind IN ('r', 'p') THEN 'replica identity nothing' END END,
            'server ' || (SELECT concat_ws(' ', quote_ident(w.srvname), 'options (' || array_to_string(f.ftoptions, ', ') || ')')
              FROM pg_foreign_table AS f JOIN pg_foreign_server AS w ON w.oid = f.ftserver WHERE f.ftrelid = c.oid),
            CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'with no data' END
          ], NULL),
          CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_am AS h ON h.oid = c.relam
        WHERE {UserSchema} AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    public const string Columns = $"""
        SELECT a.attrelid::bigint, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(v.adbin, v.adrelid), a.attgenerated::text,
          a.attidentity::text,
          CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN a.attcollation::regcollation::text END,
          col_description(a.attrelid, a.attnum),
          array_remove(ARRAY[
            CASE WHEN a.attstorage <> t.typstorage THEN 'storage '
              || CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END,
            CASE a.attcompression WHEN 'p' THEN 'compression pglz' WHEN 'l' THEN 'compression lz4' END,
            CASE WHEN a.attstattarget >= 0 THEN 'statistics ' || a.attstattarget END,
            'set (' || array_to_string(a.attoptions, ', ') || ')',
            'options (' || array_to_string(a.attfdwoptions, ', ') || ')'
          ], NULL),
          CASE WHEN s.seqrelid IS NOT NULL THEN concat_ws(' ',
            CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN 'START WITH ' || s.seqstart END,
            CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement END,
            CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1
              ELSE CASE s.seqtypid::regtype::text WHEN 'smallint' THEN -32768 WHEN 'integer' THEN -2147483648 ELSE -9223372036854775808 END END
              THEN 'MINVALUE ' || s.seqmin END,
            CASE WHEN s.seqmax <> CASE WHEN s.seqincrement < 0 THEN -1
              ELSE CASE s.seqtypid::regtype::text WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 ELSE 9223372036854775807 END END
              THEN 'MAXVALUE ' || s.seqmax END,
            CASE WHEN s.seqcache <> 1 THEN 'CACHE ' || s.seqcache END,
            CASE WHEN s.seqcycle THEN 'CYCLE' END) END
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef AS v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
        LEFT JOIN pg_depend AS i ON a.attidentity <> '' AND i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid
          AND i.refobjsubid = a.attnum AND i.classid = 'pg_class'::regclass AND i.deptype = 'i'
        LEFT JOIN pg_sequence AS s ON s.seqrelid = i.objid
        WHERE {UserSchema} AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>
    /// What a partition or a child has only because its parent has it is left out, as is NOT NULL, which stands at the column, unless there is more
    /// to say of it (PostgreSQL 18 has it as a constraint).
    /// </summary>
    public const string Constraints = $"""
        SELECT k.conrelid::bigint, k.conname, k.contype::text, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint'),
          ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
            JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place)
        FROM pg_constraint AS k
        JOIN pg_class AS c ON c.oid = k.conrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema} AND k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND k.conparentid = 0 AND k.conislocal
          AND (k.contype <> 'n' OR NOT k.convalidated OR k.connoinherit)
        """;

    public const string Indexes = $"""
        SELECT i.indrelid::bigint, c.relname, i.indisunique, i.indisvalid, pg_get_indexdef(i.indexrelid), obj_description(c.oid, 'pg_class')
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema} AND NOT c.relispartition
          AND NOT EXISTS (SELECT FROM pg_constraint AS k
            WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))
        ORDER BY c.relname COLLATE "C"
        """;

    public const string Triggers = $"""
        SELECT t.tgrelid::bigint, t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid), obj_description(t.oid, 'pg_trigger')
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema} AND NOT t.tgisinternal AND t.tgparentid = 0
        ORDER BY t.tgname COLLATE "C"
        """;

    public const string Rules = $"""
        SELECT r.ev_class::bigint, 'rule', r.rulename,
          pg_get_ruledef(r.oid) || CASE r.ev_enabled WHEN 'O' THEN '' WHEN 'D' THEN ' -- disabled' WHEN 'R' THEN ' -- replica' ELSE ' -- always' END,
          obj_description(r.oid, 'pg_rewrite')
        FROM pg_rewrite AS r
        JOIN pg_class AS c ON c.oid = r.ev_class
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema} AND r.rulename <> '_RETURN'
        UNION ALL
        SELECT p.polrelid::bigint, 'policy', p.polname,
          concat_ws(' ', 'CREATE POLICY', quote_ident(p.polname), 'ON', p.polrelid::regclass::text,
            CASE WHEN NOT p.polpermissive THEN 'AS RESTRICTIVE' END,
            CASE p.polcmd WHEN 'r' THEN 'FOR SELECT' WHEN 'a' THEN 'FOR INSERT' WHEN 'w' THEN 'FOR UPDATE' WHEN 'd' THEN 'FOR DELETE' END,
            'TO ' || (SELECT string_agg(CASE u.id WHEN 0 THEN 'PUBLIC' ELSE u.id::regrole::text END, ', ' ORDER BY u.id::regrole::text COLLATE "C")
              FROM unnest(p.polroles) AS u (id)),
            'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
            'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
          obj_description(p.oid, 'pg_policy')
        FROM pg_policy AS p
        JOIN pg_class AS c ON c.oid = p.polrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {UserSchema}
        UNION ALL
        SELECT s.stxrelid::bigint, 'statistics', s.stxname, pg_get_statisticsobjdef(s.oid), obj_description(s.oid, 'pg_statistic_ext')
        FROM pg_statistic_ext AS s
        JOIN pg_namespace AS n ON n.oid = s.stxnamespace
        WHERE {UserSchema}
        """;

    /// <summary>Functions that a range type brings along (an internal dependency) belong to that type.</summary>
    public const string Routines = $"""
        SELECT n.nspname, p.proname, p.prokind::text, pg_get_function_identity_arguments(p.oid), p.oid::bigint, obj_description(p.oid, 'pg_proc'),
          CASE WHEN p.prokind = 'a' THEN (
            SELECT format(E'CREATE AGGREGATE %I.%I(%s) (\n  SFUNC = %s,\n  STYPE = %s', n.nspname, p.proname,
                CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END,
                g.aggtransfn::regproc, format_type(g.aggtranstype, NULL))
              || CASE WHEN g.aggfinalfn <> 0 THEN format(E',\n  FINALFUNC = %s', g.aggfinalfn::regproc) ELSE '' END
              || CASE WHEN g.aggfinalextra THEN E',\n  FINALFUNC_EXTRA' ELSE '' END
              || CASE WHEN g.aggcombinefn <> 0 THEN format(E',\n  COMBINEFUNC = %s', g.aggcombinefn::regproc) ELSE '' END
              || CASE WHEN g.agginitval IS NOT NULL THEN format(E',\n  INITCOND = %L', g.agginitval) ELSE '' END
              || CASE WHEN g.aggsortop <> 0 THEN format(E',\n  SORTOP = %s', g.aggsortop::regoperator) ELSE '' END
              || CASE p.proparallel WHEN 's' THEN E',\n  PARALLEL = SAFE' WHEN 'r' THEN E',\n  PARALLEL = RESTRICTED' ELSE '' END
              || CASE WHEN g.aggkind = 'h' THEN E',\n  HYPOTHETICAL' ELSE '' END
              || E'\n)'
            FROM pg_aggregate AS g WHERE g.aggfnoid = p.oid)
          ELSE pg_get_functiondef(p.oid) END
        FROM pg_proc AS p
        JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE {UserSchema}
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
        ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", 4
        """;
}
