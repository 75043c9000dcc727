using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>Says in words why text cannot be read as SQL.</summary>
internal static class SyntaxWords
{
    public static string Describe(SyntaxProblemKind kind) =>
        kind switch
        {
            SyntaxProblemKind.UnterminatedString => "a string is never closed",
            SyntaxProblemKind.UnterminatedIdentifier => "a quoted identifier is never closed",
            SyntaxProblemKind.UnterminatedComment => "a comment is never closed",
            SyntaxProblemKind.UnterminatedDollarQuote => "a dollar quote is never closed",
            SyntaxProblemKind.UnterminatedBody => "a body is never closed",
            SyntaxProblemKind.ClientCommand => "a command of the engine's client, which the server does not know",
            SyntaxProblemKind.DelimiterWithoutArgument => "DELIMITER without a delimiter",
            SyntaxProblemKind.CopyDataWithoutEnd => "COPY data without its end",
            _ => "its text is malformed",
        };
}
