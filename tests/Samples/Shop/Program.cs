using Microsoft.Data.Sqlite;

// What a release does with its database after the deployment: read it. The schema is not this program's business.
using var connection = new SqliteConnection("Data Source=shop.db;Mode=ReadOnly");
connection.Open();
using var command = connection.CreateCommand();
command.CommandText = "SELECT sku, name, price_cents FROM product ORDER BY sku";
using var products = command.ExecuteReader();
while (products.Read())
    Console.WriteLine($"{products.GetString(0), -8} {products.GetString(1), -24} {products.GetInt64(2) / 100m, 8:0.00}");
