using System.Globalization;
using System.Text;

namespace DbWarden.Benchmarks.Parsing;

/// <summary>Scripts as teams write them: tables, indexes, rows, updates, views, and now and then a stored program.</summary>
internal static class OrdinarySql
{
    public static byte[] Generate(string engine, int size)
    {
        var script = new StringBuilder("-- upgrade\n");
        for (int number = 1; script.Length < size; number++)
        {
            script.Append(
                CultureInfo.InvariantCulture,
                $"""
                -- Orders of region {number}, and what was paid for them.
                CREATE TABLE order_{number} (
                    id          BIGINT        NOT NULL PRIMARY KEY,
                    customer_id BIGINT        NOT NULL REFERENCES customer (id),
                    state       VARCHAR(20)   NOT NULL DEFAULT 'new',
                    total       NUMERIC(12,2) NOT NULL CHECK (total >= 0), -- in the customer's currency
                    note        TEXT,
                    created_at  TIMESTAMP     NOT NULL DEFAULT CURRENT_TIMESTAMP
                );
                CREATE INDEX ix_order_{number}_customer ON order_{number} (customer_id, created_at);

                INSERT INTO order_{number} (id, customer_id, state, total, note) VALUES
                    (1, 17, 'paid', 12.50, 'It''s a gift; wrap it, please'),
                    (2, 18, 'shipped', 99.00, NULL),
                    (3, 19, 'new', 3.75, 'Grüße aus Köln');
                UPDATE order_{number} SET state = 'closed', note = NULL WHERE state = 'shipped' AND created_at < CURRENT_TIMESTAMP;

                /* What the shop's front page shows. */
                CREATE VIEW open_order_{number} AS
                SELECT o.id, o.total, c.name, CASE WHEN o.total > 50 THEN 'large' ELSE 'small' END AS size
                FROM order_{number} o JOIN customer c ON c.id = o.customer_id
                WHERE o.state <> 'closed' AND (o.total - 1) * 2 > 0;


                """
            );
            script.Append(number % 8 == 0 ? Program(engine, number) : "");
        }

        script.Append("-- rollback\nDROP TABLE order_1;\n");
        return Encoding.UTF8.GetBytes(script.ToString());
    }

    private static string Program(string engine, int number) =>
        engine switch
        {
            "postgresql" => $"""
                CREATE FUNCTION close_{number}() RETURNS trigger LANGUAGE plpgsql AS $body$
                BEGIN
                    IF new.total = 0 THEN new.state := 'closed'; END IF;
                    RETURN new;
                END;
                $body$;

                """,
            "sqlite" => $"""
                CREATE TRIGGER close_{number} AFTER INSERT ON order_{number} WHEN new.total = 0
                BEGIN
                    UPDATE order_{number} SET state = 'closed' WHERE id = new.id;
                END;

                """,
            _ => $"""
                CREATE TRIGGER close_{number} BEFORE INSERT ON order_{number} FOR EACH ROW
                BEGIN
                    IF NEW.total = 0 THEN SET NEW.state = 'closed'; END IF;
                END;

                """,
        };
}
