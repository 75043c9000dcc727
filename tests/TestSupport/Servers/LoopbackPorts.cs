using System.Net;
using System.Net.Sockets;

namespace DbWarden.TestSupport.Servers;

/// <summary>
/// Free ports for servers, taken from below those that the system gives to outgoing connections: a connection of another test could
/// otherwise get a port between its choice here and the start of its server.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 10_000;
    private const int Count = 20_000;
    private static int _next = Random.Shared.Next(Count);

    public static int Next() => NextRange(1);

    /// <summary>The first of <paramref name="length"/> free ports in a row.</summary>
    public static int NextRange(int length)
    {
        while (true)
        {
            var first = First + (Interlocked.Add(ref _next, length) - length) % Count;
            if (Enumerable.Range(first, length).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
