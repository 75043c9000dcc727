using System.Text.Json;
using DbWarden.Deploy.Locking;

namespace DbWarden.Tool.Output;

/// <summary>How a lock stands, in JSON.</summary>
internal static class LockJson
{
    public static void Write(Utf8JsonWriter json, LockStatus status)
    {
        json.WriteString("lock", LockText.WordOf(status.State).Text.ToLowerInvariant());
        json.WriteNumber("fence", status.Fence);
        if (status.State == LockState.Free)
            return;
        json.WriteString("evidence", status.Evidence);
        json.WriteString("holder", status.Holder);
        json.WriteString("executionId", status.ExecutionId);
        json.WriteString("operation", status.Operation);
        json.WriteString("migration", status.Migration);
        json.WriteString("databaseUser", status.DatabaseUser);
        json.WriteString("clientHost", status.ClientHost);
        if (status.ProcessId is { } processId)
            json.WriteNumber("processId", processId);
        json.WriteString("toolVersion", status.ToolVersion);
        if (status.AcquiredAt is { } acquired)
            JsonOutput.WriteTime(json, "acquiredAt", acquired);
        if (status.HeartbeatAt is { } heartbeat)
            JsonOutput.WriteTime(json, "heartbeatAt", heartbeat);
        json.WriteNumber("sinceHeartbeatMilliseconds", (long)status.SinceHeartbeat.TotalMilliseconds);
    }
}
