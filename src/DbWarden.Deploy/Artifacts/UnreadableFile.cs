namespace DbWarden.Deploy.Artifacts;

/// <summary>
/// What reading a damaged or hostile file throws, here and in the libraries that take assemblies, archives and XML apart.
/// Anything else is a bug and not caught.
/// </summary>
internal static class UnreadableFile
{
    public static bool IsReasonOf(Exception exception) =>
        exception
            is IOException
                or UnauthorizedAccessException
                or InvalidDataException
                or BadImageFormatException
                or System.Xml.XmlException
                or ArgumentException
                or OverflowException
                or InvalidOperationException
                or NotSupportedException;

    public static string Reason(Exception exception) =>
        exception switch
        {
            InvalidDataException or IOException or UnauthorizedAccessException => exception.Message,
            _ => "It is damaged.",
        };
}
