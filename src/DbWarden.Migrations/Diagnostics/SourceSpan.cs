using System.Runtime.InteropServices;

namespace DbWarden.Migrations.Diagnostics;

/// <summary>
/// A range of a file as editors and compilers count it: lines and columns start at 1, columns are UTF-16 units, the end column
/// is the first one behind the range. <see langword="default"/> means the file as a whole.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The file as a whole, where no position says more.</summary>
    public static SourceSpan WholeFile => default;
}
