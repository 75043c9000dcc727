using System.Text;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.Properties;

/// <summary>
/// Reads what lies between the items of a script, in the plainest way there is: blanks, comments, terminators, the lines of a
/// client that are passed over, and COPY data. Nothing else may lie there.
/// </summary>
internal sealed class TextBetween(string engine, byte[] script)
{
    private readonly List<(int Start, int End)> _data = [];
    private string _delimiter = ";";
    private int _position;
    private int _end;

    /// <summary>Learns from an item what may follow it.</summary>
    public void Take(ReadItem item)
    {
        if (item.HasData)
        {
            _data.Add((item.DataStart, FindLineEnd(item.DataEnd + 2)));
        }

        if (item.Kind is ScriptItemKind.UpgradeMarker or ScriptItemKind.RollbackMarker)
        {
            _delimiter = ";";
        }
    }

    public bool IsNoSql(int start, int end)
    {
        _position = start;
        _end = end;
        while (_position < _end)
        {
            int before = _position;
            SkipOne();
            if (_position == before)
            {
                return false;
            }
        }

        return true;
    }

    private int FindLineEnd(int position)
    {
        while (position < script.Length && script[position] is not ((byte)'\n' or (byte)'\r'))
        {
            position++;
        }

        return position;
    }

    private void SkipOne()
    {
        int data = _data.FindIndex(range => range.Start == _position);
        if (data >= 0)
        {
            _position = _data[data].End;
        }
        else if (Starts(_delimiter))
        {
            _position += _delimiter.Length;
        }
        else if (script[_position] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\v' or (byte)'\f' or (byte)'\r')
        {
            _position++;
        }
        else if (Starts("--") || (Starts("#") && engine != "postgresql") || Starts("\\restrict") || Starts("\\unrestrict"))
        {
            _position = FindLineEnd(_position);
        }
        else if (Starts("/*"))
        {
            SkipBlockComment();
        }
        else if (engine == "mysql" && (Starts("delimiter", ignoreCase: true) || Starts("\\d")))
        {
            SkipDelimiter();
        }
    }

    private void SkipBlockComment()
    {
        int depth = 0;
        do
        {
            bool closes = Starts("*/");
            bool opens = Starts("/*") && (depth == 0 || engine == "postgresql");
            depth +=
                closes ? -1
                : opens ? 1
                : 0;
            _position += closes || opens ? 2 : 1;
        } while (depth > 0 && _position < _end);
    }

    private void SkipDelimiter()
    {
        int lineEnd = FindLineEnd(_position);
        string line = Encoding.Latin1.GetString(script[_position..lineEnd]);
        string argument = line[(line[0] == '\\' ? 2 : "delimiter".Length)..].TrimStart(' ', '\t', '\f', '\v');
        bool isQuoted = argument[0] is '\'' or '"' or '`';
        _delimiter = isQuoted ? argument[1..].Split(argument[0])[0] : argument.Split(' ', '\t', '\f', '\v')[0];
        _position = lineEnd;
    }

    private bool Starts(string value, bool ignoreCase = false)
    {
        if (_position + value.Length > script.Length)
        {
            return false;
        }

        string text = Encoding.Latin1.GetString(script, _position, value.Length);
        return string.Equals(text, value, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }
}
