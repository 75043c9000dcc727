using System.Globalization;
using System.Text;

namespace DbWarden.Tool.Tests.Output;

/// <summary>
/// What is left on a screen when everything that was sent to it has been drawn: what moved and was wiped is gone, and colours are
/// written in words, such as <c>{red}error: {/}</c>.
/// </summary>
internal sealed class Screen
{
    private const int Wide = 200;

    private readonly List<StringBuilder> _lines = [new()];
    private readonly List<List<string>> _styles =
    [
        [],
    ];
    private int _row;
    private int _column;
    private string _style = "";

    private Screen() { }

    public static string Show(string sent)
    {
        var screen = new Screen();
        var taken = 0;
        while (taken < sent.Length)
            taken += screen.Take(sent[taken..Math.Min(sent.Length, taken + Wide)]);
        return screen.Text();
    }

    /// <summary>Obeys what the text begins with; how many characters that were.</summary>
    private int Take(string text)
    {
        switch (text[0])
        {
            case '\n':
                MoveTo(_row + 1, 0);
                return 1;
            case '\r':
                _column = 0;
                return 1;
            case '\e' when text.Length > 1 && text[1] == '[':
                var end = 2 + text[2..].ToList().FindIndex(char.IsAsciiLetter);
                Obey(text[end], text[2..end]);
                return end + 1;
            case '\e':
                return 2;
            default:
                Put(text[0]);
                return 1;
        }
    }

    private void Obey(char command, string parameters)
    {
        switch (command)
        {
            case 'm':
                _style = StyleOf(parameters);
                break;
            case 'A':
                MoveTo(_row - (parameters.Length == 0 ? 1 : int.Parse(parameters, CultureInfo.InvariantCulture)), _column);
                break;
            case 'K':
                var from = parameters == "2" ? 0 : Math.Min(_column, _lines[_row].Length);
                _lines[_row].Length = from;
                _styles[_row].RemoveRange(from, _styles[_row].Count - from);
                break;
            case 'h' or 'l':
                break;
            default:
                throw new NotSupportedException($"A screen that is sent \\e[{parameters}{command}.");
        }
    }

    private void Put(char character)
    {
        while (_lines[_row].Length <= _column)
        {
            _lines[_row].Append(' ');
            _styles[_row].Add("");
        }

        _lines[_row][_column] = character;
        _styles[_row][_column] = _style;
        _column++;
    }

    private void MoveTo(int row, int column)
    {
        while (_lines.Count <= row)
        {
            _lines.Add(new StringBuilder());
            _styles.Add([]);
        }

        (_row, _column) = (row, column);
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var row = 0; row < _lines.Count; row++)
        {
            var style = "";
            for (var column = 0; column < _lines[row].ToString().TrimEnd().Length; column++)
            {
                if (_styles[row][column] != style)
                {
                    text.Append(style.Length == 0 ? "" : "{/}").Append(_styles[row][column]);
                    style = _styles[row][column];
                }

                text.Append(_lines[row][column]);
            }

            text.Append(style.Length == 0 ? "" : "{/}").Append('\n');
        }

        return text.ToString();
    }

    private static string StyleOf(string parameters)
    {
        var words = parameters.Split(';').Select(WordOf).Where(word => word.Length > 0).ToList();
        return words.Count == 0 ? "" : "{" + string.Join(' ', words) + "}";
    }

    private static string WordOf(string parameter) =>
        parameter switch
        {
            "" or "0" => "",
            "1" => "bold",
            "2" => "faint",
            "31" or "91" => "red",
            "32" or "92" => "green",
            "33" or "93" => "yellow",
            _ => parameter,
        };
}
