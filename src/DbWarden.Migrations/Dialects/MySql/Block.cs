using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>What END closes.</summary>
internal enum Block : byte
{
    None,
    Begin,
    If,
    Case,
    CaseExpression,
    Loop,
    While,
    Repeat,

    /// <summary>REPEAT whose condition is being read: END follows the condition, not a statement.</summary>
    RepeatUntil,
    For,

    /// <summary>What stands before BEGIN with sql_mode ORACLE.</summary>
    Declarations,
    Package,
}

internal static class Blocks
{
    /// <summary>The block that the word opens where a statement can begin.</summary>
    public static Block OpenedBy(ReadOnlySpan<byte> word) =>
        word.Is("BEGIN"u8) ? Block.Begin
        : word.Is("IF"u8) ? Block.If
        : word.Is("CASE"u8) ? Block.Case
        : word.Is("LOOP"u8) ? Block.Loop
        : word.Is("WHILE"u8) ? Block.While
        : word.Is("REPEAT"u8) ? Block.Repeat
        : word.Is("FOR"u8) ? Block.For
        : Block.None;
}
