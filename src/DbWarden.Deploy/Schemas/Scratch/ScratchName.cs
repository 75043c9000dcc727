using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Schemas.Scratch;

/// <summary>
/// The name of a scratch database. It says who owns it, so that whoever comes next can tell one that is in use from one that a killed run
/// left behind. Fits into 63 bytes, which is what PostgreSQL allows.
/// </summary>
internal static class ScratchName
{
    public const string Prefix = "dbwarden_scratch_";

    /// <summary>How long one of another machine is left alone: nobody here can see whether its owner still lives.</summary>
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(1);

    private static readonly string Boot = Digest(ExecutionIdentity.ReadBootId() ?? "");

    // A process id means something only on its machine, and there only within its namespace (a container).
    private static readonly string Machine = Digest(Environment.MachineName + Namespace(Environment.ProcessId));

    public static string Create(DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{Machine}_{Boot}_{Environment.ProcessId:x}_{StartOf(Environment.ProcessId)}_{now.ToUnixTimeSeconds():x}_{RandomNumberGenerator.GetInt32(0x10000):x4}"
        );

    /// <summary>Whether the owner is dead. False for a name that is not ours to judge.</summary>
    public static bool IsAbandoned(string name, DateTimeOffset now)
    {
        if (
            !name.StartsWith(Prefix, StringComparison.Ordinal)
            || name[Prefix.Length..].Split('_') is not [var machine, var boot, var process, var start, var created, _]
        )
            return false;
        if (
            !int.TryParse(process, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(created, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var seconds)
        )
            return false;
        if (machine != Machine || start.Length == 0)
            return now - DateTimeOffset.UnixEpoch.AddSeconds(seconds) > LongestUse;
        return boot != Boot || StartOf(id) != start;
    }

    /// <summary>When a process started, in ticks since the machine did; empty where it is gone or the system does not tell.</summary>
    private static string StartOf(int processId)
    {
        var start = ExecutionIdentity.ReadProcessStart(processId)?.Split(' ')[0];
        return ulong.TryParse(start, CultureInfo.InvariantCulture, out var ticks)
            ? ticks.ToString("x", CultureInfo.InvariantCulture)
            : "";
    }

    private static string Namespace(int processId) => ExecutionIdentity.ReadProcessStart(processId)?.Split(' ')[^1] ?? "";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..6];
}
