using System.Globalization;
using DbWarden.Deploy.Locking;

namespace DbWarden.Tool.Output;

/// <summary>How a lock stands, for a person.</summary>
internal static class LockText
{
    private const int NameWidth = 14;

    public static void Write(OutputChannel channel, string database, LockStatus status)
    {
        channel.WriteLine($"{database}: ".Strong(), WordOf(status.State));
        if (status.State == LockState.Free)
            return;
        Line("judged by", status.Evidence);
        Line("holder", status.Holder);
        Line("operation", status.Operation);
        Line("migration", status.Migration);
        Line("database user", status.DatabaseUser);
        Line("process", status.ProcessId?.ToString(CultureInfo.InvariantCulture));
        Line("tool", status.ToolVersion);
        Line("since", status.AcquiredAt is { } acquired ? Times.Text(channel, acquired) : null);
        Line("last sign", Durations.Text(status.SinceHeartbeat) + " ago");

        void Line(string name, string? value)
        {
            if (value is not null)
                channel.WriteLine("  ", name.PadRight(NameWidth).Faint(), VisibleText.OneLine(value));
        }
    }

    public static Phrase WordOf(LockState state) =>
        state switch
        {
            LockState.Free => "FREE".Good(),
            LockState.Held => "HELD".Warning(),
            LockState.Silent => "SILENT".Bad(),
            LockState.Dead => "DEAD".Bad(),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a word."),
        };
}
