using System.Globalization;
using System.Reflection;

namespace DbWarden.Deploy.Records;

/// <summary>Which run this is, and in which process of which machine it runs; it stands in the records and in the lease.</summary>
/// <param name="ExecutionId">Unique to the run.</param>
/// <param name="BootId">Tells one start of the machine from another; null where the system has no such thing.</param>
/// <param name="ProcessStarted">
/// When the process started, with the namespace that its id counts in: together they say whether an id still means the same process.
/// Null where the system does not tell.
/// </param>
internal sealed record ExecutionIdentity(
    string ExecutionId,
    string ToolVersion,
    string ClientHost,
    string? BootId,
    int ProcessId,
    string? ProcessStarted
)
{
    public static ExecutionIdentity Create() =>
        new(
            Guid.CreateVersion7().ToString("N"),
            ReadToolVersion(),
            Environment.MachineName,
            ReadBootId(),
            Environment.ProcessId,
            ReadProcessStart(Environment.ProcessId)
        );

    public static string? ReadBootId() => ReadSystemFile("/proc/sys/kernel/random/boot_id")?.Trim();

    /// <summary>Null where there is no such process or the system does not tell.</summary>
    public static string? ReadProcessStart(int processId)
    {
        var status = ReadSystemFile(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        // The command's name, in parentheses, may hold anything; the start time is the twentieth field behind it.
        var fields = status?[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is { Length: > 19 } ? $"{fields[19]} {ReadProcessNamespace()}" : null;
    }

    private static string ReadProcessNamespace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";

    private static string? ReadSystemFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ReadToolVersion()
    {
        var version = typeof(ExecutionIdentity)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion;
        return version?.Split('+')[0] ?? "unknown";
    }
}
