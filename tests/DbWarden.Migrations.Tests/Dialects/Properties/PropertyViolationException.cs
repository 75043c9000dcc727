namespace DbWarden.Migrations.Tests.Dialects.Properties;

public sealed class PropertyViolationException : Exception
{
    public PropertyViolationException() { }

    public PropertyViolationException(string message)
        : base(message) { }

    public PropertyViolationException(string message, Exception innerException)
        : base(message, innerException) { }
}
